"""How many short messages a text takes, by 3GPP TS 23.038 (the alphabets) and TS 23.040 (long messages).

A text whose every character stands in the GSM 7 bit default alphabet, or in its extension table, takes one septet for
each, two for those of the extension (TS 23.038, 6.2.1 and 6.2.1.1). A message holds 140 octets: 160 septets. Any other
character makes the whole text UCS-2: two octets a character, 70 in a message (6.2.3). A text that does not fit into one
is sent in parts that name their number in a header of six octets (TS 23.040, 9.2.3.24.1): 153 septets or 67 characters
are left. A character of two septets, or of two UCS-2 units, is never divided between two parts.

National language shift tables (TS 23.038, annex A) would hold more of Spanish, but few networks speak them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

ALPHABET: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The GSM 7 bit default alphabet, without its escape."""
EXTENSION: Final = frozenset("\f^{}\\[~]|€")
"""The characters that stand behind an escape."""
GSM_7: Final = "GSM-7"
UCS_2: Final = "UCS-2"
_ROOM: Final = {GSM_7: (160, 153), UCS_2: (70, 67)}
"""Units in a message that stands alone, and in each part of a long one."""
_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "•": "-", "\u00a0": " ", "\u202f": " "}
)
_ROUNDED: Final = str.maketrans({"\u2212": "-", "\u2011": "-", "\u200b": None, "\ufeff": None})


@dataclass(frozen=True, kw_only=True)
class Segments:
    """What a text costs to send."""

    alphabet: str
    """GSM-7 or UCS-2."""
    units: int
    """Septets, or UCS-2 characters of two octets."""
    count: int
    """Messages on the network."""


def count_segments(text: str) -> Segments:
    """The messages that `text` takes; an empty one is still one message."""
    alphabet = GSM_7 if all(letter in ALPHABET or letter in EXTENSION for letter in text) else UCS_2
    sizes = [_size(letter, alphabet) for letter in text]
    units, (alone, part) = sum(sizes), _ROOM[alphabet]
    return Segments(alphabet=alphabet, units=units, count=1 if units <= alone else _parts(sizes, part))


def in_plain_marks(text: str) -> str:
    """Curly quotes, dashes and dots as keyboards have them: one of them alone would make the whole text UCS-2."""
    return text.translate(_PLAIN).translate(_ROUNDED)


def _size(letter: str, alphabet: str) -> int:
    if alphabet == GSM_7:
        return 2 if letter in EXTENSION else 1
    return 2 if ord(letter) > 0xFFFF else 1


def _parts(sizes: Iterable[int], room: int) -> int:
    """Parts filled one after another; a character that does not fit whole goes into the next."""
    count, left = 1, room
    for size in sizes:
        if size > left:
            count, left = count + 1, room
        left -= size
    return count
