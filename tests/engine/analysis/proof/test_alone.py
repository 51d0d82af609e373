"""A flow that is handed facts, proved by itself: what holds there is what holds where a caller may hand it anything."""

from __future__ import annotations

import copy
import json
import os
import re
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.analysis.proof import Proof, prove
from engine.analysis.proof.verdicts import EXIT, NODE, STUCK, Claim
from engine.definition import HANDED, stand_alone
from engine.scenarios import build_scenario, run_scenario, say_proof
from engine.scenarios.proving import analyse
from engine.scenarios.workers import request_for
from tests.builders import a_release
from tests.engine.analysis.proof.test_child_promises import a_child
from tests.random_flows import CHILD, documents

TODAY = date(2026, 11, 22)
EXAMPLES = int(os.environ.get("SOUNDNESS_EXAMPLES", "8"))
HANDS = ("flag", "count", "kind", "pay")


def a_bounded_child(*promises: dict[str, Any]) -> dict[str, Any]:
    """It is handed `given`, from 1 to 9, and asks for `size`."""
    child = a_child(*promises)
    child["facts"]["given"] |= {"minimum": 1, "maximum": 9, "label": "What is given"}
    del child["nodes"]["size"]["unknown"]
    return child


def proved(document: dict[str, Any]) -> dict[str, Any]:
    result = analyse(request_for(document, {}, TODAY))
    assert not result["untold"]
    return json.loads(json.dumps(result))


def test_a_flow_that_is_handed_facts_is_proved_for_all_that_its_facts_allow():
    child = a_bounded_child({"id": "small", "when": {">": [{"var": "given"}, 8]}, "then": {"outcome": ["small"]}})
    result = proved(child)
    assert result["summary"].endswith("all 4 exits met, all 1 rules both ways, all 1 promises kept, nobody gets stuck.")
    said = say_proof(result["summary"])
    assert said.startswith(
        "Proved for everybody who begins within a year from 2026-11-22: every step is met by somebody,"
    )
    assert said.endswith(", every promise is kept, nobody gets stuck.")
    assert not re.search(r"node|exit|both ways|\bmet,", said)
    assert not [each for each in result["issues"] if each["severity"] == "error"]


def test_what_breaks_it_is_told_with_what_it_is_handed():
    result = proved(a_bounded_child({"id": "small", "then": {"outcome": ["small"]}}))
    assert ", 0 of 1 promises are kept for certain, " in say_proof(result["summary"])
    (error,) = [each for each in result["issues"] if each["severity"] == "error"]
    assert (error["rule"], error["pointer"]) == ("broken-promise", "/promises/small")
    assert "where the flow is handed What is given: " in error["what"]
    shown = next(each for each in result["coverage"] if each["kind"] == "promise" and each["can"])
    walk = result["walks"][shown["walk"]]
    assert {each["fact"]: each["is_handed"] for each in walk["answers"]}["given"]
    assert walk["path"][0][0] == "size"


def test_the_page_that_stands_for_the_inputs_is_not_spoken_of():
    child = a_bounded_child()
    child["nodes"]["size"]["rules"][0]["when"] = {">": [{"var": "given"}, 9]}
    result = proved(child)
    said = json.dumps([result["issues"], result["coverage"], result["walks"]], ensure_ascii=False)
    assert HANDED not in said
    (shut,) = [each for each in result["issues"] if each["pointer"] == "/nodes/size/rules/more"]
    assert "“What is given” is from 1 to 9" in shut["what"]


def test_limits_that_let_nothing_in_are_told_of_the_inputs():
    child = a_bounded_child()
    child["facts"]["day"] = {"type": "date", "earliest": "2026-12-01", "latest": {"today": "-400d"}}
    child["inputs"] = ["given", "day"]
    (dead,) = [each for each in proved(child)["issues"] if each["rule"] == "dead-end"]
    assert dead["pointer"] == "/inputs"
    assert dead["what"].startswith("Nobody gets any further than what the flow is handed.")


def test_a_scenario_answers_what_the_flow_is_handed():
    release = a_release(a_bounded_child())
    answers = [{"fact": "given", "value": 3}, {"fact": "size", "value": 2}]
    data = {"title": "Small", "today": "2026-11-22", "expect": {"outcome": "small"}, "path": ["size", "small"]}
    assert run_scenario(release, build_scenario(release, {**data, "answers": answers})) == []
    missing = run_scenario(release, build_scenario(release, {**data, "answers": answers[1:]}))
    assert any(HANDED in each for each in missing)


@st.composite
def handed_documents(draw: st.DrawFn) -> dict[str, Any]:
    """A random flow that is handed some of its facts, and may all the same ask for them."""
    document = copy.deepcopy(draw(documents(most=5)))
    inputs = draw(st.lists(st.sampled_from(HANDS), min_size=1, max_size=3, unique=True))
    return {**document, "shared": True, "inputs": inputs}


def a_caller(child: dict[str, Any]) -> dict[str, Any]:
    """Asks for what the other flow is handed, and hands it on as it is."""
    inputs = child["inputs"]
    questions = [{"id": fact, "fact": fact, "prompt": "?"} for fact in inputs]
    handing = {"inputs": {fact: {"var": fact} for fact in inputs}}
    return {
        **{key: child[key] for key in ("format", "language", "time_zone", "title")},
        "id": "caller",
        "facts": {fact: child["facts"][fact] for fact in inputs},
        "start": "ask",
        "nodes": {
            "ask": {"type": "page", "title": "Ask", "questions": questions, "next": "run"},
            "run": {"type": "subflow", "flow": "random", **handing, "next": "done"},
            "done": {"type": "end", "title": "Done"},
        },
    }


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(child=handed_documents())
def test_what_can_happen_alone_is_what_can_happen_with_a_caller_who_hands_on_anything(child: dict[str, Any]) -> None:
    inner = copy.deepcopy(CHILD)
    alone = met(prove(stand_alone(a_release(child, children=[inner])), today=TODAY), "")
    called = met(prove(a_release(a_caller(child), children=[child, inner]), today=TODAY), "run/")
    of_callers = {claim for claim in called if claim.kind == EXIT and claim.name == "next" and claim not in alone}
    assert alone == {claim: can for claim, can in called.items() if claim not in of_callers}


def met(proof: Proof, scope: str) -> dict[Claim, bool]:
    """Whether anybody comes to each node of a scope, leaves by each exit, or is stuck: by its own names."""
    assert not [each for each in proof.verdicts.values() if each.unsettled]
    return {
        claim._replace(node=claim.node.removeprefix(scope)): verdict.is_possible
        for claim, verdict in proof.verdicts.items()
        if claim.kind in (NODE, EXIT, STUCK) and claim.node != HANDED and claim.node.startswith(scope)
    }
