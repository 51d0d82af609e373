"""The compiled walk and the plain one are the same walk."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.runtime import Stop, walk, walk_plainly
from engine.runtime.compiled import compile_walk
from tests.builders import TODAY, a_document, a_release
from tests.random_flows import CHILD, answers, documents

COMPLETE = {"people": 2, "shutoff": False, "income": 300000}


def test_walk_ends_at_the_outcome_with_its_path():
    walked = walk(a_release(), COMPLETE, TODAY)
    assert walked.outcome == "apply"
    assert walked.path == ("ask-people", "ask-shutoff", "ask-income", "fits", "apply")


def test_walk_stops_at_the_question_whose_answer_is_missing():
    walked = walk(a_release(), {"people": 2}, TODAY)
    assert (walked.node, walked.stop, walked.outcome) == ("ask-shutoff", Stop.QUESTION, None)


def test_an_answer_of_none_does_not_pass_a_question_that_must_be_answered():
    walked = walk(a_release(), {"people": None, "shutoff": False}, TODAY)
    assert (walked.node, walked.stop) == ("ask-people", Stop.QUESTION)


def test_the_ordinary_flow_is_compiled_and_not_interpreted():
    assert compile_walk(a_release()) is not None


def test_a_cycle_with_two_ways_in_fails_at_the_node_that_comes_round_first():
    away = {"type": "message", "title": "Hello", "body": "Hello"}
    rule = {"id": "r", "when": {"var": "shutoff"}, "next": "two"}
    nodes = {
        "ask": {"type": "question", "fact": "shutoff", "prompt": "?", "rules": [rule], "otherwise": "one"},
        "one": {**away, "next": "two"},
        "two": {**away, "next": "three"},
        "three": {**away, "next": "one"},
    }
    release = a_release(a_document(start="ask", nodes=nodes))
    walked = compile_walk(release)({"shutoff": False}, TODAY)
    assert walked == walk_plainly(release, {"shutoff": False}, TODAY)
    assert (walked.node, walked.stop) == ("one", Stop.FAILED)


@settings(
    max_examples=100,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(document=documents(), people=st.lists(answers(), min_size=6, max_size=6))
def test_compiled_and_plain_walk_agree_on_random_flows(document, people):
    release = a_release(document, children=[CHILD])
    walker = compile_walk(release)
    for given_answers in people:
        plain = walk_plainly(release, given_answers, TODAY)
        if walker is not None:
            assert walker(given_answers, TODAY) == plain
        assert walk(release, given_answers, TODAY) == plain
