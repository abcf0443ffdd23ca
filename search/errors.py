"""Which errors can Backfile raise, and what does a person do about each?

BackfileError                 every error of ours; carries a remedy
├── ConfigError               a setting is wrong
├── RequestError              a search request cannot be meant; names the parameter
├── ArticleNotFound           no article has this id
├── IndexUnavailable          the index cannot answer now
│   ├── IndexMissing          nothing has been built there yet
│   ├── IndexDamaged          a file of the index is broken
│   └── IndexOutdated         built by a version whose terms or fields differ
├── IndexLocked               another program is writing to the index
└── ReadError                 a raw file cannot be read as an article

Engines and libraries raise errors of their own; they are turned into these where they arise.
"""


class BackfileError(Exception):
    """An error with a sentence that says what is wrong and one that says what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class ConfigError(BackfileError):
    """A setting has a value that cannot be used."""


class RequestError(BackfileError):
    """A parameter of a search request is unknown or out of bounds."""

    def __init__(self, parameter: str, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.parameter = parameter


class ArticleNotFound(BackfileError):
    """No article of the index has the id that was asked for."""


class IndexUnavailable(BackfileError):
    """The index cannot be searched now."""


class IndexMissing(IndexUnavailable):
    """Nothing has been built at the place that the engine names."""


class IndexDamaged(IndexUnavailable):
    """A file of the index cannot be read."""


class IndexOutdated(IndexUnavailable):
    """The index was built with another analysis, format or set of fields."""


class IndexLocked(BackfileError):
    """Another program is writing to the same index."""


class ReadError(BackfileError):
    """A raw file cannot be turned into an article; the message is the reason."""
