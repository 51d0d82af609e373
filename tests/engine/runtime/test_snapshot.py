"""A journey is saved and read back equal, whatever kind of answer is in it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import Answer, TypedAnswer
from engine.questions import fact_types
from engine.runtime import journey_from_json, journey_to_json, resume
from tests.builders import NOON, a_document, a_release, a_start
from tests.engine.questions.test_round_trips import FACTS, VALUES

NOTHING = [{}, {"": ("",)}, {"": ()}, {"": ("  ",)}, {"day": ("",), "month": ("",), "year": ("",)}, {"line": (" ",)}]


def a_release_that_asks(name):
    """One optional question for a fact of that type."""
    document = a_document(
        facts={"it": {"type": "boolean"}},
        tables={},
        start="ask",
        nodes={
            "ask": {"type": "question", "fact": "it", "prompt": "?", "optional": True, "next": "end"},
            "end": {"type": "end", "title": "End"},
        },
    )
    release = a_release(document)
    release.flow.facts["it"] = FACTS[name]
    return release


@pytest.mark.parametrize("name", sorted(fact_types))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_an_answer_of_any_type_reads_back_equal(name, data):
    release = a_release_that_asks(name)
    value = data.draw(VALUES[name])
    turn = resume(release, a_start(release).journey, TypedAnswer(place="ask", value=value), now=NOON)
    saved = json.loads(json.dumps(journey_to_json(release, turn.journey)))
    assert journey_from_json(release, saved) == turn.journey
    assert [each.code for each in turn.prompt.refusals] != ["wrong-type"]


@pytest.mark.parametrize("name", sorted(fact_types))
def test_nothing_typed_into_an_optional_question_passes_over_it(name):
    release = a_release_that_asks(name)
    for raw in NOTHING:
        turn = resume(release, a_start(release).journey, Answer(place="ask", raw=raw), now=NOON)
        assert (turn.prompt.place, turn.journey.answers["it"].value) == ("end", None)
