"""What ties variables together, and the names of new ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import z3

Parts = tuple[z3.ArithRef, z3.ArithRef, z3.ArithRef]
"""Year, month and day of the month."""


class TiedDay(NamedTuple):
    """A day, and the parts that are tied to its number."""

    number: z3.ArithRef
    parts: Parts


class Ties(list[z3.BoolRef]):
    """What always holds, whatever a designer wrote. Names are given in order: equal flows get equal formulas."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.name = name
        """Tells the variables of one flow from those of another."""
        self.hard: set[str] = set()
        """What was met that the solver finds hard: it is to be asked for less long."""
        self.used: dict[int, TiedDay] = {}
        """Days whose parts somebody asked for since this was last emptied; by where their numbers stand in memory."""
        self.days: dict[int, TiedDay] = {}
        """All of them."""
        self._count = 0

    @property
    def named(self) -> int:
        """How many names were given."""
        return self._count

    def parts_of(self, number: z3.ArithRef, make: Callable[[z3.ArithRef, Ties], Parts]) -> Parts:
        """The parts of the day of this number; made when they are first asked for, and the same ever after."""
        mark = number.ast.value
        if mark not in self.days:
            self.days[mark] = TiedDay(number, make(number, self))
        self.used[mark] = self.days[mark]
        return self.days[mark].parts

    def new_name(self, what: str) -> str:
        """A name that no other variable has."""
        self._count += 1
        return f"{self.name}{what} {self._count}"
