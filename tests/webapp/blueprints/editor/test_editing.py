"""A designer changes a flow in a browser without scripts: begins a draft, adds, writes, branches, undoes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import seed
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

AT = "at:/nodes/own-home/rules/+/"
Staff = Callable[..., Visitor]


@pytest.fixture
def designer(app: Flask, staff: Staff) -> Person:
    """Signed in, with a draft of “heat”."""
    seed(app.extensions[EXTENSION].database)
    browser = staff(Role.DESIGNER)
    person = Person(app)
    person.client = browser.client
    person.visit("/editor/heat")
    person.submit("Begin a draft")
    return person


def test_every_flow_is_listed_with_what_is_live_and_what_is_being_changed(designer: Person) -> None:
    page = designer.visit("/editor")
    assert "Live" in page.text
    assert "Draft: " in page.text
    assert designer.visit("/editor?q=zeppelin").text.count("No flow fits “zeppelin”") == 1


def test_the_outline_shows_each_step_and_where_it_leads(designer: Person) -> None:
    text = designer.page.text
    assert designer.page.heading == "Help with heating"
    assert "everybody begins here" in text
    assert "Nothing has been changed yet." in text


def test_a_question_is_added_written_and_branched_on(designer: Person) -> None:
    page = designer.submit("Add", type="question", text="Do you own your home?", after="ask-people")
    assert "Added the question “Do you own your home?”." in page.text
    page = designer.visit("/editor/heat/steps/own-home")
    hint = next(name for name in names_of(page) if name.endswith("/hint"))
    page = designer.submit("Save", **{hint: "Also if you still pay for it."})
    assert "Also if you still pay for it." in values_of(page)
    designer.visit("/editor/heat/parts/nodes/own-home/rules/+")
    page = designer.submit("Add", **{AT + "next": "ask-shutoff", AT + "because": "You own it"})
    assert "Added: “Do you own your home” is yes." in page.text
    page = designer.follow("“Do you own your home” is yes")
    assert "You own it" in values_of(page)


def names_of(page) -> list[str]:
    names = (field.get("name", "") for field in page.tree.all("input", "textarea"))
    return [name for name in names if not name.startswith("was-")]


def values_of(page) -> list[str]:
    return [field.get("value", "") for field in page.tree.all("input")] + [page.text]


def test_what_was_done_is_undone_and_done_again(designer: Person) -> None:
    designer.submit("Add", type="message", text="Stay warm", after="ask-people")
    page = designer.submit("Undo")
    assert "Undone: Added the message “Stay warm”." in page.text
    assert designer.client.get("/editor/heat/steps/stay-warm").status_code == 404
    page = designer.submit("Redo")
    assert "Done again: Added the message “Stay warm”." in page.text


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_ones_own(
    app: Flask, staff: Staff, designer: Person
) -> None:
    mine = designer.visit("/editor/heat/steps/ask-people")
    prompt = next(name for name in names_of(mine) if name.endswith("/prompt"))
    other = Person(app)
    other.client = staff(Role.DESIGNER, "bo").client
    other.visit("/editor/heat/steps/ask-people")
    other.submit("Save", **{prompt: "Who is at home?"})
    page = designer.submit("Save", **{prompt: "How many are you?"})
    assert page.status == 422
    assert "Somebody else wrote: “Who is at home?”" in page.text
    assert "How many are you?" in values_of(page)
    field = next(
        each.get("id") for tag in ("input", "textarea") for each in page.tree.all(tag) if each.get("name") == prompt
    )
    link = next(each for each in page.tree.all("a") if each.get("href") == f"#{field}")
    assert "what somebody else wrote" in link.text
    page = designer.submit("Save")
    assert page.status == 200
    assert page.heading == "How many are you?"


def test_a_step_goes_only_where_the_designer_says(designer: Person) -> None:
    designer.visit("/editor/heat/steps/ask-shutoff")
    page = designer.submit("Remove this step")
    assert page.status == 422
    assert "leads to several steps" in page.text


def test_a_form_that_no_page_has_is_refused(designer: Person, app: Flask) -> None:
    page = designer.visit("/editor/heat")
    token = next(field.get("value") for field in page.tree.all("input") if field.get("name") == "csrf_token")
    for form in ({"op": "paste"}, {"op": "move-entry", "pointer": "/x", "to": "up"}, {"op": "connect", "node": "a"}):
        answer = designer.client.post("/editor/heat/edits", data={**form, "csrf_token": token})
        assert answer.status_code == 400


def test_a_flow_that_nobody_knows_is_not_found(designer: Person) -> None:
    assert designer.client.get("/editor/nothing").status_code == 404
    assert designer.client.get("/editor/heat/steps/nothing").status_code == 404


def test_an_agent_may_not(staff: Staff) -> None:
    assert staff(Role.AGENT).get("/editor").status_code == 403
