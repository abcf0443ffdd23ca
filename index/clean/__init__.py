"""What of a document is the story, what is something else, and why?

`clean` says it of every character. It decides in this order: lines that the outlet repeats (`repeated`),
galleries and captions that markup or repetition shows, named rules (`rules`), the linear model's score
of each block among its neighbours (`scoring`), then the parts of an article (`parts`: headline, kicker,
standfirst, byline).
"""

from index.clean.cleaning import clean, clean_all
from index.clean.repeated import Learner, RepeatedLines, learn

__all__ = ["Learner", "RepeatedLines", "clean", "clean_all", "learn"]
