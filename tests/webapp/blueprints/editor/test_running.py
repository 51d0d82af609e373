"""A designer says what a step runs, hands over and keeps, without scripts; nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from engine.editing import Names
from tests.visitor import Visitor
from tests.webapp.blueprints.editor.test_rules import node
from tests.webapp.documents import publish
from webapp.blueprints.editor.check_words import answers_of, by_labels
from webapp.http.wiring import EXTENSION

RUN = "/editor/heat/steps/run-it/run"
STREET: dict[str, Any] = {
    "format": 1,
    "id": "street",
    "language": "en",
    "time_zone": "America/New_York",
    "title": "Address",
    "shared": True,
    "inputs": ["purpose"],
    "facts": {
        "purpose": {
            "type": "choice",
            "label": "What it is for",
            "options": [{"id": "mail", "label": "Mail"}, {"id": "heat", "label": "Heat"}],
        },
        "rooms": {"type": "integer", "label": "Rooms", "minimum": 1, "maximum": 30},
        "zip": {"type": "text", "label": "ZIP code", "max_length": 10},
    },
    "start": "ask-rooms",
    "nodes": {
        "ask-rooms": {
            "type": "question",
            "fact": "rooms",
            "prompt": "How many rooms?",
            "rules": [{"id": "many", "when": {">": [{"var": "rooms"}, 20]}, "next": "large"}],
            "otherwise": "ask-zip",
        },
        "ask-zip": {"type": "question", "fact": "zip", "prompt": "Which ZIP code?", "next": "done"},
        "done": {"type": "end", "title": "Address known"},
        "large": {"type": "end", "title": "A large house"},
    },
}
SIZE: dict[str, Any] = {
    **{key: STREET[key] for key in ("format", "language", "time_zone", "shared")},
    "id": "size",
    "title": "Size of the home",
    "facts": {"rooms": STREET["facts"]["rooms"]},
    "start": "ask-rooms",
    "nodes": {
        "ask-rooms": {"type": "question", "fact": "rooms", "prompt": "How many rooms?", "next": "done"},
        "done": {"type": "end", "title": "Size known"},
    },
}


def put_flows(app: Flask) -> None:
    """Two flows that others run."""
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        for document in (STREET, SIZE):
            publish(uow, document, translations={})


@pytest.fixture
def running(designer: Visitor, app: Flask) -> Visitor:
    """At the form of a step that runs nothing yet."""
    put_flows(app)
    designer.visit("/editor/heat")
    designer.submit("Add", type="subflow", text="Run it", after="ask-people")
    designer.visit("/editor/heat/steps/run-it")
    designer.visit(RUN)
    return designer


def options_of(person: Visitor, name: str) -> list[str]:
    (select,) = (each for each in person.page.tree.all("select") if each.get("name") == name)
    return [each.get("value") for each in select.all("option")]


def test_what_is_handed_kept_and_follows_is_chosen_by_kind_and_said_in_words(running: Visitor, app: Flask) -> None:
    running.submit("Show what fits this flow", flow="street")
    assert options_of(running, "h~purpose:named") == ["", "option:mail", "option:heat", "way:if"]
    assert options_of(running, "o:rooms") == ["", "people", "+"]
    page = running.submit("Save")
    assert page.status == 422
    assert "What it is for: Choose a value here." in page.text
    running.submit(
        "Show what fits this flow",
        **{"h~purpose:named": "option:heat", "o:rooms": "people", "o:zip": "+", "e:large": "person"},
    )
    for said in (
        "It is handed “What it is for”: “Heat”.",
        "What it finds out as “Rooms” fills “People at home”.",
        "What it finds out as “ZIP code” fills a new fact.",
        "After “A large house” comes “Ask a person”.",
        "After every other end comes “Is your heat off?”.",
    ):
        assert said in running.page.text
    page = running.submit("Save")
    assert page.status == 200
    assert "It is handed “What it is for”: “Heat”." in page.text
    assert node(app, "run-it") == {
        "type": "subflow",
        "title": "Run it",
        "flow": "street",
        "inputs": {"purpose": "heat"},
        "outputs": {"people": "rooms", "zip": "zip"},
        "exits": [{"id": "large", "next": "person"}],
        "otherwise": "ask-shutoff",
    }
    assert fact(app, "zip") == {"type": "text", "label": "ZIP code", "max_length": 10}


def fact(app: Flask, name: str) -> Any:
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        draft = uow.drafts.find("heat")
        assert draft is not None
        return draft.document["facts"].get(name)


def test_another_flow_keeps_what_fits_says_what_does_not_and_forgets_nothing(running: Visitor, app: Flask) -> None:
    running.submit("Show what fits this flow", flow="street")
    chosen = {"h~purpose:named": "option:heat", "o:rooms": "people", "e:large": "person"}
    running.submit("Show what fits this flow", **chosen)
    page = running.submit("Show what fits this flow", flow="size")
    assert "It takes no “What it is for”: what that was handed goes." in page.text
    assert "It does not end with “A large house”: that way goes." in page.text
    assert "What it finds out as “Rooms” fills “People at home”." in page.text
    page = running.submit("Show what fits this flow", flow="street")
    assert "It is handed “What it is for”: “Heat”." in page.text
    assert "After “A large house” comes “Ask a person”." in page.text
    running.submit("Show what fits this flow", flow="size")
    running.submit("Save")
    kept = node(app, "run-it")
    assert (kept["flow"], kept["outputs"], kept["next"]) == ("size", {"people": "rooms"}, "ask-shutoff")
    assert not kept.keys() & {"inputs", "exits", "otherwise"}


def test_a_fact_it_would_ask_for_is_handed_over_as_a_calculation(running: Visitor, app: Flask) -> None:
    running.submit("Show what fits this flow", flow="size")
    running.submit("Hand it over instead", **{"new-row": "rooms"})
    running.submit("Show what fits this flow", **{"h~rooms:named": "fact:people"})
    running.submit("Calculate on with it : the value")
    page = running.submit("Save", **{"h~rooms.1:named": "written", "o:rooms": "people"})
    assert page.status == 422
    page = running.submit("Save", **{"h~rooms.1:value": "2", "o:rooms": ""})
    assert page.status == 200
    assert node(app, "run-it")["inputs"] == {"rooms": {"+": [{"var": "people"}, 2]}}
    running.visit(RUN)
    running.submit("Do not hand it over : Rooms")
    running.submit("Save")
    assert "inputs" not in node(app, "run-it")


def test_one_fact_is_filled_once_and_rubbish_is_refused(running: Visitor, app: Flask) -> None:
    running.submit("Show what fits this flow", flow="street")
    page = running.submit("Save", **{"h~purpose:named": "option:heat", "o:rooms": "shutoff"})
    assert page.status == 422
    assert "This must be yes or no for “Heat is off”, but “Rooms” is a number." in page.text
    address, data = running.filled("Save")
    data.setlist("seen", ["{"])
    assert running.client.post(address, data=data).status_code == 400
    data.setlist("seen", ["null"])
    data.setlist("flow", ["nothing"])
    page = running.send(address, data)
    assert page.status == 422
    assert "There is no such flow now." in page.text
    page = running.submit("Show what fits this flow", flow="street")
    assert "It is handed “What it is for”: “Heat”." in page.text


def test_members_of_a_list_are_counted_and_kept(running: Visitor, app: Flask) -> None:
    running.visit("/editor/heat/facts")
    running.submit("Add the fact", label="Homes", type="list")
    running.visit("/editor/heat")
    running.submit("Add", type="repeat", text="Home", after="ask-people")
    running.visit("/editor/heat/steps/home/run")
    page = running.submit("Save", flow="size")
    assert page.status == 422
    assert "Choose the list that is filled." in page.text
    running.submit("Show what fits this flow", fact="homes", counted="yes", **{"hc:named": "fact:people"})
    page = running.submit("Save", **{"o:rooms": "+"})
    assert page.status == 200
    kept = node(app, "home")
    assert (kept["fact"], kept["count"], kept["outputs"]) == ("homes", {"var": "people"}, {"rooms": "rooms"})
    assert fact(app, "homes")["facts"]["rooms"]["maximum"] == 30
    assert "is run for each member of “Homes”: “People at home” times." in page.text


def test_a_flow_says_what_it_has_to_be_handed(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/facts")
    designer.submit("Add the fact", label="Beds", type="integer")
    page = designer.visit("/editor/heat/about")
    ticks = [each.get("value") for each in page.tree.all("input") if each.get("name") == "inputs"]
    assert ticks == ["beds"]
    page = designer.submit("Save", inputs="beds", shared="yes")
    assert page.status == 200
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        draft = uow.drafts.find("heat")
        assert draft is not None
        assert (draft.document["inputs"], draft.document["shared"]) == (["beds"], True)


def test_what_somebody_else_chose_meanwhile_is_shown_beside_ones_own(
    running: Visitor, colleague: Visitor, app: Flask
) -> None:
    colleague.visit(RUN)
    colleague.submit("Show what fits this flow", flow="size")
    colleague.submit("Save", **{"o:rooms": "people"})
    running.submit("Show what fits this flow", flow="street")
    page = running.submit("Save", **{"h~purpose:named": "option:mail"})
    assert page.status == 422
    assert "As it stands now: “Size of the home” is run once." in page.text
    assert "It is handed “What it is for”: “Mail”." in page.text
    assert running.submit("Save").status == 200
    assert node(app, "run-it")["flow"] == "street"


def test_what_the_check_of_types_says_is_told_by_labels() -> None:
    fuel = {"type": "choice", "label": "Fuel", "options": [{"id": "gas", "label": "Gas"}]}
    names = Names({"rooms": {"type": "integer", "label": "Rooms"}, "fuel": fuel})

    def told(message: str) -> str:
        return by_labels(message, names, ("rooms", "Beds"), answers_of(names))

    said = told("This must be a number for “rooms”, but “rooms” is text.")
    assert said == "This must be a number for “Beds”, but “Rooms” is text."
    said = told("“gas” can come out here, but is not an option of “rooms”.")
    assert said == "“Gas” can come out here, but is not an option of “Beds”."
    assert (
        told("“+” needs a number here, but “if” gives text.") == "This needs a number here, but what comes out is text."
    )
    assert told("“rooms” is not a number. Write it as 12.") == "“rooms” is not a number. Write it as 12."
