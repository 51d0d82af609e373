"""Text to JSON without repeated keys, and checked JSON to a flow."""

from datetime import date

import pytest

from engine.definition import load_document, parse_flow
from engine.errors import DefinitionError
from engine.model.flow import Fact
from engine.nodes import DecisionNode
from tests.schemas.documents import VALID, read

EVERYTHING = parse_flow(read(next(path for path in VALID if path.stem == "everything")))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '{"a": 1, "b": {"c": 1, "c": 2}}',
            "The key “c” stands twice in the same object. Only one of them would count.",
        ),
        (
            '{"a": 1,\n "b" 2}',
            "The file is not JSON: line 2, column 6: a colon is missing between a name and its value.",
        ),
        ("[" * 100_000, "The file has too many levels inside one another."),
    ],
)
def test_text_that_cannot_be_read_is_refused_with_a_sentence(text: str, sentence: str):
    with pytest.raises(DefinitionError) as caught:
        load_document(text)
    assert [issue.sentence for issue in caught.value.issues] == [sentence]


def test_a_number_of_thousands_of_digits_is_refused():
    with pytest.raises(DefinitionError):
        load_document("9" * 5000)


def test_facts_keep_their_domain_and_their_options():
    length, use = EVERYTHING.facts["length"], EVERYTHING.facts["use"]
    assert (length.domain["minimum"], length.domain["maximum"], length.imported_as) == (1, 60, "boat_length")
    assert use.option("other").imported_as == "OTHER"
    assert [option.id for option in EVERYTHING.facts["harbor"].options] == ["north", "south"]
    assert EVERYTHING.facts["draft"].options == ()


def test_the_members_of_a_list_are_facts():
    members = EVERYTHING.facts["owners"].domain["facts"]
    assert all(isinstance(member, Fact) for member in members.values())
    assert [option.id for option in members["share"].options] == ["half", "less"]


def test_a_source_that_is_named_is_written_out():
    decide, first = EVERYTHING.nodes["decide"], EVERYTHING.nodes["ask-lives_here"]
    assert isinstance(decide, DecisionNode)
    assert first.branches.rules[0].source == decide.source
    assert EVERYTHING.tables["fees"].source.check_again_on == date(2027, 1, 15)


def test_holidays_are_in_order():
    assert EVERYTHING.holidays["state"] == (date(2026, 7, 4), date(2026, 12, 25))


def test_texts_go_by_id():
    places = set(EVERYTHING.texts)
    assert {
        "/title",
        "/about/keywords/0",
        "/facts/use/options/fishing/hint",
        "/facts/harbor/places/north/label",
        "/facts/owners/facts/share/options/half/label",
        "/facts/length/messages/too-high",
        "/nodes/ask-draft/validators/too-deep/message",
        "/nodes/decide/rules/fishing/because",
        "/nodes/agent/consent",
    } <= places
    assert not any(place.endswith("/id") for place in places)
