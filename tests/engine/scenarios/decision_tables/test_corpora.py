"""Real decision tables of other tools: imported, they give what their own tests expect, and their gaps are found."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.analysis import inspect
from engine.definition import build_release, parse_flow
from engine.errors import DefinitionError
from engine.scenarios.decision_tables import Imported, import_dmn, import_jdm
from tests.engine.scenarios.decision_tables.brute import Tried, try_all
from tests.engine.scenarios.decision_tables.playing import at, outputs_for
from tests.engine.scenarios.decision_tables.tck import cases_of

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif("CORPORA_DIR" not in os.environ, reason="CORPORA_DIR is not set"),
]
CORPORA = Path(os.environ.get("CORPORA_DIR", "."))
MODELS = sorted(CORPORA.glob("jdm/*.json")) if "CORPORA_DIR" in os.environ else []
DOCUMENTS = sorted(CORPORA.glob("dmn-tck/*/*.dmn")) if "CORPORA_DIR" in os.environ else []
REFUSED = {
    "online-checkin-eligibility": "Node “checkEligibility”: row 1: “hoursUntilDeparture” is needed, which could not be "
    "brought over: “currentTime” is needed, which could not be brought over: “2025-03-20T08:30:00Z” is not a plain "
    "date; a flow knows no time of day"
}


def load(path: Path) -> Imported:
    text = path.read_text(encoding="utf-8")
    return import_dmn(text) if path.suffix == ".dmn" else import_jdm(json.loads(text), path.stem)


def own_tests(path: Path) -> list[tuple[Any, Any]]:
    if path.suffix == ".dmn":
        return cases_of(path.parent)
    return [(test["input"], test["output"]) for test in json.loads(path.read_text(encoding="utf-8"))["tests"]]


IMPORTED = [path for path in (*MODELS, *DOCUMENTS) if path.stem not in REFUSED]


@pytest.mark.parametrize("path", IMPORTED, ids=lambda path: path.stem)
def test_its_own_tests_come_out_the_same(path: Path):
    assert [wrong for wrong in differences(path) if wrong] == []


def differences(path: Path) -> list[dict[str, Any]]:
    """For each test of a document: the outputs that come out otherwise, ours and theirs."""
    imported = load(path)
    release = build_release(imported.document)
    found = []
    for given, expected in own_tests(path):
        _, ours = outputs_for(imported, release, given)
        pairs = {name: (ours.get(name), at(expected, name)) for name in imported.outputs}
        found.append({name: pair for name, pair in pairs.items() if not same(*pair)})
    return found


def same(ours: Any, theirs: Any) -> bool:
    """Numbers may differ in the tenth place: a flow keeps nine."""
    if isinstance(ours, float) and isinstance(theirs, int | float):
        return abs(ours - theirs) < 1e-8
    if isinstance(ours, list) and ours and isinstance(ours[0], dict):
        pairs = [(value, at(row, path)) for mine, row in zip(ours, theirs, strict=True) for path, value in mine.items()]
        return all(same(one, other) for one, other in pairs)
    return bool(ours == theirs)


def test_all_of_them_are_imported_but_those_refused_with_a_reason(capsys: pytest.CaptureFixture[str]):
    refused = {}
    for path in (*MODELS, *DOCUMENTS):
        try:
            load(path)
        except DefinitionError as error:
            refused[path.stem] = error.issues[0].what
    tables = [name for path in IMPORTED for name, _ in tables_of(load(path).document)]
    cases = [wrong for path in IMPORTED for wrong in differences(path)]
    equal = sum(not wrong for wrong in cases)
    with capsys.disabled():
        print(f"\n{len(IMPORTED)} documents with {len(tables)} tables imported; {equal} of {len(cases)} tests equal.")
        print("\n".join(f"Refused: {name}: {why}" for name, why in refused.items()))
    assert refused == REFUSED
    assert (len(MODELS), len(DOCUMENTS), len(tables), equal, len(cases)) == (9, 5, 27, 23, 23)


# --- gaps and overlaps ---


def tables_of(document: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, node) for name, node in document["nodes"].items() if node["type"] == "table"]


def said_of(document: Mapping[str, Any], name: str) -> Tried:
    """What the check says of one table."""
    issues = [each for each in inspect(parse_flow(document)) if each.pointer.startswith(f"/nodes/{name}/rows")]
    assert "table-not-judged" not in {each.rule for each in issues}
    row = {each.pointer: each.pointer.rpartition("/")[2] for each in issues}
    return Tried(
        has_gap=any(each.rule == "no-row-fits" for each in issues),
        never=frozenset(row[each.pointer] for each in issues if each.rule == "never-fits"),
        together=frozenset(
            (each.what.split("“")[1].split("”")[0], row[each.pointer]) for each in issues if each.rule == "rows-overlap"
        ),
    )


def changed(document: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The flow as it is; with a row left out; with a row twice; with a row for everything before the others."""
    yield document
    rows = document["nodes"][name]["rows"]
    anything = {**rows[-1], "id": "anything", "when": [None] * len(rows[-1]["when"])}
    every = [rows[:place] + rows[place + 1 :] for place in range(len(rows))] if len(rows) > 1 else []
    for some in (*every, [*rows, {**rows[0], "id": "again"}], [anything, *rows]):
        other = copy.deepcopy(document)
        other["nodes"][name]["rows"] = some
        yield other


@pytest.mark.parametrize("path", IMPORTED, ids=lambda path: path.stem)
def test_the_check_names_the_gaps_and_overlaps_that_there_are(path: Path):
    document = load(path).document
    for name, _ in tables_of(document):
        for each in changed(document, name):
            table = each["nodes"][name]
            tried = try_all(table, each["facts"])
            is_single = table["hit"] in ("unique", "first", "any", "priority")
            wrong = contradicting(table, tried)
            assert said_of(each, name) == Tried(tried.has_gap and is_single, tried.never, wrong), (name, table["hit"])


def contradicting(table: Mapping[str, Any], tried: Tried) -> frozenset[tuple[str, str]]:
    """The rows that may not fit together, by the hit policy; the check tells the first five pairs."""
    gives = {row["id"]: row["then"] for row in table["rows"]}
    order = [row["id"] for row in table["rows"]]
    if table["hit"] == "unique":
        wrong = tried.together
    elif table["hit"] == "any":
        wrong = frozenset(pair for pair in tried.together if gives[pair[0]] != gives[pair[1]])
    else:
        return frozenset()
    return frozenset(sorted(wrong, key=lambda pair: [order.index(each) for each in pair])[:5])
