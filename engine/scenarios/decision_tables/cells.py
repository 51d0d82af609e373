"""Reads the cells of another tool's table: what each asks of its column, as a condition."""

from __future__ import annotations

from collections.abc import Iterable

from engine.scenarios.decision_tables.dialects import Dialect
from engine.scenarios.decision_tables.parser import Parser
from engine.scenarios.decision_tables.syntax import Apply, Expr, Listed, Span, Subject, is_test


def parse_cell(source: str, dialect: Dialect, names: Iterable[str] = ()) -> Expr | None:
    """What a cell asks of its column, as a condition with Subject for the column; None when everything fits."""
    if source.strip() in dialect.any_cell:
        return None
    parser = Parser(source, dialect, names, is_cell=True)
    tests = [_as_test(parser.expression(), dialect)]
    while parser.takes(","):
        tests.append(_as_test(parser.expression(), dialect))
    parser.finish()
    return tests[0] if len(tests) == 1 else Apply("or", tuple(tests))


def _as_test(expr: Expr, dialect: Dialect) -> Expr:
    """A part of a cell as a condition: what is no condition by itself is what the column has to be."""
    if isinstance(expr, Apply) and expr.name in ("and", "or") and dialect.joins_tests:
        return Apply(expr.name, tuple(_as_test(arg, dialect) for arg in expr.args))
    if isinstance(expr, Apply) and expr.name == "not" and not dialect.joins_tests:
        return Apply("not", (_any_of([_as_test(arg, dialect) for arg in expr.args]),))
    if is_test(expr):
        return expr
    if isinstance(expr, Listed | Span):
        return Apply("in", (Subject(), expr))
    return Apply("==", (Subject(), expr))


def _any_of(tests: list[Expr]) -> Expr:
    return tests[0] if len(tests) == 1 else Apply("or", tuple(tests))
