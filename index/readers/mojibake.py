"""Which text was decoded wrongly before it came here (`donâ€™t`, `Ïðèâåò`), and what does it say?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

_SAMPLE = 1 << 16
_ROUNDS = 3
"""How many times over text may have been decoded wrongly."""
# In UTF-8, for patterns that begin with one certain byte are found several times faster.
_MAYBE_MOJIBAKE = re.compile(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2]")
_MOJIBAKE = re.compile(r"[\xc2-\xf4ÂÃâð][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
# Pairs that no language has: after the last letter of a word can be a space (`été\xa0»`), a quote or a dash.
_CERTAIN = re.compile("[\xc2-\xf4][\x80-\x9f€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜šœžŸ¡-¨ª¬\xad¯±´-¸º¼-¿]|Â[\xa0-\xbf]")
_HIGH = {chr(code): code for code in range(128, 256)} | {
    bytes([code]).decode("cp1252", "ignore") or chr(code): code for code in range(128, 256)
}
# A closing quotation mark, the one common character whose last byte Windows-1252 does not have.
_LOST_QUOTE = re.compile("â€\ufffd?")
_BYTES = {chr(code): code for code in range(128)} | _HIGH

_OTHERS = ("mac_roman", "cp437", "cp850", "cp1251", "cp1250")
"""What else UTF-8 has been taken for."""
_SIGN = re.compile("√|‚Ä|├|ÔÇ|вЂ|Р°|Рµ|Рѕ|Рё|Ă|Ĺ".encode())
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_MOST = 0.9
"""Of what is not ASCII, what must be UTF-8 in such a text."""
_FEWEST = 3
_LEADS_OF_TWO = (*range(0xC2, 0xC6), *range(0xCE, 0xD2), *range(0xD7, 0xDA))
"""Of letters that texts are made of: Latin, Greek, Cyrillic, Hebrew, Arabic. `Ü“` would be Syriac."""
_LEADS_OF_THREE = range(0xE2, 0xE7)
"""Of dashes and quotes, and of Chinese and Japanese."""
_RUN = re.compile("[À-ÿ]{4}")
"""More letters with accents in a row than a word of any language has: they are of another script."""
_FEWEST_RUNS, _HIGH_LATIN = 5, b"\xc3"


def is_suspect(beyond: bytes) -> bool:
    """Whether a text may be decoded wrongly, by its characters beyond ASCII, in UTF-8; few may."""
    if len(_MAYBE_MOJIBAKE.findall(beyond)) > 1:
        return True
    return beyond.count(_HIGH_LATIN) >= 4 * _FEWEST_RUNS or bool(_SIGN.search(beyond))


def unmangle(text: str, guess: Callable[[bytes], str | None]) -> str:
    """UTF-8 that somebody decoded as something else, and other scripts as Windows-1252, put right.

    Only sequences that are valid UTF-8 as a whole are replaced, and only if there are several, so
    that a lone `Ã©` quoted on purpose stays. `guess` tells the encoding of bytes that are no UTF-8.
    """
    for _ in range(_ROUNDS):
        better = min(_readings(text), key=len)  # what puts the most right; several read the same letters
        if better == text:
            break
        text = better
    return _of_other_script(text, guess)


def _readings(text: str) -> Iterator[str]:
    """The text with what is UTF-8 in each of the encodings for which it has been taken."""
    yield _from_windows_1252(text)
    beyond = _BEYOND_ASCII.findall(text, 0, _SAMPLE)
    letters = frozenset().union(*beyond)
    for codec in _OTHERS:
        if not letters.isdisjoint(_leads(codec)):
            yield _from(codec, text, beyond)


def _from_windows_1252(text: str) -> str:
    if len(_MAYBE_MOJIBAKE.findall(text[:_SAMPLE].encode("utf-8", "ignore"))) < 2:
        return text
    if len(_CERTAIN.findall(text, 0, _SAMPLE)) < 2:
        return text
    return _LOST_QUOTE.sub("”", _MOJIBAKE.sub(_restored, text))


def _restored(match: re.Match[str]) -> str:
    wrong = match.group()
    for end in range(len(wrong), 1, -1):
        try:
            return bytes(_HIGH[letter] for letter in wrong[:end]).decode("utf-8") + wrong[end:]
        except (UnicodeDecodeError, KeyError):
            continue
    return wrong


def _from(codec: str, text: str, beyond: Sequence[str]) -> str:
    """The text with what is UTF-8 in such an encoding, if nearly all of it is that is not ASCII."""
    pattern, table = _sequences(codec)
    found = pattern.findall(" ".join(beyond))
    if len(found) < _FEWEST or sum(map(len, found)) < sum(map(len, beyond)) * _MOST:
        return text
    return pattern.sub(lambda match: _decoded(match[0], table), text)


def _decoded(wrong: str, table: Mapping[str, int]) -> str:
    try:
        return bytes(table[letter] for letter in wrong).decode("utf-8")
    except UnicodeDecodeError:
        return wrong


@cache
def _leads(codec: str) -> frozenset[str]:
    """What sequences begin with in text that was decoded so. Looking for it spares making the patterns."""
    return frozenset(_letters(codec)[code - 128] for code in (*_LEADS_OF_TWO, *_LEADS_OF_THREE))


def _letters(codec: str) -> list[str]:
    return [bytes([code]).decode(codec, "ignore") or chr(code) for code in range(128, 256)]


@cache
def _sequences(codec: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    """What finds sequences of UTF-8 in what was decoded so, and the bytes of its characters."""
    letters = _letters(codec)
    two, three, rest = (
        f"[{re.escape(''.join(letters[code - 128] for code in codes))}]"
        for codes in (_LEADS_OF_TWO, range(0xE0, 0xF0), range(0x80, 0xC0))
    )
    pattern = re.compile(f"{two}{rest}|{three}{rest}{{2}}")
    return pattern, {letter: code for code, letter in enumerate(letters, 128)}


def _of_other_script(text: str, guess: Callable[[bytes], str | None]) -> str:
    """Text in the letters of another script that was decoded as Windows-1252."""
    if len(_RUN.findall(text, 0, _SAMPLE)) < _FEWEST_RUNS:
        return text
    try:
        data = bytes(map(_BYTES.__getitem__, text))
        encoding = guess(data[:_SAMPLE])
        return data.decode(encoding) if encoding else text
    except (KeyError, UnicodeDecodeError):
        return text
