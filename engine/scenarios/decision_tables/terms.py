"""What a foreign expression comes to in a flow: a value with its kind, a group of values, a list, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from engine.model.values import Json, Number
from engine.scenarios.decision_tables.fields import TEXT, Field, option_id, plain_number
from engine.scenarios.naming import Names


@dataclass(frozen=True)
class Option:
    """A text within a condition, until all texts are known and it becomes the id of an option."""

    text: str


@dataclass(frozen=True, eq=False)
class Term:
    """One value. `code` is its expression in a flow, with Option where a text stands."""

    code: Json
    kind: str = ""
    field: Field | None = None
    """What it reads, when it is nothing but one field; for a member of a list, the list."""
    reads: frozenset[Field] = frozenset()
    texts: tuple[str, ...] = ()
    """All that it can be, when it is made of written texts."""
    number: Number | None = None
    """Its value, when it is a written number."""
    places: int | None = 0
    """Numbers: decimal places that are enough; None when there can be endless ones."""
    can_fail: bool = False
    """Whether there can be no value although everything it reads has one: a division by zero."""

    @property
    def is_unsure(self) -> bool:
        """Whether there can be no value."""
        return self.can_fail or any(each.is_unsure for each in self.reads)


@dataclass(frozen=True)
class Group:
    """Values by name."""

    parts: dict[str, Meaning] = field(default_factory=dict)


@dataclass(frozen=True)
class Items:
    """A list whose items are known one by one; each counts only where its condition holds, if it has one."""

    items: tuple[Meaning, ...]
    conditions: tuple[Term, ...] | None = None


@dataclass(frozen=True)
class Nothing:
    """No value at all."""


@dataclass(frozen=True)
class LeftOut:
    """A value that could not be brought over, and why: that only matters to whoever reads it."""

    reason: str


Meaning: TypeAlias = Term | Group | Items | Nothing | LeftOut


def text_term(text: str) -> Term:
    """A written text."""
    return Term(Option(text), TEXT, texts=(text,))


def number_term(number: Number, places: int) -> Term:
    """A written number."""
    return Term(plain_number(number), "number", number=number, places=places)


def written_out(code: Json, options: Names) -> Json:
    """An expression with the ids of options in place of texts."""
    if isinstance(code, Option):
        return option_id(code.text, options)
    if isinstance(code, dict):
        return {key: written_out(value, options) for key, value in code.items()}
    if isinstance(code, list | tuple):
        return [written_out(value, options) for value in code]
    return code
