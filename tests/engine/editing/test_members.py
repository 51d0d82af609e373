"""What is known of the members of a list is added, ordered, named anew everywhere, and taken away where unused."""

from __future__ import annotations

from typing import Any

import pytest

from engine.editing import FlowDraft, apply, read_operation
from engine.errors import EditError
from tests.builders import a_document

AGE = {"<": [{"var": "age"}, 18]}


def a_draft() -> FlowDraft:
    facts = {
        "age": {"type": "integer", "label": "Own age", "minimum": 0, "maximum": 120},
        "home": {
            "type": "list",
            "label": "Home",
            "maximum": 9,
            "facts": {"age": {"type": "integer", "label": "Age"}, "pay": {"type": "integer", "label": "Pay"}},
        },
        "pets": {"type": "list", "label": "Pets", "maximum": 9, "facts": {"age": {"type": "integer", "label": "Age"}}},
        "sum": {"type": "integer", "label": "Sum"},
    }
    nested = {"some": [{"var": "home"}, {"some": [{"var": "pets"}, AGE]}]}
    document = a_document(
        facts=facts,
        start="work",
        nodes={
            "work": {
                "type": "calculate",
                "set": [{"fact": "sum", "value": {"count": [{"filter": [{"var": "home"}, AGE]}, AGE]}}],
                "next": "each",
            },
            "each": {
                "type": "repeat",
                "title": "Person {n}",
                "fact": "home",
                "flow": "person",
                "outputs": {"age": "age"},
                "add": "Another?",
                "next": "end",
            },
            "end": {"type": "end", "title": "End"},
        },
        promises=[
            {"id": "a", "when": nested, "then": {"condition": AGE}},
            {"id": "b", "then": {"condition": {"reduce": [{"var": "home"}, {"var": "current.age"}, 0]}}},
        ],
    )
    return FlowDraft(document=document, translations={})


def done(draft: FlowDraft, **operation: Any) -> dict[str, Any]:
    return dict(apply(draft, read_operation(operation)).draft.document)


def test_a_member_gets_another_name_wherever_that_one_is_meant() -> None:
    after = done(a_draft(), op="rename-member", fact="home", member="age", to="years")
    years = {"<": [{"var": "years"}, 18]}
    assert list(after["facts"]["home"]["facts"]) == ["years", "pay"]
    assert after["nodes"]["work"]["set"][0]["value"] == {"count": [{"filter": [{"var": "home"}, years]}, years]}
    assert after["nodes"]["each"]["outputs"] == {"years": "age"}
    assert after["promises"][0]["when"] == a_draft().document["promises"][0]["when"], "the pets’ age is another"
    assert after["promises"][0]["then"] == {"condition": AGE}, "one’s own age is another"
    assert after["promises"][1]["then"]["condition"]["reduce"][1] == {"var": "current.years"}


def test_members_are_added_and_ordered() -> None:
    draft = apply(a_draft(), read_operation({"op": "add-member", "fact": "home", "type": "boolean", "label": "School"}))
    assert draft.draft.document["facts"]["home"]["facts"]["school"] == {"type": "boolean", "label": "School"}
    after = done(draft.draft, op="move-member", fact="home", member="school", to=0)
    assert list(after["facts"]["home"]["facts"]) == ["school", "age", "pay"]
    with pytest.raises(EditError, match="kind of answer"):
        done(a_draft(), op="add-member", fact="home", type="list", label="Lists")


def test_only_what_nothing_uses_is_taken_away() -> None:
    with pytest.raises(EditError, match="/nodes/work, /nodes/each, /promises/b"):
        done(a_draft(), op="remove-member", fact="home", member="age")
    assert list(done(a_draft(), op="remove-member", fact="home", member="pay")["facts"]["home"]["facts"]) == ["age"]
