"""What a release makes of a document: units of what is calculated, and facts in another language."""

import pytest

from engine.runtime import walk
from tests.builders import TODAY, a_document, a_release


def a_fee(value):
    """A flow that calculates a fee, and ends at `hundred` when the fee is $100."""
    fee = {"type": "money", "currency": "USD"}
    rule = {"id": "hundred", "when": {"==": [{"var": "fee"}, 100]}, "next": "hundred"}
    return a_document(
        facts={"people": {"type": "integer", "minimum": 1, "maximum": 5}, "fee": fee},
        tables={"fees": {"by": "people", "rows": [[1, 100], [2, 200], [3, 300], [4, 400], [5, 500]]}},
        start="ask",
        nodes={
            "ask": {"type": "question", "fact": "people", "prompt": "?", "next": "sum"},
            "sum": {"type": "calculate", "set": [{"fact": "fee", "value": value}], "next": "which"},
            "which": {"type": "decision", "rules": [rule], "otherwise": "other", "unknown": "other"},
            "hundred": {"type": "end", "title": "Hundred"},
            "other": {"type": "end", "title": "Other"},
        },
    )


@pytest.mark.parametrize("value", [100, {"lookup": ["fees", {"var": "people"}]}, {"if": [True, 100, 3]}])
def test_a_number_that_fills_money_is_in_whole_units(value):
    assert walk(a_release(a_fee(value)), {"people": 1}, TODAY).outcome == "hundred"


def test_facts_are_translated_down_to_options_places_and_members_of_lists():
    facts = {
        "kind": {"type": "choice", "options": [{"id": "a", "label": "One"}, {"id": "b", "label": "Two"}]},
        "county": {"type": "place", "places": [{"id": "north", "label": "North"}]},
        "home": {"type": "list", "maximum": 3, "facts": {"old": {"type": "boolean", "label": "Old?", "yes": "Yes"}}},
    }
    texts = {
        "/facts/kind/options/a/label": "Uno",
        "/facts/county/places/north/label": "Norte",
        "/facts/home/facts/old/label": "¿Viejo?",
        "/facts/home/facts/old/yes": "Sí",
    }
    translation = {"language": "es", "texts": {pointer: {"text": text} for pointer, text in texts.items()}}
    document = a_document(facts=facts, tables={}, start="end", nodes={"end": {"type": "end", "title": "End"}})
    spanish = a_release(document, {"es": translation}).facts_in("es")
    assert [option.label for option in spanish["kind"].options] == ["Uno", "Two"]
    assert spanish["county"].options[0].label == "Norte"
    member = spanish["home"].domain["facts"]["old"]
    assert (member.label, member.domain["yes"]) == ("¿Viejo?", "Sí")
