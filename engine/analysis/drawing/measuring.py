"""How wide text is, and where it breaks: without a font at hand, by the widths that common sans-serif faces share.

A little too wide is right: whatever face a reader has, the text stays within its box.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SLACK = 1.13
"""Faces that stand in for Helvetica and Arial are up to so much wider."""
_GROUPS = {
    0.222: "ijl",
    0.278: "f!,./:;I[]\\t ",
    0.334: "r()-`|{}",
    0.389: "*",
    0.41: "“”\"'‘’",
    0.5: "Jckvsxyz",
    0.556: "0123456789abdeghnopquL$#?_+–",
    0.584: "<=>~^",
    0.611: "FTZ",
    0.667: "ABEKPSVXY&",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "mM",
    0.889: "%",
    0.944: "W",
    1.0: "…—@",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_SCRIPTS = {"ARABIC": 0.56, "HEBREW": 0.6, "CYRILLIC": 0.66, "GREEK": 0.6, "BENGALI": 0.72, "DEVANAGARI": 0.7}
_OTHER = 0.62
ELLIPSIS = "…"
_LONGEST = 600
"""Letters looked at: no three lines hold as many."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is at most, in pixels."""
    return sum(_width(letter) for letter in text) * size * _SLACK * (1.07 if bold else 1)


@lru_cache(maxsize=8192)
def wrapped(text: str, width: float, size: float, *, lines: int = 3, bold: bool = False) -> tuple[str, ...]:
    """The text on so many lines at most, none of them wider; what does not fit ends in an ellipsis.

    Remembered: an edit changes few texts of a map.
    """
    waiting = _split(" ".join(text[:_LONGEST].split()), width, size, bold)
    made: list[str] = []
    for word in waiting:
        longer = f"{made[-1]} {word}" if made else word
        if made and width_of(longer, size, bold=bold) <= width:
            made[-1] = longer
        else:
            made.append(word)
    if len(made) <= lines:
        return tuple(made)
    return (*made[: lines - 1], _shortened(" ".join(made[lines - 1 :]), width, size, bold))


def _split(text: str, width: float, size: float, bold: bool) -> list[str]:
    """The words, those that are wider than a line broken where they reach its end; Chinese breaks anywhere."""
    words: list[str] = []
    for word in text.split(" "):
        rest = word
        while (fits := _fitting(rest, width, size, bold)) < len(rest):
            words.append(rest[: max(fits, 1)])
            rest = rest[max(fits, 1) :]
        words += [rest] if rest else []
    return words


def _shortened(text: str, width: float, size: float, bold: bool) -> str:
    """As much of the text as fits on one line with an ellipsis, cut between words where that leaves enough."""
    if _fitting(text, width, size, bold) == len(text):
        return text
    kept = text[: _fitting(text, width - width_of(ELLIPSIS, size, bold=bold), size, bold)]
    whole, _, _ = kept.rpartition(" ")
    kept = whole if len(whole) > len(kept) * 2 / 3 else kept
    return kept.rstrip(" ,;:–") + ELLIPSIS


def _fitting(text: str, width: float, size: float, bold: bool) -> int:
    """How many letters from the first one fit into a width."""
    left = width
    for place, letter in enumerate(text):
        left -= width_of(letter, size, bold=bold)
        if left < 0:
            return place
    return len(text)


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    """In parts of the size of the type."""
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1
    plain = unicodedata.normalize("NFKD", letter)[0]
    if plain in _WIDTHS:
        return _WIDTHS[plain]
    script = unicodedata.name(letter, "").split(" ")[0]
    return _SCRIPTS.get(script, _OTHER)
