"""The pages of releases, in a browser without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import seed
from tests.webapp.services.releasing.conftest import wait_for_proofs
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

Staff = Callable[..., Visitor]


@pytest.fixture
def designer(app: Flask, staff: Staff) -> Iterator[Person]:
    """Signed in, with a changed draft of “heat”."""
    database = app.extensions[EXTENSION].database
    seed(database)
    person = as_person(app, staff(Role.DESIGNER))
    person.visit("/editor/heat")
    person.submit("Begin a draft")
    person.visit("/editor/heat/steps/ask-people")
    prompt = next(name for name in fields_of(person) if name.endswith("/prompt"))
    person.submit("Save", **{prompt: "How many of you live here?"})
    yield person
    wait_for_proofs(database)


def as_person(app: Flask, browser: Visitor) -> Person:
    person = Person(app)
    person.client = browser.client
    return person


def fields_of(person: Person) -> list[str]:
    names = (str(field.get("name", "")) for field in person.page.tree.all("input", "textarea"))
    return [name for name in names if not name.startswith("was-")]


def test_the_history_names_every_release_and_leads_to_what_changed(designer: Person) -> None:
    page = designer.visit("/editor/heat/releases")
    assert "Release 1" in page.text
    assert "Live since" in page.text
    page = designer.follow("Compare the draft with the release that is live")
    assert "“How many people live here?” and is now “How many of you live here?”" in page.text
    assert "This is being worked out" in page.text


def test_behaviour_is_there_when_somebody_looks_again_without_scripts(app: Flask, designer: Person) -> None:
    designer.visit("/editor/heat/releases/compare")
    wait_for_proofs(app.extensions[EXTENSION].database)
    page = designer.follow("Look again")
    assert "No difference for anybody" in page.text


def test_the_piece_alone_is_only_for_pages_that_look_again(designer: Person) -> None:
    designer.visit("/editor/heat/releases/compare")
    page = designer.visit("/editor/heat/releases/behaviour?then=1&now=draft")
    assert page.address.startswith("/editor/heat/releases/compare")


def test_what_is_not_there_is_not_found(designer: Person) -> None:
    for place in ("/editor/nothing/releases", "/editor/heat/releases/compare?then=9&now=draft"):
        assert designer.visit(place).status == 404


def test_too_few_past_journeys_are_refused_in_words(designer: Person) -> None:
    designer.visit("/editor/heat/releases/compare")
    page = designer.submit("Walk past journeys again")
    assert page.status == 422
    assert "Fewer than 10 journeys of this release can still be read." in page.text
