"""The table of portable operators: each one function, its number of arguments, and its entry in the reference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.registry import Registry

if TYPE_CHECKING:
    from engine.expressions.portable.call import Call

Run = Callable[["Call"], Any]


@dataclass(frozen=True, kw_only=True)
class PortableOperator:
    """One operator of the portable dialect."""

    name: str
    run: Run
    least: int
    most: int | None
    arguments: str
    """Reference: the arguments as they are written."""
    result: str
    """Reference: what comes out, in one or two sentences."""
    refuses: str
    """Reference: what is refused although some public implementation answers it, and why. Empty: nothing."""


portable_operators: Registry[PortableOperator] = Registry("portable operator")

ELSEWHERE = {
    "answered": "“answered” belongs to flows; here, what is absent is null. Compare with null by “===”.",
    "lookup": "“lookup” reads a table of a flow, and there is no flow here.",
    "val": "“val” is not part of this dialect. Use “var”.",
    "exists": "“exists” is not part of this dialect. Use “missing”.",
    "??": "“??” is not part of this dialect. Use “if”, or a default in “var”.",
    "log": "“log” is not part of this dialect: a rule has no effects.",
    "method": "“method” is not part of this dialect: it would call code of the program.",
    "extractFromUVI": "The operator is called “extractFromUVCI”.",
}
"""Operators that rules from elsewhere may have, and what to do instead."""


def portable(
    name: str, *, least: int = 1, most: int | None = None, arguments: str, result: str, refuses: str = ""
) -> Callable[[Run], Run]:
    """Decorator: files a function as an operator."""

    def file(run: Run) -> Run:
        operator = PortableOperator(
            name=name, run=run, least=least, most=most, arguments=arguments, result=result, refuses=refuses
        )
        portable_operators.register(name)(operator)
        return run

    return file
