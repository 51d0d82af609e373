"""What an expression may name: facts, tables and holiday lists, and within list operators the members."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from engine.errors import ExpressionError
from engine.expressions.typed import TODAY, Key, Typed
from engine.expressions.types import DATE, Type, fact_type
from engine.model.flow import Fact, Table


@dataclass(frozen=True)
class Scope:
    """The names of one flow."""

    facts: Mapping[str, Fact]
    tables: Mapping[str, Table] = field(default_factory=dict)
    holidays: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    named: Mapping[str, Type] = field(default_factory=dict)
    """Values worked out before, by the name they can be read by."""

    @cached_property
    def types(self) -> Mapping[str, Type]:
        """Type of every fact by id, and of `today`."""
        return {TODAY: DATE} | {name: fact_type(fact) for name, fact in self.facts.items()}

    @cached_property
    def typed(self) -> dict[bytes, tuple[Typed, int]]:
        """What was typed before and how many parts it has, by what is written there (`engine.expressions.quick`)."""
        return {}

    def naming(self, name: str, type_: Type) -> Scope:
        """The same, with one more value that can be read by its name."""
        if self.types.get(name) == type_:
            return self
        wider = replace(self, named={**self.named, name: type_})
        wider.__dict__["types"] = {**self.types, name: type_}  # every fact's type is known already
        return wider


Frame = Mapping[str, Type]
"""Names that one list operator adds, with their types: a member's facts, or `""` for a plain item."""


def resolve(scope: Scope, frames: tuple[Frame, ...], name: str, pointer: str) -> tuple[Key, Type]:
    """Finds a name, innermost list operator first."""
    for depth in range(len(frames), 0, -1):
        if name in frames[depth - 1]:
            return (depth, name), frames[depth - 1][name]
    if name in scope.types:
        return (0, name), scope.types[name]
    if not name:
        raise ExpressionError('The empty name "" means the item at hand: it is only known inside a list.', pointer)
    known = [*scope.types, *(known for frame in frames for known in frame)]
    raise ExpressionError(f"No fact is called “{name}”.{did_you_mean(name, known)}", pointer)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known name, or nothing."""
    close = difflib.get_close_matches(name, [each for each in known if each], n=1)
    return f" Did you mean “{close[0]}”?" if close else ""
