"""What people write here: within bounds, and without what no database takes."""

from __future__ import annotations

from typing import Final

from webapp.services.reviewing.errors import ReviewRefusedError

LONGEST_NAME: Final = 80
LONGEST_TEXT: Final = 4000


def read_name(name: str) -> str:
    """Who writes. Raises ReviewRefusedError when nobody says so."""
    said = " ".join(name.replace("\0", "").split())
    if not said:
        raise ReviewRefusedError("Write your name.", "Whoever reads this has to know whom to ask.")
    return _within(said, LONGEST_NAME, "name")


def read_text(text: str, *, empty: str) -> str:
    """What was written. Raises ReviewRefusedError with `empty` where there is nothing."""
    said = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not said:
        raise ReviewRefusedError(empty)
    return _within(said, LONGEST_TEXT, "text")


def _within(said: str, longest: int, what: str) -> str:
    if len(said) > longest:
        raise ReviewRefusedError(f"This {what} is too long.", f"Write at most {longest} characters.")
    return said
