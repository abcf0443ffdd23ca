"""Which words are written like names, and which of them stand together?

Names are written with capitals, or in scripts that have none. Such a word is a token here. A stretch of
text holds tokens that may be of one phrase, and is found by one regular expression; `phrases.py` tells
where in it one phrase ends and the next begins.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

_BUT_CJK = (range(0x41, 0x2E80), range(0xA000, 0xAC00), range(0xFB1D, 0x1_0000))


def _classes() -> tuple[str, str]:
    """Character classes of upper-case letters, and of letters without case outside the CJK scripts."""
    letters = list(map(chr, chain(*_BUT_CJK)))
    kinds = list(map(unicodedata.category, letters))
    upper = [letter for letter, kind in zip(letters, kinds, strict=True) if kind in ("Lu", "Lt")]
    other = [letter for letter, kind in zip(letters, kinds, strict=True) if kind == "Lo"]
    return re.escape("".join(upper)), _ranges(other)


def _ranges(letters: list[str]) -> str:
    ranges: list[list[int]] = []
    for point in map(ord, letters):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


_UPPER, _OTHER = _classes()
# Begins with one class of characters, which is found three times faster than alternatives are; these begin
# with what is most often not there.
TOKEN = re.compile(
    rf"[{_UPPER}{_OTHER}](?:"
    rf"\.(?<=[{_UPPER}]\.)(?<!\w..)[{_UPPER}](?:\.[{_UPPER}])*(?!\w)\.?"  # U.S., D.C., U.S.S.R
    rf"|(?<=[{_UPPER}])(?<![\w@#/<].)(?>\w*(?:['’]\w+(?:['’]\w+)*|))"
    r"(?!@|[.+-]\w[\w.+-]{0,60}@)"  # Patrick.malone@ is no name
    rf"|(?<=[{_OTHER}])[{_OTHER}\u0300-\u036f\u064b-\u0655\u093c-\u094d]*)",
    re.DOTALL,
)
_GAP = (
    rf" (?=[{_UPPER}{_OTHER}])"  # so most often
    r"| (?:of|de|del|de la|da|do|dos|di|du|des|la|le|el|upon|on|the|of the|und|y|sur|am|an der|al|ad|ar"
    r"|as|ash|bin|ibn|van|von|der|den|ter)"
    r" (?:al-|el-|ad-|ar-|as-|ash-|l['’])?| ?-| (?:al|el|ad|ar|as|ash|ez|az|at|an)-|-(?:on|upon|sur|en"
    r"|le|la|les|sous|al|el|of|de|du|des|au|aux|am|an|ez|in)-| d['’]| & "
)
_POINT = r"\.(?<!\w\w\w\w.) ?"  # after an initial or a short word, which may be an abbreviation
_POSSESSIVE = r"(?<!['’][sS])"
STRETCH = re.compile(rf"{TOKEN.pattern}(?:{_POSSESSIVE}(?:{_GAP}|{_POINT}){TOKEN.pattern})*", re.DOTALL)
"""Tokens that may be of one phrase: `phrases.py` decides whether they are."""
