"""One name, four places: module, schema, cases, and a docstring that says what it is for."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from engine.expressions import operators
from engine.nodes import node_types
from engine.questions import fact_types

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "engine"


def docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def places(kind: str, name: str) -> tuple[Path, Path, Path]:
    package, folder = {"node": ("nodes", "nodes"), "fact": ("questions", "facts")}[kind]
    return (
        ROOT / "engine" / package / f"{name}.py",
        ROOT / "schemas" / "flow" / "1" / folder / f"{name}.schema.json",
        CASES / package / "cases" / f"{name}.json",
    )


TYPES = [*(("node", name) for name in node_types), *(("fact", name) for name in fact_types)]


@pytest.mark.parametrize(("kind", "name"), TYPES, ids=lambda value: value)
def test_every_type_has_its_places(kind: str, name: str) -> None:
    missing = [str(path.relative_to(ROOT)) for path in places(kind, name) if not path.is_file()]
    assert missing == []


@pytest.mark.parametrize(("kind", "name"), TYPES, ids=lambda value: value)
def test_every_type_says_what_it_is_for(kind: str, name: str) -> None:
    module, schema, cases = places(kind, name)
    assert docstring(module)
    assert json.loads(schema.read_text(encoding="utf-8")).get("description")
    assert json.loads(cases.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["node", "fact"])
def test_no_schema_or_case_is_left_of_a_type_that_is_gone(kind: str) -> None:
    known = {name for its_kind, name in TYPES if its_kind == kind}
    _, schema, cases = places(kind, "any")
    assert {path.name.removesuffix(".schema.json") for path in schema.parent.glob("*.json")} == known
    assert {path.stem for path in cases.parent.glob("*.json")} == known


def test_every_operator_has_cases_and_a_page_in_the_reference() -> None:
    covered = {
        name
        for path in (CASES / "expressions" / "cases").glob("*.json")
        for name in json.loads(path.read_text(encoding="utf-8"))["operators"]
    }
    assert set(operators) - covered == set()
    assert [name for name in operators if not operators[name].arguments or not operators[name].result] == []
