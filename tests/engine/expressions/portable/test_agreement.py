"""Where this dialect and that of flows both answer, they agree.

Four differences are meant, and left out here or refused: what is not answered is unknown in a flow and null here;
inside a list operator a flow still sees its other facts; an empty text is missing here, and an answer in a flow; and a
month or year to a day that does not exist ends on the month's last day in a flow and is refused here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, event, given, settings

from engine.errors import ExpressionError
from engine.expressions import Typed, check, evaluate
from engine.expressions.portable import Refused, evaluate_portable
from engine.expressions.types import Kind
from tests.engine.expressions.generated import SCOPE, expressions, values

LISTS = frozenset({"some", "all", "none", "filter", "map", "reduce", "count", "sum"})
EXAMPLES = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def as_data(name: str, value: Any) -> Any:
    """A fact's value as portable data: amounts in whole units, dates as text."""
    kind = "date" if name == "today" else SCOPE.facts[name].type
    return portable_value(kind, value)


def portable_value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "money":
        return Fraction(value, 100)
    if kind == "date":
        return value.isoformat()
    if kind == "month":
        return f"{value:%Y-%m}"
    if kind == "list":
        members = SCOPE.facts["members"].domain["facts"]
        return [{name: portable_value(members[name].type, each) for name, each in item.items()} for item in value]
    return list(value) if isinstance(value, tuple) else value


def flow_value(typed: Typed, value: Any) -> Any:
    """A value of a flow as the portable dialect gives it."""
    kind = typed.type.kind
    if kind is Kind.MONEY:
        return Fraction(value) / 100
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return list(value) if isinstance(value, tuple) else value


def as_moment(value: Any) -> Any:
    """A date that a rule only passes on is still a text."""
    if isinstance(value, str) and len(value) == len("2026-11-22") and value[4:5] == "-":
        return datetime.fromisoformat(f"{value}T00:00:00+00:00")
    return value


def looks_outside_a_list(expr: Any, inside: bool = False) -> bool:
    """Whether a fact of the flow is named inside a list operator."""
    if isinstance(expr, list):
        return any(looks_outside_a_list(each, inside) for each in expr)
    if not isinstance(expr, dict):
        return False
    ((name, args),) = expr.items()
    if name == "var":
        known = {*SCOPE.facts["members"].domain["facts"], "accumulator"}
        return inside and bool(args) and args.split(".")[-1] not in known
    if name in LISTS and isinstance(args, list):
        return looks_outside_a_list(args[:1], inside) or looks_outside_a_list(args[1:], True)
    return looks_outside_a_list(args, inside)


def for_portable(expr: Any, today: Any) -> Any:
    """The same expression with what a flow has and a rule has not: the holidays, and today's date for `age`."""
    if isinstance(expr, list):
        return [for_portable(each, today) for each in expr]
    if not isinstance(expr, dict):
        return expr
    ((name, args),) = expr.items()
    args = args if isinstance(args, list) else [args]
    if name in {"plus_workdays", "workdays_between"} and len(args) > 2:
        args = [*args[:2], [day.isoformat() for day in SCOPE.holidays[args[2]]]]
    if name == "age" and len(args) == 1:
        args = [*args, today]
    return {name: for_portable(args, today)}


def both(expr: Any, answers: Mapping[str, Any]) -> tuple[Any, Any] | None:
    """What each dialect gives; None when one of them gives nothing, or a difference is meant."""
    if looks_outside_a_list(expr) or ('"missing"' in json.dumps(expr) and answers.get("name") == ""):
        return None
    try:
        typed = check(expr, SCOPE, expect=None)
    except ExpressionError:
        return None
    flow = evaluate(typed, answers)
    data = {name: as_data(name, value) for name, value in answers.items()}
    portable = evaluate_portable(for_portable(expr, data["today"]), data)
    if flow is None or isinstance(portable, Refused):
        return None
    return flow_value(typed, flow), portable.value


@EXAMPLES
@given(expressions(), values())
def test_where_both_dialects_answer_they_agree(expr: Any, answers: dict[str, Any]) -> None:
    found = both(expr, answers)
    event("compared" if found else "not compared")
    if found is None:
        return
    flow, portable = found
    if isinstance(flow, datetime):
        portable = as_moment(portable)
    if isinstance(flow, bool):
        assert bool(portable) is flow
    else:
        assert portable == flow


def test_enough_random_expressions_are_compared() -> None:
    """Guards the test above: if nearly all were left out, it would show nothing."""
    compared = []

    @settings(max_examples=150, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(expressions(), values())
    def collect(expr: Any, answers: dict[str, Any]) -> None:
        compared.append(both(expr, answers) is not None)

    collect()
    assert sum(compared) > 0.2 * len(compared)
