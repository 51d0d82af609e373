"""What a condition is made of while a designer writes it. Values are text, as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.model.values import Json

GROUPS: Final[Mapping[str, str]] = {
    "all": "all of these hold",
    "any": "at least one of these holds",
    "none": "none of these holds",
    "not-all": "not all of these hold",
}
"""How the parts of a group go together."""
QUANTIFIED: Final[Mapping[str, str]] = {"some": "at least one of", "every": "each of", "no": "none of"}
"""How many members of a list it takes: the group's kind is `some:household`."""
UNITS: Final[Mapping[str, str]] = {
    "days_between": "days",
    "weeks_between": "weeks",
    "months_between": "months",
    "years_between": "years",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One comparison: a fact, how it is compared, and with what."""

    fact: str = ""
    comparison: str = ""
    value: str = ""
    """A number, a date or words, as typed."""
    other: str = ""
    """Instead of a value: `fact:income`, `amount:limits@people` or `today`."""
    unit: str = "days_between"
    """Of a time that is counted."""
    chosen: tuple[str, ...] = ()
    """Options, by their ids."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A part that lines cannot hold: it can be moved and taken away, and is written as JSON."""

    expression: Json


@dataclass(frozen=True, kw_only=True)
class Group:
    """Several parts, and how they go together: a kind of GROUPS, or how many members of a list it takes."""

    kind: str = "all"
    parts: tuple[Line | Kept | Group, ...] = ()

    @property
    def members_of(self) -> str:
        """The list whose members the parts are about; empty for a plain group."""
        return self.kind.partition(":")[2]


Part = Line | Kept | Group
