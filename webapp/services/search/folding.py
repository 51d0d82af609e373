"""What of a text counts as a word, and when two spellings are the same word.

The same for what is searched and for what somebody types, in every script: small letters, no accents, no vowel marks
in Arabic and Hebrew, one shape for each Arabic letter. Scripts that put no space between words become pairs of signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LONGEST_WORD: Final = 64

# Marks that belong to the word in scripts that write vowels beside the letter; the others are folded away.
_MARKS: Final = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u109f\u1780-\u17d3"
_WORD: Final = re.compile(rf"[^\W_{_MARKS}][\w{_MARKS}]*(?:['’ʼ][^\W_][\w{_MARKS}]*)*")
_HYPHENS: Final = frozenset("-\u2010\u2011")
_FOLDED_AWAY: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed'’ʼ_]")
# No decomposition makes these the same; people type them as the same. The Arabic ones differ by keyboard.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ى": "ي", "ی": "ي", "ک": "ك"}
)
# Chinese, Japanese, Korean, Thai, Lao, Burmese, Khmer.
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_ELIDED: Final = re.compile("^(?:[^\\W\\d_]|qu)['’ʼ]", re.IGNORECASE)


@dataclass(frozen=True)
class Spoken:
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
    before: Spoken | None = None
    for found in _WORD.finditer(text):
        here: Spoken | None = None
        for each in _parts(text, found.start(), found.end()):
            here = each
            yield each
        if before and here and before.end + 1 == here.begin and text[before.end] in _HYPHENS:
            yield Spoken((before.word + here.word)[:LONGEST_WORD], before.begin, here.end)
        before = here


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
