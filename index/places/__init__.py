"""Which places of the world does an article name, and which is it about?"""

from index.places.cache import gazetteer, is_ready
from index.places.finding import Located, Refused, find, locate
from index.places.store import Gazetteer

__all__ = ["Gazetteer", "Located", "Refused", "find", "gazetteer", "is_ready", "locate"]
