"""Which block beside a picture credit is the picture's caption?

In text nothing says whether the caption is above the credit or below it, and captions can be full
sentences. They give themselves away: one sentence, no speech, the day or the side somebody stands
on, and verbs that are not in the past.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from index.clean.codes import QUOTES
from index.clean.datelines import opens_with_dateline
from index.clean.lines import Line, Verdict, Verdicts
from index.clean.rules import Rules
from index.clean.stated import Stated
from index.document import PICTURE_ABOVE, Role
from index.sentences import ends_sentence

SIDES = frozenset(
    "left right centre center top bottom pictured seen file undated image photo photograph handout aerial "
    "portrait".split()
)
"""Words that say where in a picture somebody is, or that there is one."""
WHEN = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|"
    r"May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)) \d|"
    r"\b(?:19|20)\d\d\b"
)
SPOKEN = re.compile(r"[\"“”„«»]|\b(?:said|told|added|would|could|according)\b")
TOLD = re.compile(r"\b(?:says|had|have)\b|[.!?][\"”’]? [A-Z]")
_TITLE = re.compile(r"[“„«][^“”„«»]{1,40}[“”»]")  # Of a work, say: few words in quotes are not speech.
LONGEST = 70
"""The most words of a caption in text."""
_LEAST = 4
_LONGEST_MARKED = 150
_OTHER_TAGS = frozenset(("h1", "h2", "h3", "h4", "a", "li"))  # Teasers have pictures, too.
_STORY_TAGS = frozenset(("h1", "h2", "h3", "body", "article", "main"))
_FIGURE = frozenset(
    (
        "<figure>",
        "<figcaption>",
        "caption",
        "credit",
        "photo",
        "image",
        "img",
        "picture",
        "gallery",
        "media",
        "slide",
    )
)
_ENOUGH = 2
_NEAR = 3
_ABOVE = range(5, 46)
_BEGIN = 9  # letters; five words have no fewer, with the spaces between
_FEW = range(3, 5)
_AGAIN = 2
_CREDIT_WORDS = 10
_LABEL, _ITEMS = 7, 5  # words, different labels
_GALLERY = re.compile(r"(?:view |more )?(?:photos|pictures|videos?|watch)\b", re.IGNORECASE)
_MARKED = Verdict(Role.CAPTION, "marked-caption", "its markup calls it a caption")
_TWICE = Verdict(Role.CAPTION, "repeated-caption", "stands twice, as what a picture is called and captioned")
_REASON = "stands beside a picture credit and reads like a caption"


def marked_captions(lines: Sequence[Line]) -> Verdicts:
    """The blocks that markup calls captions: by their element, or by their or their parent's class."""
    return {
        number: _MARKED
        for number, line in enumerate(lines)
        if ("caption" in line.block.kind or "<figcaption>" in line.block.hints)
        and line.block.tag not in _STORY_TAGS
        and line.words <= _LONGEST_MARKED
    }


def pictured_captions(lines: Sequence[Line], said: Stated) -> Verdicts:
    """The blocks beside a picture that hold what the page says of its pictures."""
    if said.pictures is None:
        return {}
    found = Verdict(Role.CAPTION, "pictured-caption", "says what the page says of the picture beside it")
    told = said.story > 1 if said.story is not None else np.zeros(len(lines), dtype=np.bool_)
    return {
        number: found
        for number in np.flatnonzero((said.pictures > 1) & ~told).tolist()
        if lines[number].words >= _LEAST
        and lines[number].block.tag not in _OTHER_TAGS
        and any(PICTURE_ABOVE in line.block.hints for line in lines[number : number + 2])
    }


def repeated_captions(lines: Sequence[Line]) -> Verdicts:
    """The sentences that a text dump has twice, the caption of a picture and the words in its place.

    Of the two, one may go on with who took the picture.
    """
    found: Verdicts = {}
    if all(line.block.tag for line in lines):
        return found  # Markup tells captions.
    begins = [line.text[:_BEGIN] for line in lines]
    if len(set(begins)) == len(begins):
        return found  # as in most texts
    for step in range(1, _AGAIN + 1):
        pairs = enumerate(zip(begins, begins[step:], strict=False))
        for number in [number for number, (begin, other) in pairs if begin == other]:
            line, other = lines[number], lines[number + step]
            short, long = (line, other) if line.words <= other.words else (other, line)
            if not line.block.tag and _holds(long, short) and _may_repeat(short):
                found[number] = found[number + step] = _TWICE
    return found


def _may_repeat(line: Line) -> bool:
    text = line.text
    is_story = text[0] in QUOTES or opens_with_dateline(text)
    return line.words in _ABOVE and ends_sentence(text) and not is_story


def _holds(long: Line, short: Line) -> bool:
    """Whether a block is another one with a few words more."""
    return long.words <= short.words + _CREDIT_WORDS and long.text.startswith(short.text)


def neighbour_captions(
    lines: Sequence[Line], rules: Rules, found: Verdicts, headline: int | None, last: int
) -> Verdicts:
    """The captions beside the credits that rules have found, down to the `last` block of the story.

    A credit after that is not a picture's but the text's. Where many labels stand beside credits, they are
    the headings of a list.
    """
    credits = rules.picture_credits
    captions: Verdicts = {}
    for number, verdict in found.items():
        if verdict.rule not in credits or number > last or _GALLERY.match(lines[number].text):
            continue
        scores = [
            (_likeness(lines, beside) + _usual(lines[beside], beside < number), beside)
            for beside in (number - 1, number + 1)
            if 0 <= beside < len(lines)
            and beside not in found
            and beside != headline
            and not opens_with_dateline(lines[beside].text)
        ]
        # Of two that are alike, the one above.
        if scores and (best := max(scores, key=lambda score: score[0]))[0] >= _ENOUGH:
            captions[best[1]] = Verdict(Role.CAPTION, "caption-by-credit", _REASON)
    labels = [number for number in captions if _is_label(lines[number])]
    if len({lines[number].text for number in labels}) < _ITEMS:
        return captions
    return {number: verdict for number, verdict in captions.items() if number not in labels}


def _is_label(line: Line) -> bool:
    """Whether a block of text is no sentence: of a list with a picture to each item, its name."""
    return not line.block.tag and line.words <= _LABEL and not ends_sentence(line.text)


def _likeness(lines: Sequence[Line], number: int) -> int:
    """How much a block reads like a caption, in points."""
    line = lines[number]
    if not line.tokens or line.words > LONGEST or (line.block.tag and not _FIGURE & line.block.hints):
        return 0  # Where there is markup it says what is a picture's.
    spoken = bool(SPOKEN.search(_TITLE.sub("", line.text)))
    told = spoken or bool(TOLD.search(line.text))
    near = lines[max(0, number - _NEAR) : number + _NEAR + 1]
    repeated = line.words > 2 and any(line.text in other.text for other in near if other is not line)
    return (
        2 * (not SIDES.isdisjoint(line.tokens))
        + bool(WHEN.search(line.text))
        + (not told)
        - 2 * spoken
        + (line.text[-1] not in ".!?")
        + 2 * repeated
    )


def _usual(line: Line, above: bool) -> int:
    """The points for where a block of a text dump stands; captions mostly stand right above the credit.

    What tells something below it is the story, which goes on.
    """
    if line.block.tag:
        return 0
    told = bool(TOLD.search(line.text))
    if not above:
        return -2 * told
    if line.words > _ABOVE[-1]:
        return 0 if SPOKEN.search(line.text) else 2 - told
    return 2 if line.words in _ABOVE or (line.words in _FEW and line.text[-1] == ".") else 0
