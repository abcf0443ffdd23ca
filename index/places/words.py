"""What is known of a capitalised word, wherever it stands?

All that is asked of the words of a stretch is found once for a word and kept together, for most of what a
stretch costs that was not met before is looking things up. Words are met again more often than stretches
are: nine of ten in a stretch that is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from index.places.kept import Kept
from index.places.keys import fold
from index.places.names import of_class, words
from index.places.store import Gazetteer, Refs
from index.places.tokens import TOKEN

_MOST_KEPT = 65_536  # a mixed archive has 33,000 different ones in 6,700 articles
_LONGEST = 80  # characters of a word; no folded one of the gazetteer has more than 63


@dataclass(slots=True)
class Word:
    """A capitalised word (or one without case), which begins at `at` in its piece.

    `text` is without a possessive, `refs` are the places that bear the word alone, none if it ends no name.
    It may begin a name, or follow the first word of one; `stop`: it is no part of names, `common`: it stands
    beside names of people and is none.
    """

    at: int
    text: str
    key: str
    refs: Refs
    begins: bool
    follows: bool
    stop: bool
    first_name: bool
    common: bool


@dataclass(slots=True)
class Piece:
    """What stands between two spaces of a stretch: how long it is, and its words, most often one.

    `tells`: there may be a name where it stands, of a place or of someone. `whole`: it is this word and
    nothing else.
    """

    length: int
    words: tuple[Word, ...]
    tells: bool
    whole: Word | None


def pieces(gazetteer: Gazetteer, stretch: str) -> list[Piece]:
    """The pieces of a stretch. No word goes on after a space, or depends on what stands beyond one."""
    known = _known_pieces(gazetteer)
    return [known[text] for text in stretch.split(" ")]


@lru_cache(maxsize=1)
def _known_pieces(gazetteer: Gazetteer) -> Mapping[str, Piece]:
    return Kept(partial(_piece, gazetteer), _MOST_KEPT)


def _piece(gazetteer: Gazetteer, text: str) -> Piece:
    if text.isascii() and text.isalpha() and text[0].isupper():  # so most, and found without searching
        word = _word(gazetteer, 0, text)
        return Piece(len(text), (word,), word.begins or word.first_name, word)
    words = tuple([_word(gazetteer, found.start(), found[0]) for found in TOKEN.finditer(text)])
    whole = words[0] if words and len(words[0].text) == len(text) else None
    return Piece(len(text), words, any(word.begins or word.first_name for word in words), whole)


def _word(gazetteer: Gazetteer, at: int, text: str) -> Word:
    if text[-2:] in ("'s", "’s", "'S", "’S"):
        text = text[:-2]
    if len(text) > _LONGEST:  # no part of a name, and it would fill the caches
        return Word(at, text, "", (), False, False, stop=True, first_name=False, common=True)
    key = fold(text)
    refs = gazetteer.named(key)
    if key not in _special():  # so most
        return Word(at, text, key, refs or (), refs is not None, gazetteer.follows(key), False, False, False)
    stop, whole = key in of_class("stop"), elsewhere().get(key)
    return Word(
        at,
        text,
        key,
        () if stop or whole or refs is None else refs,
        refs is not None or whole is not None,
        gazetteer.follows(key) or key in _following_elsewhere(),
        stop,
        key in _first_names(),
        key in _common(),
    )


@cache
def elsewhere() -> dict[str, bool]:
    """The names of `elsewhere` and what they begin with, and whether it is a whole name."""
    names = of_class("elsewhere")
    begun = (name.split(" ")[:count] for name in names for count in range(1, name.count(" ") + 1))
    return {**dict.fromkeys(map(" ".join, begun), False), **dict.fromkeys(names, True)}


@cache
def _following_elsewhere() -> frozenset[str]:
    return frozenset(word for name in of_class("elsewhere") for word in name.split(" ")[1:])


@cache
def _first_names() -> frozenset[str]:
    return words("first_names.txt") - _common()


@cache
def _common() -> frozenset[str]:
    return frozenset().union(*map(of_class, ("role", "admin", "side", "org", "venue", "person")))


@cache
def _special() -> frozenset[str]:
    """Words of which the package itself knows something."""
    return of_class("stop") | elsewhere().keys() | _following_elsewhere() | _first_names() | _common()
