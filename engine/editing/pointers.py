"""Finds the place in a document that a pointer names, to read it or to write there.

Pointers are those of issues and translations: entries of lists go by their id (`/nodes/fits/rules/limit/when`),
calculations by the fact they fill, anything else by its position.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import EditError
from engine.model.values import Json

Holder = dict[str, Any] | list[Any]


def split(pointer: str) -> tuple[str, ...]:
    """The steps of a pointer, from the document's root."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def join(*steps: str) -> str:
    """The pointer of these steps."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


@dataclass(frozen=True)
class Place:
    """One place in a document: what holds it, and under which key or position."""

    holder: Holder
    key: str | int

    @property
    def exists(self) -> bool:
        if isinstance(self.holder, dict):
            return self.key in self.holder
        return isinstance(self.key, int) and self.key < len(self.holder)

    @property
    def value(self) -> Json:
        """What stands there; None where nothing does."""
        return self.holder[self.key] if self.exists else None  # type: ignore[index]  # key and holder fit each other

    def write(self, value: Json) -> None:
        """Put `value` there; None takes away what there was."""
        if value is None and self.exists:
            del self.holder[self.key]  # type: ignore[arg-type]  # as above
        elif value is not None and isinstance(self.holder, list) and self.key == len(self.holder):
            self.holder.append(value)
        elif value is not None:
            self.holder[self.key] = value  # type: ignore[index]  # as above


def find(document: Holder, pointer: str) -> Place:
    """The place that a pointer names; its holder must be there. Raises EditError."""
    steps = split(pointer)
    if not steps:
        raise EditError("The whole flow cannot be replaced at once.", "Name the part that changes.")
    here: Any = document
    for step in steps[:-1]:
        key = key_of(here, step)
        if key is None or (isinstance(here, dict) and key not in here):
            raise gone(pointer)
        here = here[key]
    key = key_of(here, steps[-1])
    if key is None:
        raise gone(pointer)
    return Place(here, key)


def find_value(document: Json, pointer: str) -> Json:
    """What stands at a pointer; None where nothing does."""
    here = document
    for step in split(pointer):
        key = key_of(here, step)
        if key is None or (isinstance(here, Mapping) and key not in here):
            return None
        if isinstance(here, list) and isinstance(key, int) and key >= len(here):
            return None
        here = here[key]
    return here


def gone(pointer: str) -> EditError:
    """What is said of a place that is not there any more."""
    return EditError(f"There is nothing at “{pointer}” in this flow.", "Somebody may have removed it: look again.")


def key_of(here: Json, step: str) -> str | int | None:
    """The key of a step in what holds it; None where it cannot stand there."""
    if isinstance(here, Mapping):
        return step
    if not isinstance(here, list):
        return None
    for number, entry in enumerate(here):
        if name_of(entry) == step:
            return number
    return int(step) if step.isascii() and step.isdigit() and int(step) <= len(here) else None


def name_of(entry: Json) -> str | None:
    """What an entry of a list is called: its id, or the fact it fills."""
    named = entry.get("id", entry.get("fact")) if isinstance(entry, Mapping) else None
    return named if isinstance(named, str) else None
