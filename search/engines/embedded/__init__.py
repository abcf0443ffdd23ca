"""The engine that needs no server: a Whoosh index in a directory."""

from search.engines.embedded.engine import open_embedded

__all__ = ["open_embedded"]
