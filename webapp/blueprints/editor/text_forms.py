"""Forms with many texts: which of them somebody wrote anew, and which somebody else changed meanwhile.

A field `at:<pointer>` holds a text; `was-at:<pointer>` names the text that the writer saw, by its digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.definition import text_digest

AT: Final = "at:"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a form asks for, by pointer."""

    changes: Mapping[str, str]
    """Texts that were written anew."""
    theirs: Mapping[str, str]
    """Those of them that say something else by now than what the writer saw: what they say."""


def read_written(form: Mapping[str, str], now: Callable[[str], str]) -> Written:
    """The texts of a form that differ from what the writer saw. `now` tells what stands at a pointer at present."""
    changes = {pointer: text for pointer, text in _fields(form) if seen(text) != _was(form, pointer)}
    standing = {pointer: now(pointer) for pointer in changes}
    theirs = {
        pointer: text
        for pointer, text in standing.items()
        if seen(text) != _was(form, pointer) and tidy(text) != changes[pointer]
    }
    return Written(changes={k: v for k, v in changes.items() if tidy(standing[k]) != v}, theirs=theirs)


def seen(text: str) -> str:
    """The digest by which a form says which text its writer saw."""
    return text_digest(tidy(text))


def tidy(text: str) -> str:
    """A browser sends other line ends than a file has."""
    return text.replace("\r\n", "\n").strip()


def pointers_in(form: Mapping[str, str]) -> frozenset[str]:
    """The pointers of all texts in a form."""
    return frozenset(pointer for pointer, _ in _fields(form))


def _fields(form: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((name.removeprefix(AT), tidy(value)) for name, value in form.items() if name.startswith(AT))


def _was(form: Mapping[str, str], pointer: str) -> str:
    return form.get(f"was-{AT}{pointer}", "")
