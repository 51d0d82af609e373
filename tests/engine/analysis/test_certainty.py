"""What is certain at a node is never missing there, whatever was answered."""

from typing import Any

import pytest
from hypothesis import given, settings

from engine.analysis import build_graph, inspect
from engine.analysis.certainty import find_certainty
from engine.analysis.implied import known_when
from engine.definition import Release, parse_flow
from engine.model.journey import Given, Journey
from engine.runtime import Trace, trace
from tests.builders import NOON, TODAY, a_document, a_release
from tests.random_flows import CHILD, answers, documents


@pytest.mark.parametrize(
    ("condition", "when_true", "when_false"),
    [
        ({"var": "a"}, {"a"}, {"a"}),
        ({"answered": "a"}, {"a"}, set()),
        ({"!": {"answered": "a"}}, set(), {"a"}),
        ({"==": [{"var": "a"}, 1]}, {"a"}, {"a"}),
        ({"<": [{"+": [{"var": "a"}, {"var": "b"}]}, 1]}, {"a", "b"}, {"a", "b"}),
        ({"<": [{"if": [{"var": "c"}, {"var": "a"}, {"var": "b"}]}, 1]}, set(), set()),
        ({"and": [{"var": "a"}, {"var": "b"}]}, {"a", "b"}, set()),
        ({"or": [{"var": "a"}, {"var": "b"}]}, set(), {"a", "b"}),
        ({"or": [{"var": "a"}, {"and": [{"var": "a"}, {"var": "b"}]}]}, {"a"}, {"a"}),
        ({"!!": [{"var": "a"}]}, {"a"}, {"a"}),
        (True, set(), set()),
    ],
)
def test_a_condition_that_came_out_tells_what_was_answered(condition: Any, when_true: set, when_false: set):
    assert known_when(condition, True) == when_true
    assert known_when(condition, False) == when_false


def test_only_what_every_way_answers_is_certain():
    entering = find_certainty(build_graph(parse_flow(a_document()))).entering
    assert entering["fits"] == {"today", "people", "shutoff", "income"}
    assert entering["urgent"] == {"today", "people", "shutoff"}


def test_an_optional_question_makes_nothing_certain():
    document = a_document()
    document["nodes"]["ask-income"]["optional"] = True
    entering = find_certainty(build_graph(parse_flow(document))).entering
    assert entering["fits"] == {"today", "people", "shutoff"}


def test_a_guard_makes_its_way_certain():
    document = a_document()
    document["nodes"]["ask-income"] |= {"optional": True, "otherwise": "other"}
    del document["nodes"]["ask-income"]["next"]
    document["nodes"]["ask-income"]["rules"] = [{"id": "given", "when": {"answered": "income"}, "next": "fits"}]
    entering = find_certainty(build_graph(parse_flow(document))).entering
    assert "income" in entering["fits"]


def test_a_question_that_was_skipped_before_is_not_asked_again_and_stays_uncertain():
    document = a_document()
    document["nodes"]["offer"] = {
        "type": "question",
        "fact": "income",
        "prompt": "?",
        "optional": True,
        "next": "ask-people",
    }
    entering = find_certainty(build_graph(parse_flow({**document, "start": "offer"}))).entering
    assert "income" not in entering["fits"]


@settings(deadline=None)
@given(document=documents(), values=answers())
def test_a_journey_never_lacks_what_is_certain(document: dict[str, Any], values: dict[str, Any]):
    there = the_trace(document, values)
    certain = find_certainty(build_graph(whole(document).flow)).entering[there.node]
    assert [fact for fact in certain if there.known.get(fact) is None] == []


@settings(deadline=None)
@given(document=documents(), values=answers())
def test_a_journey_is_stuck_only_where_the_check_says_so(document: dict[str, Any], values: dict[str, Any]):
    there = the_trace(document, values)
    doubtful = [issue.pointer for issue in inspect(whole(document).flow) if issue.rule == "undecided"]
    is_told = any(pointer.startswith(f"/nodes/{there.node}/") for pointer in doubtful)
    assert there.failed != "unknown" or is_told


def whole(document: dict[str, Any]) -> Release:
    """The flow with those it runs written out."""
    return a_release(document, children=[CHILD])


def the_trace(document: dict[str, Any], values: dict[str, Any]) -> Trace:
    """Where these answers lead."""
    release = whole(document)
    return trace(
        release,
        Journey(
            id="it",
            release=release.fingerprint,
            started_at=NOON,
            today=TODAY,
            language="en",
            answers={fact: Given(value=value, at=NOON) for fact, value in values.items()},
            passed=frozenset(release.flow.nodes),
        ),
    )
