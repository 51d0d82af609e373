"""Faults planted in the flows that ship are found, and none is told of the flows as they are."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest

from engine.definition import Child, build_release, check_document, has_errors
from engine.scenarios import build_scenario, run_scenario
from engine.scenarios.checking import check_folder
from engine.scenarios.proving import analyse
from engine.scenarios.workers import request_for
from tests.engine.analysis.proof.planted import PROVED, Plant
from tests.flows.shipped import FLOWS, SLUGS, children, document, read_json, release, scenario_paths

TODAY = date(2026, 11, 22)


def found(changed: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What the proof says of a document: the sentence of each issue, by rule and pointer."""
    assert not has_errors(check_document(changed, children_with("planted")))
    issues = analyse(request_for(changed, children_with("planted"), TODAY))["issues"]
    return {(issue["rule"], issue["pointer"]): issue["what"] for issue in issues}


def children_with(fact: str) -> dict[str, Child]:
    """The flows that others run, each with one more fact, which nothing fills."""
    facts = {fact: {"type": "text", "label": "Planted"}}
    return {
        name: Child(document={**child.document, "facts": {**child.document["facts"], **facts}})
        for name, child in children().items()
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_is_told_of_a_flow_as_it_ships(slug: str) -> None:
    result = analyse(request_for(document(slug), children(), TODAY))
    assert result["untold"] == ""
    assert result["issues"] == []
    assert [entry for entry in result["coverage"] if entry["can"] is None] == []


@pytest.mark.parametrize("plant", PROVED, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found_wherever_it_can_be_planted(plant: Plant) -> None:
    planted = 0
    for slug in SLUGS:
        changed = copy.deepcopy(document(slug))
        where = plant(changed)
        if where is not None:
            issues = found(changed)
            assert where in issues, (slug, issues)
            planted += 1
        if planted == 3:
            break
    assert planted


def test_a_stale_translation_is_found() -> None:
    for slug in SLUGS:
        changed = document(slug)
        changed["title"] += " now"
        files = {"flow.json": changed, "translations/es.json": read_json(FLOWS / slug / "translations" / "es.json")}
        issues = check_folder(files, None, children())["translations/es.json"]
        assert [(issue.rule, issue.pointer) for issue in issues] == [("stale-translation", "/title")], slug


@pytest.mark.parametrize("slug", ["food-assistance", "heating-help", "unemployment"])
def test_a_changed_boundary_is_found_by_the_scenarios(slug: str) -> None:
    text = json.dumps(document(slug))
    changed = json.loads(
        text.replace('{"<=": [', '{"<": [', 1) if '{"<=": [' in text else text.replace('">": [', '">=": [')
    )
    assert changed != document(slug)
    assert not has_errors(check_document(changed, children()))
    flow = release(slug)
    broken = [path.stem for path in scenario_paths() if path.parts[-3] == slug and fails(changed, path)]
    assert broken, flow.flow.id


def fails(changed: dict[str, Any], path: Any) -> bool:
    flow = build_release(changed, {}, children())
    return bool(run_scenario(flow, build_scenario(flow, read_json(path))))
