"""Which blocks of a page sum its story up, under the headline or over it?

A standfirst reads like the story's first paragraph, or like the teaser of another story, and the model of
the story tells it from neither. Three things tell: the page says the same of itself (`description`), its
designers call the element so, or it is prose between headline and story that shares words with both. Of 195
pages whose editors marked a summary these lose 9 summaries and take 10 blocks that are none; any sentence
between headline and story, which was taken before, lost 23 and took 28. A logistic regression over the
same, where a block stands, and how it looks found fewer on pages of outlets that it had not seen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set
from functools import lru_cache
from itertools import chain, count, islice, takewhile

from index.clean.headlines import NAMED
from index.clean.lines import Line, Verdict, Verdicts
from index.clean.stated import LEVELS, Stated
from index.document import Role
from index.sentences import ends_sentence

_ABOVE, _BELOW = 24, 8
"""Blocks over and under the headline that are looked at; over it pictures and menus may stand between."""
_SHORTEST, _PROSE, _LONGEST = 4, 8, 90  # words
_LINKED = 0.3  # of a block
_PARAGRAPH, _PARAGRAPHS = 12, 6  # words; of the story
_LONG_WORD, _SHARED, _SHARE = 4, 5, 0.3  # letters; long words, and the part of a block's, that the story has
_MOST = LEVELS.index("most")
_CALLED = frozenset(
    """
    standfirst subtitle subtitel subtit subtitulo sottotitolo subhead subheadline subheading deck dek excerpt
    strapline summary abstract description desc teaser bajada entradilla epigraph occhiello sommario perex
    zajawka sub synopsis tagline unterzeile underrubrik copete sumario resume headnote
    """.split()
)
"""What designers of pages call a standfirst, in several languages."""
_LEAD = frozenset(
    """
    lead lede leadtext leadin intro introduction introtext ingress preamble vorspann chapo chapeau entete
    kurztext manchet lid
    """.split()
)
"""What they call either that or the first paragraph of the story."""
_OTHERWISE = frozenset(
    """
    caption author byline date time share social nav menu button credit copyright comment related newsletter
    subscribe paywall meta tag topic breadcrumb media image picture video audio player ad promo
    """.split()
)
_CLASS = re.compile(r"[a-z]{2,}")
_STATED = Verdict(Role.STANDFIRST, "standfirst", "the page sums itself up with it")
_TOLD = Verdict(Role.STANDFIRST, "standfirst", "says between headline and story what the story says")
_NAMED = Verdict(Role.STANDFIRST, "standfirst", "its markup calls it a standfirst")


def standfirsts(
    lines: Sequence[Line],
    headline: int | None,
    first: int,
    story: Collection[int],
    taken: Collection[int],
    said: Stated,
) -> Verdicts:
    """The blocks of a page that are its standfirst, most often one or none.

    The story's prose begins with the block `first`; `taken` are blocks that something else is known of, and
    `said` is what the page states.
    """
    top = first if headline is None else headline
    told = _told(lines, first, headline)
    title = frozenset[str]() if headline is None else lines[headline].tokens
    found: Verdicts = {}
    for number in range(max(0, top - _ABOVE), min(first, top + _BELOW) + 1):
        if number in taken or lines[number].tokens == title:  # the headline, or that again
            continue
        if not _may_sum_up(lines[number], number in story):
            continue
        if said.summary is not None and said.summary[number] >= _MOST:
            found[number] = _STATED
        elif verdict := _looks(lines[number], told, is_below=number > top):
            found[number] = verdict
    return _likeliest(lines, found, top)


def _may_sum_up(line: Line, is_story: bool) -> bool:
    """Whether a block can be one; what the model takes for story can, if it is called a standfirst."""
    if not _SHORTEST <= line.count <= _LONGEST or line.block.link_density > _LINKED or NAMED.match(line.text):
        return False
    own, around = _classes(line.block.kind)
    return _OTHERWISE.isdisjoint(own | around) and not (is_story and own.isdisjoint(_CALLED))


def _looks(line: Line, told: Set[str], *, is_below: bool) -> Verdict | None:
    """What else a block is. Over a headline labels and teasers have all kinds of names."""
    is_prose = line.count >= _PROSE and ends_sentence(line.text)
    own, _ = _classes(line.block.kind)
    if not own.isdisjoint(_CALLED | _LEAD) and (is_below or is_prose):
        return _NAMED
    return _TOLD if is_below and is_prose and _tells(line, told) else None


def _told(lines: Sequence[Line], first: int, headline: int | None) -> frozenset[str]:
    """The words of the headline and of the story's first paragraphs."""
    paragraphs = (line for line in islice(lines, first, None) if line.count >= _PARAGRAPH)
    above = frozenset[str]() if headline is None else lines[headline].tokens
    return above.union(*(line.tokens for line in islice(paragraphs, _PARAGRAPHS)))


def _tells(line: Line, told: Set[str]) -> bool:
    """Whether a block says what the story says; what asks readers to sign up does not."""
    words = [word for word in line.tokens if len(word) >= _LONG_WORD]
    shared = sum(word in told for word in words)
    return line.count >= _PARAGRAPH and shared >= _SHARED and shared > _SHARE * len(words)


def _likeliest(lines: Sequence[Line], found: Verdicts, top: int) -> Verdicts:
    """The one that the page states, else the nearest to the headline, and those beside it that look alike."""
    if not found:
        return {}
    best = min(found, key=lambda number: (found[number] is not _STATED, abs(number - top)))
    kind = lines[best].block.kind
    alike = {number for number in found if lines[number].block.kind == kind}
    above = takewhile(alike.__contains__, count(best, -1))
    below = takewhile(alike.__contains__, count(best + 1))
    return {number: found[number] for number in chain(above, below)}


@lru_cache(maxsize=512)
def _classes(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the classes of an element, and of those of the one around it (`Block.kind`)."""
    own, _, around = kind.partition("<")
    return frozenset(_CLASS.findall(own.partition(".")[2])), frozenset(_CLASS.findall(around))
