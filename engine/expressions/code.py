"""Small pieces of Python syntax trees, and a value in code together with when it is unknown."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """A test that is true when a value is unknown. Equal keys test the same thing."""

    key: str
    test: ast.expr
    only_binds: bool = False
    """True when the test can never be true and only gives the value a name."""


@dataclass(frozen=True)
class Code:
    """Code for a value, which may only run when every check, in order, was false.

    `maybe` says that even then it can be None.
    """

    value: ast.expr
    checks: tuple[Check, ...] = ()
    maybe: bool = False

    @property
    def can_be_unknown(self) -> bool:
        return self.maybe or not all(check.only_binds for check in self.checks)

    def whole(self) -> ast.expr:
        """One expression that is None when the value is unknown."""
        if not self.checks:
            return self.value
        return ast.IfExp(any_of([check.test for check in self.checks]), ast.Constant(None), self.value)


def collection(items: tuple[object, ...] | frozenset[object]) -> ast.expr:
    """A constant tuple or set, which Python accepts in a tree although the types of `ast` do not say so."""
    constant = ast.Constant(None)
    constant.value = items  # type: ignore[assignment]
    return constant


def load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def bind(name: str, value: ast.expr) -> ast.expr:
    return ast.NamedExpr(ast.Name(name, ast.Store()), value)


def compare(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> ast.expr:
    return ast.Compare(left, [operator], [right])


def is_none(value: ast.expr) -> ast.expr:
    return compare(value, ast.Is(), ast.Constant(None))


def any_of(tests: Sequence[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), list(tests))


def all_of(tests: Sequence[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), list(tests))


def invoke(function: str, *args: ast.expr) -> ast.expr:
    return ast.Call(load(function), list(args), [])


def method(value: ast.expr, name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(value, name, ast.Load()), list(args), [])


def chain(operator: ast.operator, operands: Sequence[ast.expr]) -> ast.expr:
    """`a + b + c`, from the left."""
    result = operands[0]
    for operand in operands[1:]:
        result = ast.BinOp(result, operator, operand)
    return result


def function_of(names: Iterable[str], body: ast.expr) -> ast.expr:
    """`lambda names: body`."""
    arguments = ast.arguments(
        posonlyargs=[], args=[ast.arg(name) for name in names], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    return ast.Lambda(arguments, body)


def merged(codes: Iterable[Code]) -> tuple[Check, ...]:
    """The checks of several values, each thing tested once."""
    found: dict[str, Check] = {}
    for code in codes:
        for check in code.checks:
            found.setdefault(check.key, check)
    return tuple(found.values())
