"""Wherever this dialect accepts a public JsonLogic case, its answer is the public one."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from engine.expressions import ExpressionError, Scope, check, compile_expression, evaluate

pytestmark = pytest.mark.corpora
CORPORA = os.environ.get("CORPORA_DIR", "")
LEAST_ACCEPTED = 60
"""Fewer would mean that the test has stopped showing anything."""


def public_cases() -> list[tuple[str, Any, Any]]:
    found = []
    for path in sorted((Path(CORPORA) / "jsonlogic" / "suites").glob("*.json")):
        for case in json.loads(path.read_text(), parse_float=Decimal):
            if isinstance(case, list):
                found.append((path.name, case[0], case[2]))
            elif isinstance(case, dict) and "result" in case:
                found.append((path.name, case["rule"], case["result"]))
    return found


def as_public(value: Any) -> Any:
    """A value as public suites write it."""
    if isinstance(value, tuple):
        return [as_public(item) for item in value]
    return Fraction(value) if isinstance(value, int | Fraction | Decimal) and not isinstance(value, bool) else value


def as_expected(value: Any) -> Any:
    return [as_expected(item) for item in value] if isinstance(value, list) else as_public(value)


@pytest.mark.skipif(not CORPORA, reason="CORPORA_DIR is not set")
def test_an_accepted_public_case_has_its_public_answer() -> None:
    accepted = 0
    for suite, rule, result in public_cases():
        try:
            typed = check(rule, Scope({}), expect=None)
        except ExpressionError:
            continue
        accepted += 1
        for value in (evaluate(typed, {}), compile_expression(typed)({})):
            assert as_public(value) == as_expected(result), f"{suite}: {rule}"
            assert isinstance(value, bool) == isinstance(result, bool)
    assert accepted >= LEAST_ACCEPTED
