"""The kernel of Backfile: what an article is, how text becomes terms, how a query becomes hits."""

__version__ = "0.1.0"
