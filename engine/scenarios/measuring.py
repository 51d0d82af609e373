"""What the scenarios of a flow cover, and few more that cover the rest: JSON in, JSON out.

Importing this loads the solver; `engine.scenarios.workers` does that elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.analysis.walks import Measure
from engine.definition import Child, Release, build_release
from engine.model.values import Json
from engine.scenarios.covering import Coverage, as_json, coverage_of
from engine.scenarios.runner import run_scenario
from engine.scenarios.scenario import Scenario, build_scenario
from engine.scenarios.walking import write_walks


def measure(request: Mapping[str, Json]) -> dict[str, Json]:
    """How much the scenarios cover; with `add`, also scenarios for what they leave out."""
    release, today = _release(request), date.fromisoformat(request["today"])
    found = coverage_of(release, _readable(release, request["scenarios"]), today)
    result = as_json(release, found)
    return {**result, "missing": _missing(release, found, today)} if request.get("add") else result


def _missing(release: Release, found: Coverage, today: date) -> list[dict[str, Json]]:
    """Those of the planned walks that add something to what is covered, each by its name."""
    covered, missing, covering = found.covered, [], Measure(release, found.goals)
    for written in write_walks(release, today).written:
        scenario = _passing(release, written.scenario)
        if scenario is None:
            continue
        covers, _ = covering.walk(written.walk.person, scenario.get("language", ""))
        if covers & ~covered:
            covered |= covers
            missing.append({"name": written.name.removesuffix(".json"), "scenario": scenario})
    return missing


def _passing(release: Release, scenario: Mapping[str, Json]) -> dict[str, Json] | None:
    """In the flow's own language where a translation lacks texts on the way; None where it does not pass in that."""
    own = {key: value for key, value in scenario.items() if key != "language"}
    tries = (dict(scenario), own)
    return next((each for each in tries if not run_scenario(release, build_scenario(release, each))), None)


def _readable(release: Release, scenarios: list[Mapping[str, Json]]) -> list[Scenario]:
    """Without those that name what the flow does not have: they cover nothing."""
    read = []
    for each in scenarios:
        try:
            read.append(build_scenario(release, each))
        except ValueError:
            continue
    return read


def _release(request: Mapping[str, Json]) -> Release:
    children = {name: Child(document=document) for name, document in request["children"].items()}
    return build_release(request["document"], request.get("translations", {}), children)
