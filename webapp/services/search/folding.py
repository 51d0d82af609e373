"""What of a text counts as a word, and when two spellings are the same word.

The same for what is searched and for what somebody types, in every script: small letters, no accents, no vowel marks
in Arabic and Hebrew, one shape for each Arabic letter. Scripts that put no space between words become pairs of signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST_WORD: Final = 64

# Marks that belong to the word in scripts that write vowels beside the letter; the others are folded away.
_MARKS: Final = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u109f\u1780-\u17d3"
_WORD: Final = re.compile(rf"[^\W_{_MARKS}][\w{_MARKS}]*(?:['’ʼ][^\W_][\w{_MARKS}]*)*")
_PLAIN: Final = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_HYPHENS: Final = frozenset("-\u2010\u2011")
_FOLDED_AWAY: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed'’ʼ_]")
# No decomposition makes these the same; people type them as the same. The Arabic ones differ by keyboard.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ى": "ي", "ی": "ي", "ک": "ك"}
)
# Chinese, Japanese, Korean, Thai, Lao, Burmese, Khmer.
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_ELIDED: Final = re.compile("^(?:[^\\W\\d_]|qu)['’ʼ]", re.IGNORECASE)


class Spoken(NamedTuple):
    """A word, and from where to where it stands in its text."""

    word: str
    begin: int
    end: int


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """One spelling for all that people take for the same word."""
    bare = _FOLDED_AWAY.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFC", "".join(map(_digit, bare.translate(_LETTERS))))


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return [each.word for each in spoken_in(text)]


def spoken_in(text: str) -> Iterator[Spoken]:
    """The words of a text with their places. `shut-off` is shut, off and shutoff; `l'aide` is l and aide."""
    is_plain = text.isascii()  # then small letters are all there is to fold, and the rest need not be asked
    has_unspaced = not is_plain and _UNSPACED.search(text) is not None
    before = Spoken("", 0, -2)
    for match in _PLAIN.finditer(text.lower()) if is_plain else _WORD.finditer(text):
        begin, end = match.span()
        written = match[0]
        if has_unspaced or not written.isalnum():
            parts = list(_parts(text, begin, end))
        else:
            parts = [Spoken((written if is_plain else fold(written))[:LONGEST_WORD], begin, end)]
        yield from parts
        if parts and before.end + 1 == begin and text[before.end] in _HYPHENS:
            yield Spoken((before.word + parts[0].word)[:LONGEST_WORD], before.begin, parts[0].end)
        before = parts[-1] if parts else before


def _parts(text: str, begin: int, end: int) -> Iterator[Spoken]:
    if _ELIDED.match(text[begin:end]):
        article = text.index(next(sign for sign in text[begin:end] if sign in "'’ʼ"), begin)
        yield Spoken(fold(text[begin:article]), begin, article)
        begin = article + 1
    for run in _UNSPACED.finditer(text, begin, end):
        if begin < run.start():
            yield from _whole(text, begin, run.start())
        yield from _pairs(text, run.start(), run.end())
        begin = run.end()
    if begin < end:
        yield from _whole(text, begin, end)


def _whole(text: str, begin: int, end: int) -> Iterator[Spoken]:
    if word := fold(text[begin:end])[:LONGEST_WORD]:
        yield Spoken(word, begin, end)


def _pairs(text: str, begin: int, end: int) -> Iterator[Spoken]:
    """Two signs at a time, each overlapping the next: no dictionary is needed to find a word inside."""
    for at in range(begin, max(begin + 1, end - 1)):
        yield from _whole(text, at, min(at + 2, end))


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign > "9" and sign.isdecimal() else sign
