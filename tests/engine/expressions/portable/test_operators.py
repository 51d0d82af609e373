"""What each portable operator gives, and what it refuses: one table of cases by operator."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.expressions.portable import JSONLOGIC, Refused, Result, evaluate_portable, portable_operators, to_json

FILE = Path(__file__).parent / "cases.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
GIVEN = [(case["rule"], case.get("data"), case["result"]) for case in CASES if "result" in case]
REFUSED = [(case["rule"], case.get("data"), case["refused"]) for case in CASES if "refused" in case]


def as_written(value: Any) -> str:
    return json.dumps(to_json(value), default=float, sort_keys=True)


@pytest.mark.parametrize(("rule", "data", "result"), GIVEN, ids=str)
def test_a_rule_gives(rule: Any, data: Any, result: Any) -> None:
    answer = evaluate_portable(rule, data)
    assert isinstance(answer, Result), answer
    assert as_written(answer.value) == as_written(result)


@pytest.mark.parametrize(("rule", "data", "reason"), REFUSED, ids=str)
def test_a_rule_is_refused(rule: Any, data: Any, reason: str) -> None:
    answer = evaluate_portable(rule, data)
    assert isinstance(answer, Refused), answer
    assert reason in answer.sentence


def test_every_operator_has_cases_of_both_kinds() -> None:
    """A refusal may also be for the number or kind of its arguments; those that take anything have none."""
    answered = {next(iter(rule)) for rule, _, _ in GIVEN if isinstance(rule, dict) and rule}
    assert set(portable_operators) - answered == set()
    with_refusals = {name for name in portable_operators if portable_operators[name].refuses}
    refused = {next(iter(rule)) for rule, _, _ in REFUSED if isinstance(rule, dict) and rule}
    assert with_refusals - refused == set()


def test_a_refusal_says_where_in_the_rule() -> None:
    answer = evaluate_portable({"and": [True, {"<": [1, {"var": "x"}]}]}, {"x": "a"})
    assert isinstance(answer, Refused)
    assert answer.pointer == "/and/1/<"


def test_who_says_where_a_rule_comes_from_gets_that_languages_answer() -> None:
    rule = {"if": [{"var": ""}, "yes", "no"]}
    assert evaluate_portable(rule, {}, written_for=JSONLOGIC) == Result("yes")
    assert evaluate_portable(rule, {}, written_for="certlogic") == Result("no")
    outside = {"reduce": [[1], {"var": "data"}, 0]}
    assert evaluate_portable(outside, 7, written_for=JSONLOGIC) == Result(None)
    assert evaluate_portable(outside, 7, written_for="certlogic") == Result(7)


def test_a_refusal_never_repeats_what_the_data_holds() -> None:
    answer = evaluate_portable({"+": [{"var": "name"}, 1]}, {"name": "Private Person"})
    assert isinstance(answer, Refused)
    assert "Private" not in answer.sentence
