"""How what a proof found is said, and where: of flows that are run, of lists, of limits that let nothing in."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from engine.definition import Child
from engine.scenarios.proving import analyse
from engine.scenarios.workers import request_for
from tests.builders import a_document
from tests.engine.analysis.proof.test_child_promises import EACH, ONCE, a_child, a_parent

TODAY = date(2026, 11, 22)
Json = dict[str, Any]


def found(document: Json, *children: Json) -> dict[tuple[str, str], str]:
    """What is said, by rule and place."""
    runs = {each["id"]: Child(document=each) for each in children}
    issues = analyse(request_for(document, runs, TODAY))["issues"]
    return {(each["rule"], each["pointer"]): f"{each['what']} {each['fix']}" for each in issues}


def counting(maximum: int) -> Json:
    """A flow that runs another for as many members as were counted, of whom a list has room for two."""
    document = a_parent({**EACH, "count": {"var": "most"}})
    document["facts"]["most"] |= {"label": "How many", "maximum": maximum}
    document["nodes"]["inner"]["inputs"] = {"given": 3}
    document["nodes"]["inner"]["title"] = "Member {n}"
    return document


def test_a_list_with_too_many_members_is_told_at_the_node_that_counts_them():
    told = found(counting(3), a_child())["stuck", "/nodes/inner"]
    assert told.startswith("At node “inner” the flow cannot go on for somebody who answers")
    assert "there are more members than the list may have" in told
    assert "(Member 1): " in told, "whose answer it is"
    assert not [place for rule, place in found(counting(2), a_child()) if rule == "stuck"]


def test_whether_there_is_another_member_is_asked_in_the_designers_words():
    document = a_parent({**EACH, "add": "Is there another?", "first": "Is there anybody?"})
    del document["nodes"]["inner"]["count"]
    document["promises"] = [{"id": "none", "then": {"condition": {"!": [{"answered": "all"}]}}}]
    assert "Is there anybody?: No" in found(document, a_child())["broken-promise", "/promises/none"]


def test_an_input_that_never_fits_is_told_at_the_input():
    child = a_child()
    child["facts"]["given"] |= {"minimum": 10}
    document = a_parent({**ONCE, "inputs": {"given": 3}})
    told = found(document, child)["no-result", "/nodes/inner/inputs/given"]
    assert told.startswith("Node “inner” never hands on a value for “given” that the other flow allows.")
    assert ("no-result", "/nodes/inner/inputs/given") not in found(a_parent({**ONCE, "inputs": {"given": 10}}), child)


def test_limits_that_let_no_answer_in_are_a_dead_end_and_nothing_behind_it_is_called_useless():
    document = a_document()
    document["facts"]["day"] = {"type": "date", "earliest": {"today": "+10d"}, "latest": "2026-11-25"}
    document["nodes"]["ask-people"]["next"] = "ask-day"
    document["nodes"]["ask-day"] = {"type": "question", "fact": "day", "prompt": "When?", "next": "ask-shutoff"}
    told = found(document)
    assert "No answer keeps to the limits of what is asked there." in told["dead-end", "/nodes/ask-day"]
    assert not [rule for rule, _ in told if rule == "never-needed"]


def test_a_question_before_an_end_is_needed_only_by_who_runs_the_flow():
    document = a_document()
    document["facts"]["spare"] = {"type": "boolean"}
    document["nodes"]["fits"]["otherwise"] = "ask-spare"
    document["nodes"]["ask-spare"] = {"type": "question", "fact": "spare", "prompt": "Spare?", "next": "done"}
    document["nodes"]["done"] = {"type": "end", "title": "Done"}
    assert ("never-needed", "/nodes/ask-spare") in found(document)
    assert ("never-needed", "/nodes/ask-spare") not in found({**copy.deepcopy(document), "shared": True})


def test_what_only_nodes_read_that_nobody_comes_to_is_not_missed():
    document = a_document()
    document["facts"]["spare"] = {"type": "boolean"}
    document["nodes"]["lost"] = {
        "type": "decision",
        "rules": [{"id": "spare", "when": {"var": "spare"}, "next": "agent", "because": "Spare"}],
        "otherwise": "agent",
    }
    told = found(document)
    assert ("unreachable", "/nodes/lost") in told
    assert ("never-filled", "/facts/spare") not in told
