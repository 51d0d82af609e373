"""Interpreter and compiler agree, and what the check promises of a value holds, on random expressions and answers."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from engine.errors import ExpressionError
from engine.expressions import Typed, can_be_unknown, check, compile_expression, evaluate, facts_read
from engine.expressions.numbers import decimal_places
from tests.engine.expressions.generated import SCOPE, expressions, values
from tests.engine.expressions.whole import as_in_a_flow

EXAMPLES = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


def typed_or_none(expr: Any) -> Typed | None:
    """The checked expression; None for the few random ones that are refused (two amounts multiplied, say)."""
    try:
        return check(expr, SCOPE, expect=None)
    except ExpressionError as error:
        event(error.message.split("`")[0])
        return None


@EXAMPLES
@given(expressions(), values(), st.sets(st.sampled_from(sorted(SCOPE.facts))))
def test_compiled_code_gives_what_the_interpreter_gives(expr: Any, answers: dict[str, Any], some: set[str]) -> None:
    typed = typed_or_none(expr)
    if typed is None:
        return
    expected = evaluate(typed, answers)
    answered = frozenset(name for name, value in answers.items() if value is not None)
    for found in (
        compile_expression(typed)(answers),
        as_in_a_flow(typed, answers, frozenset()),
        as_in_a_flow(typed, answers, answered),
        as_in_a_flow(typed, answers, answered & some),
    ):
        assert found == expected
        assert type(found) is type(expected)


@EXAMPLES
@given(expressions(), values(), st.sets(st.sampled_from(sorted(SCOPE.facts))))
def test_a_value_that_cannot_be_unknown_never_is(expr: Any, answers: dict[str, Any], some: set[str]) -> None:
    typed = typed_or_none(expr)
    known = frozenset(name for name in some if answers.get(name) is not None)
    if typed is not None and not can_be_unknown(typed, known):
        assert evaluate(typed, answers) is not None


@EXAMPLES
@given(expressions(), values())
def test_a_number_keeps_the_bounds_and_places_it_was_promised(expr: Any, answers: dict[str, Any]) -> None:
    typed = typed_or_none(expr)
    value = None if typed is None else evaluate(typed, answers)
    if typed is None or value is None or typed.type.kind not in {"number", "money"}:
        return
    assert value in typed.type.bounds
    if typed.type.places is not None:
        places = decimal_places(value)
        assert places is not None
        assert places <= typed.type.places
    assert isinstance(value, int) == (Fraction(value).denominator == 1)


@EXAMPLES
@given(expressions(), values(), values())
def test_only_the_facts_that_are_read_matter(expr: Any, answers: dict[str, Any], others: dict[str, Any]) -> None:
    typed = typed_or_none(expr)
    if typed is None:
        return
    read = facts_read(typed)
    mixed = {
        **{name: value for name, value in others.items() if name not in read},
        **{name: answers.get(name) for name in read},
    }
    assert evaluate(typed, {"today": answers["today"], **mixed}) == evaluate(typed, answers)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["red", "x\ny", '"); raise SystemExit("', "\\", "{", "naïve"]))
def test_what_an_author_writes_is_never_code(text: str) -> None:
    typed = check({"==": [{"var": "name"}, text]}, SCOPE)
    assert compile_expression(typed)({"name": text}) is True
    assert isinstance(ast.parse(repr(text), mode="eval").body, ast.Constant)


def test_a_random_expression_is_seldom_refused() -> None:
    """Guards the generator: if most were refused, the tests above would show nothing."""
    refused = []

    @settings(max_examples=300, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(expressions())
    def collect(expr: Any) -> None:
        refused.append(typed_or_none(expr) is None)

    collect()
    assert sum(refused) < 0.3 * len(refused)
