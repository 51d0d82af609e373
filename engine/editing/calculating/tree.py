"""What a calculation is made of while a designer writes it. Values are text, as they are typed."""

from __future__ import annotations

from dataclasses import dataclass

from engine.editing.conditions import Group, Kept

WRITTEN = "written"


@dataclass(frozen=True, kw_only=True)
class Operand:
    """A value that is there already: a fact, an amount of a table, or one that is written."""

    named: str = ""
    """`written`, `fact:income`, `amount:limits@people`, `option:oil`, `today`, `yes` or `no`; empty: not chosen."""
    value: str = ""
    """What is written, as typed."""


@dataclass(frozen=True, kw_only=True)
class Working:
    """A value that is worked out from its parts, in one of the ways of `ways.py`."""

    way: str
    parts: tuple[Operand | Kept | Working, ...] = ()
    whens: tuple[Group, ...] = ()
    """Conditions: of each part but the last where the way is `if`, of the members that count for sums over lists."""
    unit: str = ""
    """Of time: `day`, or `days_between`."""
    how: str = ""
    """The name of a rounding; empty: to the nearest."""
    places: str = ""
    """Decimal places of a rounding; empty: none."""
    holidays: str = ""
    start: str = ""
    """The day on which a year starts, as `10-01`."""


Term = Operand | Kept | Working
