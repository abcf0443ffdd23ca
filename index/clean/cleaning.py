"""How is a document cleaned?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path

import numpy as np

from index.clean.alike import alike
from index.clean.between import between
from index.clean.boxes import boxes
from index.clean.caption_model import likely_captions
from index.clean.captions import marked_captions, neighbour_captions, pictured_captions, repeated_captions
from index.clean.context import Row, best_run
from index.clean.galleries import galleries
from index.clean.lines import Line, Verdict, Verdicts, lines_of
from index.clean.parts import headline_of, parts
from index.clean.repeated import RepeatedLines
from index.clean.rules import Rules, load
from index.clean.ruling import ruled
from index.clean.scoring import Scores, scores, shown
from index.clean.stated import Stated, stated
from index.clean.tiling import tile
from index.document import Cleaned, RawDocument, Role
from index.readers.layout import ends_sentence
from search.errors import ReadError

_OF_USUAL, _LEAST, _MOST, _MOST_OF_PAGE = 0.7, 0.15, 0.6, 0.7
_OF_LEVEL = 0.6
_LONG, _SHORT = 120, 40
_ABOVE = 0.15
_PARAGRAPH, _FEW = 40, 12
_KEEP = Verdict(Role.BODY, "model", "reads like the story")
_DROP = Verdict(Role.REMOVED, "model", "does not read like the story")
_REPEATED = Verdict(Role.REMOVED, "repeated-line", "stands on other pages of the outlet too")
_GIVEN = Verdict(Role.BODY, "given", "the record gives the story alone")
_GIVEN_CAPTION = Verdict(Role.CAPTION, "given", "the record gives it as a caption")
_NO_STORY = "no story: nothing in it reads like an article"


def clean(
    document: RawDocument,
    *,
    repeated: RepeatedLines | None = None,
    rules: Path | None = None,
    weights: Path | None = None,
) -> Cleaned:
    """What every character of the document is.

    `repeated` are the lines known from other pages of the outlet, `rules` is a folder with further
    rules, `weights` one with other weights of the model. Raises ReadError if there is no story in
    the document, ConfigError if the rules cannot be read.
    """
    (found,) = clean_all([document], repeated=repeated, rules=rules, weights=weights)
    if isinstance(found, ReadError):
        raise found
    return found


def clean_all(
    documents: Sequence[RawDocument],
    *,
    repeated: RepeatedLines | None = None,
    rules: Path | None = None,
    weights: Path | None = None,
) -> list[Cleaned | ReadError]:
    """What `clean` gives for each document, or the ReadError that it raises; texts take less time together.

    Raises ConfigError if the rules cannot be read.
    """
    book = load(rules)
    raw = [document for document in documents if not document.clean]
    found = iter(_judged(raw, repeated, book, weights))
    return [_given(document) if document.clean else next(found) for document in documents]


def _given(document: RawDocument) -> Cleaned:
    lines = lines_of(document)
    verdicts = {
        number: _GIVEN_CAPTION if line.block.tag == "figcaption" else _GIVEN
        for number, line in enumerate(lines)
    }
    return Cleaned(document, tuple(tile(document, verdicts, ())), _vocabulary(lines))


def _judged(
    documents: Sequence[RawDocument], repeated: RepeatedLines | None, book: Rules, weights: Path | None
) -> Iterator[Cleaned | ReadError]:
    every = [lines_of(document) for document in documents]
    said = [stated(document, lines) for document, lines in zip(documents, every, strict=True)]
    seen = list(map(shown, documents, every, said))
    for document, lines, of_page, score in zip(documents, every, said, scores(seen, weights), strict=True):
        known = dict.fromkeys(repeated.of(document, lines), _REPEATED) if repeated else {}
        verdicts = _verdicts(document, lines, of_page, score, known, book, weights)
        spans = tuple(tile(document, verdicts, _cuts(lines, verdicts, book)))
        cleaned = Cleaned(document, spans, _vocabulary(lines))
        yield cleaned if cleaned.spans_of(Role.BODY) else ReadError(_NO_STORY)


def _vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset().union(*(line.tokens for line in lines))


def _verdicts(
    document: RawDocument,
    lines: Sequence[Line],
    said: Stated,
    score: Scores,
    known: Verdicts,
    book: Rules,
    weights: Path | None,
) -> Verdicts:
    chance, sums = score
    captions = marked_captions(lines) | pictured_captions(lines, said) | repeated_captions(lines)
    decided = known | galleries(lines) | captions | ruled(lines, book, chance)
    decided = boxes(lines, book, chance, decided) | decided
    chance[list(known)] = 0.0  # not before the rules, which go by where the story may be
    chance = alike(chance, lines)
    level = _level(chance, lines)
    chance = _in_one_stretch(chance, level, lines, decided.keys() - known.keys())
    story = _story(chance, level, decided)
    if document.html is None:  # Markup shows more surely what stands between paragraphs.
        story = sorted([*story, *between(lines, set(story), chance, level, decided)])
    prose = _plain_prose(lines, decided)
    if 2 * _words(lines, story) < _words(lines, prose):
        story = prose
    if not story:
        return dict.fromkeys(range(len(lines)), _DROP)
    headline = headline_of(lines, decided, _first_prose(lines, story), _title(document))
    above = (number for number in story if headline is not None and number < headline)
    if _words(lines, above) > _ABOVE * _words(lines, story):
        headline = None  # Too much of the story stands above it.
    decided |= neighbour_captions(lines, book, decided, headline, story[-1])
    story = [
        number
        for number in story
        if number not in decided and number > (-1 if headline is None else headline)
    ]
    if not story:
        return dict.fromkeys(range(len(lines)), _DROP) | decided
    head = parts(lines, decided, headline, _first_prose(lines, story))
    body = dict.fromkeys(story, _KEEP) | likely_captions(lines, story, sums, weights)
    return dict.fromkeys(range(len(lines)), _DROP) | body | head | decided


def _level(chance: Row, lines: Sequence[Line]) -> float:
    """From which chance on a block is story: lower in documents that the model finds hard throughout."""
    mass = chance * np.minimum([line.count for line in lines], _LONG)
    usual = float((mass * chance).sum() / (mass.sum() + 1e-9))
    return min(max(_OF_USUAL * usual, _LEAST), _MOST_OF_PAGE if lines[0].block.tag else _MOST)


def _in_one_stretch(chance: Row, level: float, lines: Sequence[Line], taken: Set[int]) -> Row:
    """The chances, with none for blocks outside the stretch of the document that is most like a story."""
    words = np.minimum([line.count for line in lines], _SHORT)
    values = (chance - _OF_LEVEL * level) * words
    values[list(taken)] = 0.0  # What rules took does not part a story, however much it is.
    start, end = best_run(values.tolist())
    at = np.arange(len(chance))
    return np.asarray(np.where((at >= start) & (at < end), chance, 0.0))


def _story(chance: Row, level: float, decided: Verdicts) -> list[int]:
    return [number for number, value in enumerate(chance) if value > level and number not in decided]


def _plain_prose(lines: Sequence[Line], decided: Verdicts) -> list[int]:
    """The paragraphs of a short document that is hardly more than them.

    The model knows pages, where a story has many blocks. A text whose story is one long line among
    three short ones looks like nothing it has seen.
    """
    if len(lines) > _FEW:
        return []
    prose = [
        number
        for number, line in enumerate(lines)
        if line.count >= _PARAGRAPH and number not in decided and not line.block.link_density
    ]
    return prose if 2 * _words(lines, prose) > _words(lines, range(len(lines))) else []


def _words(lines: Sequence[Line], numbers: Iterable[int]) -> int:
    return sum(lines[number].count for number in numbers)


def _first_prose(lines: Sequence[Line], story: Sequence[int]) -> int:
    """Where the story's text starts: what stands above the first sentence is a heading of some kind."""
    return next(
        (number for number in story if lines[number].count >= 10 and ends_sentence(lines[number].text)),
        story[0],
    )


def _title(document: RawDocument) -> str:
    found = document.stated.get("headline")
    return found.value if found else document.title


def _cuts(lines: Sequence[Line], verdicts: Verdicts, book: Rules) -> Iterator[tuple[int, int, Verdict]]:
    """Stretches to remove at the start or the end of blocks that stay."""
    for number, verdict in verdicts.items():
        if verdict.role is not Role.BODY:
            continue
        text, block = lines[number].text, lines[number].block
        for cut in book.starts:
            if (found := cut.pattern.match(text)) and found.end() and block.end - block.start == len(text):
                yield block.start, block.start + found.end(), Verdict(Role.REMOVED, cut.name, cut.reason)
        for cut in book.ends:
            if (found := cut.pattern.search(text[-40:])) and block.end - block.start == len(text):
                yield block.end - len(found.group()), block.end, Verdict(Role.REMOVED, cut.name, cut.reason)
