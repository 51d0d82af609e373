"""Keeps what is read from left to right in order inside a sentence that is read from right to left.

After an Arabic or Hebrew letter, Unicode's bidirectional algorithm would show `555-0110` as `0110-555` and `$35` as
`35$`. An invisible mark before such a token, or an isolate around words that somebody typed, keeps them as they are.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LEFT_TO_RIGHT_MARK: Final = "\u200e"
FIRST_STRONG_ISOLATE: Final = "\u2068"
END_OF_ISOLATE: Final = "\u2069"
_NUMBER: Final = r"\d[\d.,٫٬]*"
_TOKEN: Final = re.compile(
    r"(?<![0-9A-Za-z_./:@#?=&%+\u2068-])"  # not inside a word, an address, or what is isolated already
    r"\u200e?("
    r"\+\d[\d ()-]*\d"  # +1 212 555 0142
    r"|\(\d+\) ?\d[\d-]*"  # (212) 555-0142
    rf"|[-+]?[$€£¥] ?{_NUMBER}"  # -$1,500.50
    rf"|{_NUMBER}(?:[-–/:]{_NUMBER})+"  # 555-0110, 18-49, 24/7
    rf"|[-+]{_NUMBER}"  # -5
    r")"
)
_FROM_RIGHT: Final = frozenset({"R", "AL"})


def hold_numbers(text: str) -> str:
    """`text` with a mark before every amount, telephone number, range and signed number."""
    return _TOKEN.sub(rf"{LEFT_TO_RIGHT_MARK}\1", text)


def isolate(text: str) -> str:
    """`text` as one piece whose own first letter decides its direction."""
    return f"{FIRST_STRONG_ISOLATE}{text}{END_OF_ISOLATE}" if text else text


def has_letters_from_right(text: str) -> bool:
    """True when some of `text` is read from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _FROM_RIGHT for letter in text)


def begins_from_right(text: str) -> bool:
    """True when the first letter that has a direction is read from right to left."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((direction in _FROM_RIGHT for direction in strong if direction in _FROM_RIGHT | {"L"}), False)
