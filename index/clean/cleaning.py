"""How is a document cleaned?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.clean.below import marked_kicker
from index.clean.boxes import boxes
from index.clean.caption_model import likely_captions
from index.clean.captions import marked_captions, neighbour_captions, pictured_captions, repeated_captions
from index.clean.context.group import Row
from index.clean.cuts import cuts
from index.clean.galleries import galleries
from index.clean.headlines import below_ticker, likeliest, opens_with_title
from index.clean.lines import Line, Verdict, Verdicts, lines_of, lines_of_each
from index.clean.listed import listed
from index.clean.parts import headline_of, parts
from index.clean.prose import is_data
from index.clean.repeated import RepeatedLines
from index.clean.rules import Rules, load
from index.clean.ruling import ruled
from index.clean.scoring import scores, shown, without
from index.clean.standfirsts import standfirsts
from index.clean.stated import Stated, stated
from index.clean.story import first_prose, mass_of, story_of, words_of
from index.clean.tiling import tile
from index.document import Cleaned, RawDocument, Role
from index.sentences import ends_sentence
from search.errors import ReadError

_ABOVE = 0.15  # of the story's words
_LONG = 40  # words
_MOST_REMOVED = 0.5  # of what may be the story
_KEEP = Verdict(Role.BODY, "model", "reads like the story")
_DROP = Verdict(Role.REMOVED, "model", "does not read like the story")
_REPEATED = Verdict(Role.REMOVED, "repeated-line", "stands on other pages of the outlet too")
_GIVEN = Verdict(Role.BODY, "given", "the record gives the story alone")
_GIVEN_CAPTION = Verdict(Role.CAPTION, "given", "the record gives it as a caption")
_NO_STORY = "no story: nothing in it reads like an article"
_DATA = "no story: it looks like code, a log or other data, not like an article"
_NO_TEXT = "no story: its headline is all that is known of it"


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
    raw = [document for document in documents if document.blocks and not document.clean]
    judged = _judged(raw, repeated, book, weights)
    return [
        (_given(document) if document.clean else next(judged)) if document.blocks else ReadError(_NO_TEXT)
        for document in documents
    ]


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
    every = list(lines_of_each(documents))
    said = [stated(document, lines) for document, lines in zip(documents, every, strict=True)]
    seen = list(map(shown, documents, every, said))
    scored = scores(seen, weights)
    for document, lines, of_page, view, score in zip(documents, every, said, seen, scored, strict=True):
        known = dict.fromkeys(repeated.of(document, lines), _REPEATED) if repeated else {}
        decided = _decided(lines, of_page, score.chance, known, book)
        notices = _notices(lines, score.chance, decided, known)
        if notices and not view.is_page and not notices.issuperset(view.numbers):
            (score,) = scores([without(view, notices)], weights)
            kept = {number: decided[number] for number in notices}
            decided = _decided(lines, of_page, score.chance, known, book) | kept
        story = story_of(lines, score.chance, decided, known.keys(), kind=view.kind)
        verdicts = _verdicts(document, lines, story, decided, score.captions, view.stated, book, weights)
        cleaned = _cleaned(document, lines, verdicts, book)
        if not cleaned.spans_of(Role.BODY):
            cleaned = _cleaned(document, lines, verdicts | listed(lines, decided), book)
        yield _with_story(cleaned)


def _with_story(cleaned: Cleaned) -> Cleaned | ReadError:
    """The document, or why there is no story in it."""
    told = cleaned.spans_of(Role.BODY, Role.HEADLINE)
    if not any(span.role is Role.BODY for span in told):
        return ReadError(_NO_STORY)
    return ReadError(_DATA) if is_data(cleaned.document.text, told) else cleaned


def _cleaned(document: RawDocument, lines: Sequence[Line], verdicts: Verdicts, book: Rules) -> Cleaned:
    spans = tuple(tile(document, verdicts, cuts(lines, verdicts, book)))
    return Cleaned(document, spans, _vocabulary(lines))


def _notices(lines: Sequence[Line], chance: Row, decided: Verdicts, known: Verdicts) -> set[int]:
    """What rules remove, if it is more than half of what is likely to be the story; else nothing.

    A thousand words about cookies look like a story to the model, and so speak for what is near them: the
    text has to be judged again without them.
    """
    removed = [at for at, verdict in decided.items() if verdict.role is Role.REMOVED and at not in known]
    if not removed:
        return set()
    mass = mass_of(chance, np.array([line.count for line in lines], dtype=np.float64))
    return set(removed) if mass[removed].sum() > _MOST_REMOVED * mass.sum() else set()


def _vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset().union(*[line.tokens for line in lines])


def _decided(lines: Sequence[Line], said: Stated, chance: Row, known: Verdicts, book: Rules) -> Verdicts:
    """What is decided before the story is looked for."""
    captions = marked_captions(lines) | pictured_captions(lines, said) | repeated_captions(lines)
    found = known | galleries(lines) | captions | ruled(lines, book, chance)
    return boxes(lines, book, chance, found) | found


def _verdicts(
    document: RawDocument,
    lines: Sequence[Line],
    story: Sequence[int],
    decided: Verdicts,
    sums: Row | None,
    said: Stated,
    book: Rules,
    weights: Path | None,
) -> Verdicts:
    """What every block is, by where the story is. `sums` are those of `caption_model`."""
    found = dict.fromkeys(range(len(lines)), _DROP)
    if not story:
        return found | decided
    headline = _headline(document, lines, decided, story, weights)
    named = set() if headline is None else {headline, *marked_kicker(lines, headline)}
    decided = {number: verdict for number, verdict in decided.items() if number not in named}
    decided = decided | neighbour_captions(lines, book, decided, headline, story[-1])
    top = -1 if headline is None else headline
    body = [number for number in story if number > top and number not in decided]
    if not body:
        return found | decided
    if headline is not None and document.page is None:
        body = _from_first_sentence(lines, body)
    captions = {} if sums is None else likely_captions(lines, body, sums, weights)
    first = first_prose(lines, body)
    summary = standfirsts(lines, headline, first, body, decided, said) if lines[0].block.tag else {}
    head = parts(lines, decided, headline, first, summary)
    return found | dict.fromkeys(body, _KEEP) | captions | head | decided


def _from_first_sentence(lines: Sequence[Line], body: Sequence[int]) -> list[int]:
    """A text's story without what stands between headline and first sentence: names, times, captions."""
    first = first_prose(lines, body)
    return [
        number
        for number in body
        if number >= first or lines[number].count >= _LONG or ends_sentence(lines[number].text)
    ]


def _headline(
    document: RawDocument,
    lines: Sequence[Line],
    decided: Verdicts,
    story: Sequence[int],
    weights: Path | None,
) -> int | None:
    """The block that is the headline; none if too much of the story would stand above it."""
    told = document.stated.get("headline")
    title = told.value if told else document.title
    first = first_prose(lines, story)
    if title or document.page is not None:
        headline = headline_of(lines, decided, first, title)
    else:
        known = decided.keys() - {0} if 0 in decided and opens_with_title(lines, first) else decided
        start = below_ticker(lines, story, first, known)
        # not the last block, for a story is more than its headline
        headline = likeliest(lines, start, {*known, story[-1]}, weights)
        story = story if start == first else [number for number in story if number != first]
    if headline is None or headline >= story[-1]:
        return None
    above = words_of(lines, [number for number in story if number < headline])
    return headline if above <= _ABOVE * words_of(lines, story) else None
