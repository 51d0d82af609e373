"""What must hold of conditions and numbers whatever the flow: Kleene's laws, exactness, and cents."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expressions import check, compile_expression, evaluate
from tests.engine.expressions.building import a_scope

SCOPE = a_scope(
    {
        "facts": {
            **{name: {"type": "boolean"} for name in "pqr"},
            "x": {"type": "decimal"},
            "y": {"type": "decimal"},
            "pay": {"type": "money"},
            "people": {"type": "integer"},
        }
    }
)
P, Q, R = ({"var": name} for name in "pqr")
X, Y, PAY = {"var": "x"}, {"var": "y"}, {"var": "pay"}

LAWS = {
    "commutative": ({"and": [P, Q]}, {"and": [Q, P]}),
    "associative": ({"or": [{"or": [P, Q]}, R]}, {"or": [P, {"or": [Q, R]}]}),
    "flat": ({"and": [P, {"and": [Q, R]}]}, {"and": [P, Q, R]}),
    "distributive": ({"and": [P, {"or": [Q, R]}]}, {"or": [{"and": [P, Q]}, {"and": [P, R]}]}),
    "De Morgan of and": ({"!": {"and": [P, Q, R]}}, {"or": [{"!": P}, {"!": Q}, {"!": R}]}),
    "De Morgan of or": ({"!": {"or": [P, Q, R]}}, {"and": [{"!": P}, {"!": Q}, {"!": R}]}),
    "double negation": ({"!": {"!": P}}, P),
    "idempotent": ({"and": [P, P]}, P),
    "absorbing": ({"or": [P, {"and": [P, Q]}]}, P),
    "different is not the same": ({"!=": [P, Q]}, {"!": {"==": [P, Q]}}),
}
decimals = st.integers(-(10**9), 10**9).map(lambda hundredths: Fraction(hundredths, 100))


def value(expr: Any, answers: dict[str, Any], expect: str | None = None) -> Any:
    typed = check(expr, SCOPE, expect=expect)
    result = evaluate(typed, answers)
    assert compile_expression(typed)(answers) == result
    return result


@pytest.mark.parametrize("law", LAWS)
def test_a_law_of_three_valued_logic_holds(law: str) -> None:
    left, right = LAWS[law]
    for p, q, r in product((True, False, None), repeat=3):
        answers = {"p": p, "q": q, "r": r}
        assert value(left, answers) is value(right, answers)


def test_unknown_is_neither_excluded_nor_contradicted() -> None:
    assert value({"or": [P, {"!": P}]}, {}) is None
    assert value({"and": [P, {"!": P}]}, {}) is None


def test_decimal_fractions_are_exact() -> None:
    assert value({"==": [{"+": [0.1, 0.2]}, 0.3]}, {}) is True
    assert value({"==": [{"*": [{"/": [1, 3]}, 3]}, 1]}, {}) is True
    assert value({"==": [{"-": [1.1, 1]}, 0.1]}, {}) is True


@given(decimals, decimals)
def test_sums_and_products_are_those_of_fractions(x: Fraction, y: Fraction) -> None:
    answers = {"x": x, "y": y}
    assert value({"+": [X, Y]}, answers) == x + y
    assert value({"*": [X, Y]}, answers) == x * y
    assert value({"/": [X, Y]}, answers) == (x / y if y else None)


@given(decimals, decimals.filter(bool))
def test_quotient_and_remainder_belong_together(x: Fraction, y: Fraction) -> None:
    answers = {"x": x, "y": y}
    left = value({"%": [X, Y]}, answers)
    assert left == 0 or (left > 0) == (x > 0)
    assert abs(left) < abs(y)
    assert ((x - left) / y).denominator == 1


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_a_written_amount_means_whole_units(cents: int, units: int) -> None:
    assert value({"<=": [PAY, units]}, {"pay": cents}) is (cents <= units * 100)
    assert value({"+": [PAY, units]}, {"pay": cents}, "money") == cents + units * 100


@given(st.integers(0, 10**9), st.sampled_from([0.01, 0.075, 0.2, 0.333, 1.5]))
def test_a_share_of_an_amount_is_rounded_to_the_cent_half_up(cents: int, share: float) -> None:
    exact = cents * Fraction(str(share))
    whole, left = divmod(exact, 1)
    expected = int(whole) + (left >= Fraction(1, 2))
    assert value({"round": [{"*": [PAY, share]}, 2]}, {"pay": cents}, "money") == expected


@given(decimals, st.sampled_from(["half-up", "half-even", "half-down", "up", "down"]), st.integers(0, 2))
def test_rounding_moves_by_less_than_one_step_and_is_even_around_zero(x: Fraction, mode: str, places: int) -> None:
    rounded = value({"round": [X, places, mode]}, {"x": x})
    step = Fraction(1, 10**places)
    assert abs(rounded - x) < step
    assert (rounded / step).denominator == 1
    assert value({"round": [X, places, mode]}, {"x": -x}) == -rounded
    assert value({"round": [X, places, mode]}, {"x": rounded}) == rounded
