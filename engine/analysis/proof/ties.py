"""What ties variables together, and the names of new ones."""

from __future__ import annotations

import z3


class Ties(list[z3.BoolRef]):
    """What always holds, whatever a designer wrote. Names are given in order: equal flows get equal formulas."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.name = name
        """Tells the variables of one flow from those of another."""
        self.hard: set[str] = set()
        """What was met that the solver finds hard: it is to be asked for less long."""
        self._count = 0

    def new_name(self, what: str) -> str:
        """A name that no other variable has."""
        self._count += 1
        return f"{self.name}{what} {self._count}"
