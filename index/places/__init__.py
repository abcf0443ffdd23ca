"""Which places of the world does an article name, and which is it about?"""

from index.places.cache import gazetteer
from index.places.finding import Located, Refused, find, locate
from index.places.store import Gazetteer

__all__ = ["Gazetteer", "Located", "Refused", "find", "gazetteer", "locate"]
