"""What the designers swear holds on every scenario, and every promise is put to the test by at least one."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from engine.expressions import Scope, check, evaluate
from engine.model.flow import Promise
from engine.scenarios import Played, build_scenario, play
from tests.flows.shipped import FLOWS, SLUGS, document, read_json, release, scenario_paths


@cache
def finished(slug: str) -> dict[str, Played]:
    """Scenarios that came to an outcome, by name."""
    flow = release(slug)
    runs = {}
    for path in scenario_paths():
        if path.parts[-3] == slug:
            scenario = build_scenario(flow, read_json(path))
            runs[path.stem] = play(flow, scenario.answers, scenario.today)
    return {name: run for name, run in runs.items() if flow.flow.nodes[run.prompt.node].outcome}


def truth(slug: str, condition: Any, run: Played) -> bool:
    """Whether a condition holds at the end of a run. Unknown counts as broken."""
    flow = release(slug).flow
    scope = Scope(facts=flow.facts, tables=flow.tables, holidays=flow.holidays)
    verdict = evaluate(check(condition, scope), run.prompt.known)
    assert isinstance(verdict, bool), "a promise may not hang on something unknown"
    return verdict


def is_kept(slug: str, promise: Promise, run: Played) -> bool:
    (kind, what), *_ = promise.then.items()
    if kind == "outcome":
        return run.prompt.node in what
    if kind == "visits":
        return what in run.path
    if kind == "never":
        return what not in run.path
    return truth(slug, what, run)


@pytest.mark.parametrize(
    ("slug", "name"), [(slug, promise["id"]) for slug in SLUGS for promise in document(slug)["promises"]]
)
def test_a_promise_is_kept_and_is_tried(slug: str, name: str) -> None:
    (promise,) = [each for each in release(slug).flow.promises if each.id == name]
    concerned = {
        scenario: run
        for scenario, run in finished(slug).items()
        if promise.when is None or truth(slug, promise.when, run)
    }
    assert concerned
    assert [scenario for scenario, run in concerned.items() if not is_kept(slug, promise, run)] == []


def test_every_plan_leads_to_a_queue_with_a_title_in_spanish() -> None:
    desk = read_json(FLOWS / "desk.json")
    queues = {queue["slug"]: queue for queue in desk["queues"]}
    plans = {plan["slug"]: plan for plan in desk["plans"]}
    asked = {node["plan"] for slug in SLUGS for node in document(slug)["nodes"].values() if node["type"] == "handoff"}
    assert asked <= plans.keys()
    assert all(queues[plan["queue"]]["titles"]["es"] for plan in plans.values())
