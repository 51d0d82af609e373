"""The published reference and schema say what the table of operators says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.expressions import operators
from tests.engine.expressions.reference import EXAMPLES, PAGE, render

SCHEMA = json.loads((Path(__file__).parents[3] / "schemas/flow/1/expressions.schema.json").read_text(encoding="utf-8"))
CASES = [json.loads(path.read_text(encoding="utf-8")) for path in (Path(__file__).parent / "cases").glob("*.json")]


def test_the_reference_is_what_the_operators_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == render()


def test_every_operator_has_an_example() -> None:
    assert sorted(EXAMPLES) == list(operators)


def test_the_schema_knows_every_operator_and_its_arity() -> None:
    described = SCHEMA["$defs"]["operation"]["properties"]
    assert sorted(described) == list(operators)
    for name, entry in described.items():
        arity = entry.get("then", entry)
        assert (arity["minItems"], arity.get("maxItems")) == (operators[name].least, operators[name].most)
        assert ("then" in entry) == (operators[name].least <= 1)
        assert entry["description"] == operators[name].result


@pytest.mark.parametrize("expr", [case["expr"] for file in CASES for case in file["cases"]], ids=str)
def test_an_accepted_expression_fits_the_schema(expr: Any) -> None:
    assert Draft202012Validator(SCHEMA).is_valid(expr)


@pytest.mark.parametrize(
    "expr", [None, {}, {"nor": [1]}, {"and": [], "or": []}, {"==": [1]}, {"==": 1}, {"if": [True]}], ids=str
)
def test_what_can_never_be_an_expression_breaks_the_schema(expr: Any) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(expr)
