"""A flow for those who see it and do not edit it; and what a check found, in the words of the flow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role
from webapp.services.publishing import by_titles, in_words

Staff = Callable[..., Visitor]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def test_an_approver_reads_and_tries_the_draft_and_meets_no_door_that_is_shut(
    app: Flask, staff: Staff, designer: Person
) -> None:
    designer.visit("/editor/heat/steps/ask-people")
    designer.submit("Save", **{prompt_of(designer): "How many of you live here?"})
    reader = Person(app)
    reader.client = staff(Role.APPROVER, "ada").client
    reader.visit("/editor")
    page = reader.follow("Help with heating")
    assert page.address == "/editor/heat/read"
    assert "How many of you live here?" in page.text
    assert "Find in this flow" not in page.text
    for link in page.tree.all("a"):
        address = str(link.get("href", ""))
        if address.startswith("/editor/heat") and "book.html" not in address:
            assert reader.visit(address).status == 200, address
    page = reader.visit("/editor/heat/try")
    assert "Start from the beginning" in page.text
    assert "Save as a scenario" not in page.text
    assert "Try it" in reader.visit("/editor/heat/picture").text


def test_without_a_draft_the_newest_release_is_read_and_tried(app: Flask, staff: Staff, designer: Person) -> None:
    designer.visit("/editor/heat/about")
    assert designer.submit("Throw the draft away").status == 422
    assert "The draft is still there." in designer.page.text
    assert "The draft is thrown away." in designer.submit("Throw the draft away", sure="yes").text
    reader = Person(app)
    reader.client = staff(Role.LEAD, "lee").client
    assert "Released" in reader.visit("/editor/heat/read").text
    assert reader.visit("/editor/heat/try").status == 200


def test_what_a_check_found_is_told_in_the_words_of_the_flow(app: Flask, designer: Person) -> None:
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        document = uow.flows.release(1).document
    said = in_words("Nobody can come to node “ask-people”: “people” is never “many”.", document)
    assert said == "Nobody can come to step “How many people live here?”: “People at home” is never “many”."
    assert in_words("rule “people” of node “gone”", document) == "rule “people” of step “gone”"
    stale = "The text at “/title” has changed since it was translated. Look at it again; “from” is now c3bb705142bf."
    assert "“Help with heating” has changed" in in_words(stale, document)
    assert "c3bb" not in in_words(stale, document)
    with app.test_request_context():
        told = app.jinja_env.filters["proof_in_words"](
            "Proved for a year from 2026-11-22: all 9 nodes met, 7 of 8 exits met, people get stuck at 1 node."
        )
    assert told == (
        "Proved for everybody who begins within a year from November 22, 2026: every step is met by somebody,"
        " 7 of 8 ways on are taken by somebody, people get stuck at 1 step."
    )
    forms = {**document, "facts": {"people": {"label": {"one": "person", "other": "people"}}}}
    assert in_words("“people” is never “many”", forms) == "“people” is never “many”"
    assert in_words("node “ask-people”", None) == "node “ask-people”"


def test_what_a_comparison_says_is_told_by_titles_unless_two_are_called_the_same() -> None:
    said = "Ended at “other-help” (article other-programs), now ends at “agent” (Ask a person)."
    assert by_titles(said) == "Ended at the article “Other programs”, now ends at “Ask a person”."
    assert by_titles("somebody who says that “heat-in-rent” did not help").endswith("“Heat in rent” did not help")
    same = "Ended at “reach” (How can we reach you?), now ends at “reach-2” (How can we reach you?)."
    assert by_titles(same) == same


def prompt_of(person: Person) -> str:
    names = (str(field.get("name", "")) for field in person.page.tree.all("input", "textarea"))
    return next(name for name in names if name.endswith("/prompt") and not name.startswith("was-"))
