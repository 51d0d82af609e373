"""What an expression of another tool says, once it is read: the same few shapes for every tool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from engine.model.values import Number


@dataclass(frozen=True)
class Written:
    """A value as it is written: text, number, true or false, or nothing."""

    value: str | Number | bool | None


@dataclass(frozen=True)
class Day:
    """A date as it is written."""

    text: str


@dataclass(frozen=True)
class Name:
    """Something that has a name, by the steps to it."""

    path: tuple[str, ...]
    is_own: bool = False
    """True for what the same step has worked out before."""


@dataclass(frozen=True)
class Subject:
    """What a cell is about: the value of its column."""


@dataclass(frozen=True)
class Member:
    """The item at hand within `some`, `filter` and their like."""


@dataclass(frozen=True)
class Listed:
    """A list of expressions."""

    items: tuple[Expr, ...]


@dataclass(frozen=True)
class Fields:
    """An object: names with expressions."""

    fields: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True)
class Span:
    """All values between two, with or without each end."""

    low: Expr
    high: Expr
    has_low: bool = True
    has_high: bool = True


@dataclass(frozen=True)
class Apply:
    """An operator or function with its arguments, by its name here: `==`, `and`, `if`, `contains`."""

    name: str
    args: tuple[Expr, ...]


Expr: TypeAlias = Written | Day | Name | Subject | Member | Listed | Fields | Span | Apply

COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
TESTS = COMPARISONS | {"and", "or", "in", "contains", "some", "all", "none"}
"""What is true or false by itself."""


def is_test(expr: Expr) -> bool:
    """Whether this is true or false by itself, rather than a value that a column is compared with."""
    if isinstance(expr, Apply) and expr.name == "not":
        return is_test(expr.args[0])
    return isinstance(expr, Apply) and expr.name in TESTS


def parts_of(expr: Expr) -> Iterator[Expr]:
    """The expression and everything in it."""
    yield expr
    inner: tuple[Expr, ...] = ()
    if isinstance(expr, Apply):
        inner = expr.args
    elif isinstance(expr, Listed):
        inner = expr.items
    elif isinstance(expr, Fields):
        inner = tuple(each for _, each in expr.fields)
    elif isinstance(expr, Span):
        inner = (expr.low, expr.high)
    for each in inner:
        yield from parts_of(each)
