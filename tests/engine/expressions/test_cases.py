"""Every case of every operator, read by the interpreter and by compiled code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.expressions import ExpressionError, check, compile_expression, evaluate, operators
from tests.engine.expressions.building import a_scope, value_of, values_of
from tests.engine.expressions.whole import as_in_a_flow

FILES = {path.stem: json.loads(path.read_text()) for path in sorted((Path(__file__).parent / "cases").glob("*.json"))}
CASES = [(stem, place) for stem, file in FILES.items() for place in range(len(file["cases"]))]
REFUSED = [(stem, place) for stem, file in FILES.items() for place in range(len(file.get("refused", ())))]


def expected(kind: str, item_kind: str | None, result: Any) -> Any:
    if kind == "array" and result is not None:
        return tuple(value_of(item_kind or "text", item) for item in result)
    return value_of(kind, result)


@pytest.mark.parametrize(("stem", "place"), CASES)
def test_a_case_gives_its_result_interpreted_and_compiled(stem: str, place: int) -> None:
    file = FILES[stem]
    case = file["cases"][place]
    scope = a_scope(file)
    typed = check(case["expr"], scope, expect=case.get("expect"))
    values = values_of(scope, case.get("values", {}))
    item = typed.type.item
    result = expected(typed.type.kind, item.kind if item else None, case["result"])

    for found in (
        evaluate(typed, values),
        compile_expression(typed)(values),
        as_in_a_flow(typed, values, frozenset()),
        as_in_a_flow(typed, values, frozenset(name for name in values if values[name] is not None)),
    ):
        assert found == result
        assert type(found) is type(result)


@pytest.mark.parametrize(("stem", "place"), REFUSED)
def test_a_wrong_expression_is_refused_in_words(stem: str, place: int) -> None:
    file = FILES[stem]
    case = file["refused"][place]
    with pytest.raises(ExpressionError) as refused:
        check(case["expr"], a_scope(file), expect=case.get("expect"))
    assert refused.value.message == case["message"]
    assert refused.value.pointer == case["pointer"]


def test_every_operator_has_a_case_file() -> None:
    assert sorted(name for file in FILES.values() for name in file["operators"]) == sorted(operators)


@pytest.mark.parametrize("stem", FILES)
def test_a_case_file_has_a_known_an_unknown_and_a_refused_case(stem: str) -> None:
    file = FILES[stem]
    results = [case["result"] for case in file["cases"]]
    assert any(result is not None for result in results)
    assert file.get("never_unknown") or any(result is None for result in results)
    assert file.get("refused")
