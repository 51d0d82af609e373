"""Planned walks against the engine: what they claim is what running them shows, and nobody does what nobody can."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.analysis.proof import Person, prove
from engine.analysis.walks import Aim, Measure, plan_walks
from engine.definition import check_scenario, has_errors
from engine.scenarios import build_scenario, play, run_scenario
from engine.scenarios.opening import read_release
from engine.scenarios.walking import write_walks
from tests.builders import TODAY, a_document, a_release
from tests.flows.shipped import FLOWS
from tests.random_flows import CHILD, answers, documents

FEW = 60
"""Made-up people for a small flow."""


def covered(plan):
    found = 0
    for walk in plan.walks:
        found |= walk.covers
    return plan.goals.of(found)


def titles_of(release):
    return [each.scenario["title"] for each in write_walks(release, TODAY).written]


def test_an_income_limit_is_tried_on_both_sides_for_each_size_of_household():
    titles = titles_of(a_release())
    for people, limit in ((1, "$2,000"), (2, "$3,000")):
        for side in ("just under", "exactly", "just over"):
            assert any(f"People at home {people}" in title and f"{side} {limit}" in title for title in titles)


def test_every_walk_is_a_scenario_that_passes():
    release = a_release()
    for each in write_walks(release, TODAY).written:
        assert not has_errors(check_scenario(a_document(), each.scenario))
        assert run_scenario(release, build_scenario(release, each.scenario)) == []


def test_the_same_flow_gives_the_same_walks(tmp_path):
    flow = tmp_path / "flow.json"
    flow.write_text(json.dumps(a_document()))
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "engine", "walks", str(flow), "--today", "2026-11-22", "-o", tmp_path / seed]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
    first, second = ({path.name: path.read_text() for path in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
    assert first == second


def test_only_answers_that_are_asked_for_are_written_down():
    release = a_release()
    for each in write_walks(release, TODAY).written:
        scenario = build_scenario(release, each.scenario)
        assert not play(release, scenario.answers, scenario.today, unsolved=scenario.unsolved).unused


def test_what_nobody_can_do_is_named_with_what_rules_it_out():
    document = a_document()
    document["nodes"]["fits"]["rules"].append({"id": "crowd", "when": {">": [{"var": "people"}, 20]}, "next": "other"})
    plan = plan_walks(a_release(document), today=TODAY, people=FEW)
    open_ = {(each.goal.aim, each.goal.name): each for each in plan.open}
    assert "/facts/people" in open_[Aim.EXIT, "crowd"].reasons
    assert all(each.is_impossible for each in plan.open)


def test_each_language_is_heard():
    words = {"/nodes/ask-people/prompt": {"from": "x", "text": "¿Cuántas personas?"}}
    release = a_release(translations={"es": {"language": "es", "texts": words}})
    plan = plan_walks(release, today=TODAY, people=FEW)
    assert {walk.language for walk in plan.walks} == {"en", "es"}


@pytest.mark.parametrize("slug", ["heating-help", "talk-to-someone", "get-your-license"])
def test_the_walks_of_a_shipped_flow_cover_everything_that_can_be(slug):
    release = read_release(FLOWS / slug / "flow.json")
    proof, found = prove(release, today=TODAY), write_walks(release, TODAY)
    taken = {exit for walk in found.plan.walks for exit in walk.way.exits}
    ended = {walk.way.node for walk in found.plan.walks}
    assert {exit for exit, verdict in proof.exits.items() if verdict.is_possible and "/" not in exit[0]} <= taken
    assert {name for name, node in release.flow.nodes.items() if node.outcome} <= ended
    assert all(each.is_impossible for each in found.plan.open)
    for each in found.written:
        assert run_scenario(release, build_scenario(release, each.scenario)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents(), some=st.lists(answers(), min_size=5, max_size=15))
def test_what_random_walks_claim_is_what_running_them_shows(document, some):
    release = a_release(document, children=[CHILD])
    found = write_walks(release, TODAY)
    claimed = {goal.events[0][1:] for goal in covered(found.plan) if goal.aim is Aim.EXIT and "/" not in goal.node}
    ran = set()
    for each in found.written:
        scenario = build_scenario(release, each.scenario)
        assert run_scenario(release, scenario) == []
        played = play(release, scenario.answers, scenario.today, unsolved=scenario.unsolved)
        ran |= {(step.node, step.exit) for step in played.prompt.path if "/" not in step.node}
    assert ran == claimed
    hold_to(release, found.plan, some)


def hold_to(release, plan, some):
    """Nothing that is said to be impossible is done by anybody, and what anybody does is covered or not settled."""
    measure = Measure(release, plan.goals)
    bit = plan.goals.by_event
    impossible = sum(bit[each.goal.events[0]] for each in plan.open if each.is_impossible)
    unsettled = sum(bit[each.goal.events[0]] for each in plan.open if not each.is_impossible)
    mine = 0
    for walk in plan.walks:
        mine |= walk.covers
    for number, said in enumerate(some):
        unhelped = frozenset({"read"} if number % 2 else ())
        reached, _ = measure.walk(Person(answers=said, today=TODAY + timedelta(days=number), unhelped=unhelped))
        assert plan.goals.of(reached & impossible) == ()
        assert plan.goals.of(reached & ~mine & ~unsettled) == ()
