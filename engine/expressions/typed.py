"""The checked form of an expression: every part with its type. Compiler and interpreter read only this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from engine.expressions.types import Type

Key: TypeAlias = tuple[int, str]
"""A name and where it belongs: 0 for the flow, 1 and up for the member of a list within a list operator."""

TODAY = "today"
LITERAL = "literal"
ARRAY = "array"
GUARD = "guard"
"""Makes a value unknown when it leaves the bounds in `data`: the domain of the fact it fills."""
SPECIAL = frozenset({LITERAL, ARRAY, GUARD})
"""What is in a checked expression without being an operator that a designer can write."""


@dataclass(frozen=True, eq=False, init=False)
class Typed:
    """One operator, literal or array of an expression, with its type and its typed arguments."""

    op: str
    type: Type
    args: tuple[Typed, ...] = ()
    data: Any = None
    """What is fixed when the flow is checked: a literal's value, a name, a prepared table, a unit."""
    pointer: str = ""
    reads: frozenset[Key] = frozenset()
    """Every name whose value matters, `today` and members of lists included."""

    def __init__(
        self,
        op: str,
        type: Type,
        args: tuple[Typed, ...] = (),
        data: Any = None,
        pointer: str = "",
        reads: frozenset[Key] = frozenset(),
    ) -> None:
        # What a frozen dataclass would do field by field; the check of a large flow makes thousands of these.
        self.__dict__.update(op=op, type=type, args=args, data=data, pointer=pointer, reads=reads)


def literal(value: object, type_: Type, pointer: str = "") -> Typed:
    """A constant."""
    return Typed(LITERAL, type_, data=value, pointer=pointer)


def applied(
    op: str,
    type_: Type,
    args: tuple[Typed, ...],
    *,
    data: Any = None,
    pointer: str = "",
    reads: frozenset[Key] = frozenset(),
) -> Typed:
    """An operator applied to typed arguments; it reads what they read, and `reads`."""
    for arg in args:
        if arg.reads:
            reads = reads | arg.reads if reads else arg.reads
    return Typed(op, type_, args, data, pointer, reads)
