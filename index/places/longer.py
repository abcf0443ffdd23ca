"""Is a name part of a longer name of something else: a person, an organisation, a street?

Told by the words beside it in its phrase alone, and so the same wherever the phrase stands. Half of all names
are, so what the longer name is of is found out only when someone asks (`explain`).
"""

from __future__ import annotations

from functools import cache

from index.places.names import of_class, words
from index.places.phrases import Phrase
from index.places.store import Use
from index.places.words import Word

MOST_BESIDE = 12  # words of its phrase that are looked at on each side of a name
_PEOPLE = Use.PEOPLE


def is_part(phrase: Phrase, at: int, to: int, key: str, uses: frozenset[Use], shouted: bool) -> bool:
    """Whether a name, the words of a phrase from `at` to before `to`, is part of a longer one.

    Where capitals are `shouted` they do not tell where a name ends, so that a place's is part of none.
    """
    right = phrase.right(to)
    if _PEOPLE in uses:  # the American Cancer Society is no news of America
        return right is not None and not of_class("firm").isdisjoint(word.key for word in _after(phrase, to))
    if shouted:
        return False
    left = phrase.left(at)
    return (left is not None and _continues(left, phrase.gaps[at])) or (
        right is not None and _goes_on(key, right)
    )


def _continues(left: Word, link: str) -> bool:
    """Whether a name continues what stands before it in its phrase."""
    if " of" in link:
        return any(left.key in of_class(kind) for kind in ("org", "venue", "noble"))
    return left.key not in _before_places() or _is_initial(left)


def _goes_on(key: str, right: Word) -> bool:
    """Whether what stands after a name in its phrase belongs to it."""
    return right.key not in _after_places() and not key.endswith((" county", " parish"))


def longer(phrase: Phrase, at: int, to: int, key: str, uses: frozenset[Use], text: str) -> str:
    """What longer name a name is a part of, of which `is_part` holds; `text` is the name as written."""
    left, right = phrase.left(at), " ".join(word.text for word in _after(phrase, to))
    if _PEOPLE in uses:
        return f"part of an organisation: {text} {right}"
    if left and _continues(left, phrase.gaps[at]):
        return _part(phrase, at, left, text)
    return f"part of {_of_what(phrase, to, key)}: {text} {right}"


def _part(phrase: Phrase, at: int, left: Word, text: str) -> str:
    before, link = " ".join(word.text for word in _before(phrase, at)), phrase.gaps[at]
    if " of" in link:
        what = "a person's title" if left.key in of_class("noble") else "an organisation"
        return f"part of {what}: {before}{link}{text}"
    if left.key in words("first_names.txt") or left.key in of_class("person") or _is_initial(left):
        return f"part of a person's name: {left.text} {text}"
    return f"part of a longer name: {before} {text}"


def _of_what(phrase: Phrase, to: int, key: str) -> str:
    after = [word.key for word in _after(phrase, to)]
    for kind, label in (("org", "an organisation"), ("venue", "a street, building or landscape")):
        if not of_class(kind).isdisjoint(after):
            return label
    return "a person's name" if key in words("first_names.txt") else "a longer name"


def _before(phrase: Phrase, at: int) -> list[Word]:
    """The words before a name, back to one that is no part of names."""
    first = at
    while phrase.left(first) and at - first < MOST_BESIDE:
        first -= 1
    return phrase.words[first:at]


def _after(phrase: Phrase, to: int) -> list[Word]:
    """The words after a name, up to one that is no part of names."""
    end = to
    while phrase.right(end) and end - to < MOST_BESIDE:
        end += 1
    return phrase.words[to:end]


@cache
def _before_places() -> frozenset[str]:
    """Words that names of places follow: North, Mayor; but not those of which a person's name begins."""
    of_people = words("first_names.txt") | of_class("person")
    return (of_class("side") | of_class("role") | of_class("admin")) - of_people


@cache
def _after_places() -> frozenset[str]:
    """Words that stand after names of places: County, Governor."""
    return of_class("admin") | of_class("role")


def _is_initial(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isascii()
