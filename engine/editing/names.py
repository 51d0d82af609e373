"""New names: made of what people read, never taken twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from engine.errors import EditError

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,79}")
_LONGEST = 40
_LITTLE = frozenset(
    (
        *("a", "an", "the", "do", "does", "did", "is", "are", "was", "were", "have", "has", "had"),
        *("you", "your", "of", "to", "in", "on", "at", "for", "and", "or"),
    )
)
"""Words that tell one name from another no better."""


def fresh(said: str, taken: Container[str], fallback: str) -> str:
    """A name made of the words in `said` that nothing else has. Without letters of ours, of `fallback`."""
    bare = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode().lower()
    words: list[str] = re.findall(r"[a-z0-9]+", bare)
    telling = [word for word in words if word not in _LITTLE] or words
    name = "-".join(telling)[:_LONGEST].rstrip("-")
    return _numbered(name if name[:1].isalpha() else fallback, taken)


def _numbered(name: str, taken: Container[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def check_new(name: str, taken: Container[str]) -> None:
    """Raises EditError for what cannot be a name, or is one already."""
    if not _NAME.fullmatch(name):
        raise EditError(
            f"“{name}” cannot be a name.",
            "A name begins with a small letter and has only small letters, digits, - and _, at most 80 of them.",
        )
    if name in taken or name == "today":
        raise EditError(f"The name “{name}” is taken.", "Choose another one.")
