"""No rule and no data makes the portable dialect slow, large or loud."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.expressions.portable import MAX_DEPTH, MAX_PARTS, Refused, Result, evaluate_portable, portable_operators
from engine.expressions.portable import to_json as as_json

MOST_SECONDS = 3.0
"""Far more than the slowest takes, far less than anything that grows without end."""

MANY = list(range(300))
ITEM = {"var": ""}
DOUBLED = {"var": "accumulator"}


def nested(depth: int, inner: Any = 1) -> Any:
    for _ in range(depth):
        inner = {"!": [inner]}
    return inner


HOSTILE = {
    "nested too deep": (nested(MAX_DEPTH + 1), None),
    "nested far too deep": (nested(400), None),
    "lists nested too deep": (json.loads("[" * 400 + "]" * 400), None),
    "too many parts": ({"and": [1] * (MAX_PARTS + 1)}, None),
    "loops in loops": ({"map": [MANY, {"map": [MANY, {"map": [MANY, {"map": [MANY, ITEM]}]}]}]}, None),
    "a text that doubles": ({"reduce": [MANY, {"cat": [DOUBLED, DOUBLED]}, "x"]}, None),
    "a list that doubles": ({"reduce": [MANY, {"merge": [DOUBLED, DOUBLED]}, [1]]}, None),
    "a value that doubles when it is written": ({"reduce": [MANY, [DOUBLED, DOUBLED], 1]}, None),
    "a value nested by a loop": ({"reduce": [MANY, [DOUBLED], 1]}, None),
    "a number that squares": ({"reduce": [MANY, {"*": [DOUBLED, DOUBLED]}, 7]}, None),
    "a fraction that grows": ({"reduce": [MANY, {"/": [{"+": [DOUBLED, {"/": [1, 7]}]}, 3]}, 1]}, None),
    "the same long list, again and again": ({"merge": [{"var": "long"}] * 4000}, {"long": [1] * 90_000}),
    "a long list, searched again and again": (
        {"reduce": [{"var": "long"}, {"in": ["x", {"var": "data.long"}]}, 0]},
        {"long": ["y"] * 30_000},
    ),
    "long texts, compared again and again": (
        {"reduce": [{"var": "long"}, {"===": [{"var": "data.a"}, {"var": "data.b"}]}, 0]},
        {"long": [1] * 9_000, "a": "x" * 2_000_000 + "a", "b": "x" * 2_000_000 + "b"},
    ),
    "a path of many steps": ({"var": ".".join("a" * 4_000)}, {"a": {}}),
    "a long path, again and again": (
        {"reduce": [{"var": "long"}, {"var": {"var": "data.path"}}, 0]},
        {"long": [1] * 9_000, "path": "a." * 1_000_000},
    ),
    "a number of a million digits": ({"+": [{"var": "x"}, 1]}, {"x": Decimal("1." + "0" * 1_000_000)}),
    "a whole number of many digits": ({"+": [{"var": "x"}, 1]}, {"x": 10**4_000}),
    "data of many levels": ({"var": "a"}, {"a": json.loads("[" * 900 + "]" * 900)}),
    "data of many parts": ({"var": ""}, [[1] * 1_000] * 1_000),
    "not a number": ({"var": "x"}, {"x": float("nan")}),
    "an infinite number": ({"<": [{"var": "x"}, 1]}, {"x": float("inf")}),
    "an operator without a name": ({"": 1}, None),
}


@pytest.mark.parametrize(("rule", "data"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_rule_is_refused_at_once(rule: Any, data: Any) -> None:
    began = time.perf_counter()
    answer = evaluate_portable(rule, data)
    assert time.perf_counter() - began < MOST_SECONDS
    assert isinstance(answer, Refused) or json.dumps(as_json(answer.value)) in {"null", "0"}
    assert not isinstance(answer, Refused) or answer.reason.endswith((".", "?"))


def test_a_path_that_leads_nowhere_is_null_and_no_refusal() -> None:
    assert evaluate_portable(*HOSTILE["a path of many steps"]) == Result(None)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(),
    st.text(max_size=4),
    st.sampled_from(["", "a", "2026-01-31"]),
)
NAMES = st.sampled_from([*portable_operators, "nonsense"])
RULES = st.recursive(
    st.one_of(SCALARS, st.just({"var": ""}), st.just({"var": "a"}), st.just({})),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(NAMES, st.lists(inner, max_size=3) | inner, max_size=2, min_size=1)
    ),
    max_leaves=12,
)
DATA = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "", "0"]), inner, max_size=2)
    ),
    max_leaves=6,
)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(RULES, DATA)
def test_any_rule_on_any_data_ends_in_a_result_that_json_can_hold_or_in_a_refusal(rule: Any, data: Any) -> None:
    answer = evaluate_portable(rule, data)
    if isinstance(answer, Result):
        json.dumps(as_json(answer.value), allow_nan=False)
    else:
        assert answer.reason
    assert evaluate_portable(rule, data) == answer
