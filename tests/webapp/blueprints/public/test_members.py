"""A list of people asked about one by one by a shared flow: look over, change, remove, check, send."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import a_service
from tests.webapp.serving import NOON
from webapp.http.wiring import EXTENSION
from webapp.services.publishing import export_flows, import_flows

PERSON: dict[str, Any] = {
    "format": 1,
    "id": "person",
    "language": "en",
    "time_zone": "America/New_York",
    "title": "A person",
    "shared": True,
    "facts": {
        "age": {"type": "integer", "label": "Age", "minimum": 0, "maximum": 120},
        "works": {"type": "boolean", "label": "Works"},
    },
    "start": "ask-age",
    "nodes": {
        "ask-age": {
            "type": "question",
            "fact": "age",
            "prompt": "How old is this person?",
            "rules": [{"id": "grown-up", "when": {">=": [{"var": "age"}, 16]}, "next": "ask-works"}],
            "otherwise": "child",
        },
        "ask-works": {"type": "question", "fact": "works", "prompt": "Do they work?", "next": "adult"},
        "child": {"type": "end", "title": "A child"},
        "adult": {"type": "end", "title": "An adult"},
    },
}
REPEAT = {
    "type": "repeat",
    "title": "Person {n}",
    "fact": "home",
    "flow": "person",
    "outputs": {"age": "age"},
    "add": "Does anyone else live with you?",
    "next": "ask-people",
}


@pytest.fixture
def flows(app: Flask, tmp_path: Path) -> Path:
    """A service that asks about each member of a home, live."""
    document = a_service(start="who")
    document["facts"] |= {"home": {"type": "list", "maximum": 4, "facts": {"age": {"type": "integer"}}}}
    document["nodes"] |= {"who": REPEAT}
    folder = tmp_path / "flows"
    write(folder / "heat" / "flow.json", document)
    write(folder / "shared" / "person" / "flow.json", PERSON)
    assert become(app, folder) == {"person": "shared", "heat": "live"}
    return folder


@pytest.fixture
def at_first_member(visitor: Visitor, flows: Path) -> Visitor:
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    return visitor


@pytest.fixture
def at_list(at_first_member: Visitor) -> Visitor:
    """Two people: 40 and working, 7."""
    visitor = at_first_member
    visitor.submit("Continue", answer="40")
    visitor.submit("Continue", answer="yes")
    visitor.submit("Continue", answer="yes")
    visitor.submit("Continue", answer="7")
    return visitor


def write(path: Path, document: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document))


def become(app: Flask, folder: Path) -> dict[str, str]:
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        return {each.slug: each.became for each in import_flows(uow, folder, now=NOON)}


def test_each_member_has_addresses_of_its_own_and_says_who_it_is(at_first_member: Visitor) -> None:
    assert at_first_member.page.address.endswith("/who/1/ask-age")
    assert "Person 1" in at_first_member.page.text
    at_first_member.submit("Continue", answer="7")
    assert at_first_member.page.address.endswith("/who/1.more")


def test_the_list_shows_every_member_and_asks_for_another(at_list: Visitor) -> None:
    assert at_list.page.heading == "Your list so far"
    assert "Person 1 Age 40 Works Yes Change Person 1 Remove Person 1" in at_list.page.text
    assert "Person 2 Age 7 Change Person 2" in at_list.page.text
    assert at_list.submit("Continue").status == 422
    assert "There is a problem" in at_list.page.text


def test_a_member_is_changed_and_leads_back_to_the_list(at_list: Visitor) -> None:
    at_list.follow("Change Person 2")
    assert at_list.page.heading == "How old is this person?"
    at_list.submit("Save and go on", answer="8")
    assert at_list.page.heading == "Your list so far"
    assert "Person 2 Age 8" in at_list.page.text


def test_a_removed_member_leaves_the_list_and_is_offered_again_with_the_next_one(at_list: Visitor) -> None:
    at_list.follow("Remove Person 1")
    assert "Take this out of your list?" in at_list.page.text
    at_list.follow("No, keep it")
    assert "Person 1 Age 40" in at_list.page.text
    assert "Take this out of your list?" not in at_list.page.text
    at_list.follow("Remove Person 1")
    at_list.submit("Yes, remove Person 1")
    assert at_list.page.address.endswith("/who/1.more")
    assert "Person 1 Age 7" in at_list.page.text
    assert "Remove" not in at_list.page.text, "one member there has to be"
    at_list.submit("Continue", answer="yes")
    field = next(each for each in at_list.page.tree.all("input") if each.get("name") == "answer")
    assert field.get("value") == "40", "nothing that was typed is lost"


def test_members_are_told_apart_before_sending_and_on_the_receipt(at_list: Visitor) -> None:
    at_list.submit("Continue", answer="no")
    at_list.submit("Continue", answer="2")
    at_list.submit("Continue", answer="yes")
    at_list.submit("Continue", name="Sam Sample", phone="518-555-0134")
    assert "Person 1 Age 40 Change Age, Person 1 Works Yes" in at_list.page.text
    assert "Person 2 Age 7" in at_list.page.text
    at_list.submit("Agree and send")
    assert at_list.page.heading == "We have your request"
    assert "Person 2 Age 7" in at_list.page.text


def test_the_language_is_changed_at_a_member_and_at_the_list_with_what_is_half_typed(at_first_member: Visitor) -> None:
    visitor = at_first_member
    place = visitor.page.address
    visitor.submit("العربية", answer="4o")
    assert visitor.page.address == place
    field = next(each for each in visitor.page.tree.all("input") if each.get("name") == "answer")
    assert field.get("value") == "4o"
    visitor.submit("متابعة", answer="40")
    visitor.submit("English", answer="yes")
    marked = next(each for each in visitor.page.tree.all("input") if each.get("value") == "yes")
    assert "checked" in marked.attributes


def test_a_place_of_nobody_leads_to_what_is_open(at_list: Visitor) -> None:
    journey = at_list.page.address.partition("/who")[0]
    for place in ("who/9/ask-age", "who/2/ask-works", "who/2", "who//", "who/1/../2"):
        assert at_list.visit(f"{journey}/{place}").status in (200, 404)


def test_a_shared_flow_is_no_service(visitor: Visitor, flows: Path) -> None:
    assert "A person" not in visitor.visit("/").text
    assert visitor.visit("/s/person").status == 404


def test_nothing_changed_is_imported_again_and_a_word_of_a_shared_flow_renews_what_runs_it(
    app: Flask, flows: Path, tmp_path: Path
) -> None:
    assert become(app, flows) == {"person": "unchanged", "heat": "unchanged"}
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        export_flows(uow, tmp_path / "exported")
    assert become(app, tmp_path / "exported") == {"person": "unchanged", "heat": "unchanged"}
    write(flows / "shared" / "person" / "flow.json", {**PERSON, "title": "Somebody"})
    assert become(app, flows) == {"person": "shared", "heat": "live"}


def test_a_journey_goes_on_with_the_release_it_began_on(app: Flask, at_list: Visitor, flows: Path) -> None:
    other = json.loads(json.dumps(PERSON))
    other["nodes"]["ask-age"]["rules"][0]["when"] = {">=": [{"var": "age"}, 5]}
    write(flows / "shared" / "person" / "flow.json", other)
    assert become(app, flows) == {"person": "shared", "heat": "live"}
    app.extensions[EXTENSION].database.cache.clear()
    at_list.visit(at_list.page.address)
    assert "Person 2 Age 7 Change" in at_list.page.text


def test_a_flow_whose_shared_flow_is_not_there_is_refused(app: Flask, flows: Path) -> None:
    (flows / "shared" / "person" / "flow.json").unlink()
    assert become(app, flows) == {"heat": "refused"}
