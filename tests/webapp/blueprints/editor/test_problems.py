"""A designer reads what is wrong without scripts, sees the walk that shows it, and waives a warning for a reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import publish, seed
from tests.webapp.services.test_problems import doubtful
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

Staff = Callable[..., Visitor]


@pytest.fixture
def browser(app: Flask, staff: Staff) -> Visitor:
    database = app.extensions[EXTENSION].database
    seed(database)
    with database.unit_of_work() as uow:
        publish(uow, doubtful(), translations={})
    designer = staff(Role.DESIGNER)
    designer.send("/editor/heat/draft")
    return designer


@pytest.fixture
def designer(app: Flask, browser: Visitor) -> Person:
    """Signed in, with a draft that has a broken promise and a rule that never holds, which is proved by now."""
    person = Person(app)
    person.client = browser.client
    until = time.monotonic() + 60
    while "Look again" in person.visit("/editor/heat/problems").text:
        assert time.monotonic() < until, "the proof did not come"
        time.sleep(0.1)
    return person


def test_the_proof_is_told_beside_the_outline(designer: Person) -> None:
    text = designer.visit("/editor/heat").text
    assert "The promise “no-person” is broken for somebody" in text
    assert "Everybody comes to an end: nobody gets stuck or goes round in a circle." in text


def test_a_problem_is_shown_page_by_page_by_somebody_who_meets_it(designer: Person) -> None:
    page = designer.visit("/editor/heat/problems")
    show = next(link for link in page.tree.all("a") if "Show me" in link.text)
    page = designer.visit(show.get("href", ""))
    assert "How many people live here?" in page.text
    assert "Page 1 of " in page.text
    assert "This person answers: " in page.text
    page = designer.follow("Next page")
    assert "Did not hold: “People at home” is more than 30" in page.text
    assert "Is your heat off?" in page.text
    designer.submit("Continue", answer="no")
    page = designer.visit(page.address)
    assert "You have gone another way than this person." in page.text
    page = designer.follow("Walk it again")
    assert "Page 1 of " in page.text
    page = designer.follow("Read it as a list")
    assert "How somebody comes there" in page.text
    assert "Here it happens" in page.text


def test_the_simulator_opens_at_a_step_by_a_walk_of_the_proof(designer: Person) -> None:
    assert "Did this solve it?" in designer.visit("/editor/heat/try?from=read").text
    page = designer.visit("/editor/heat/try?from=size")
    assert "is passed without a page" in page.text
    assert "Did not hold: “People at home” is more than 30" in page.text
    assert designer.visit("/editor/heat/try?from=nowhere").status == 200
    assert "No way to “nowhere” is known." in designer.page.text
    assert designer.visit("/editor/heat/try?problem=gone").status == 404


def test_a_warning_is_waived_and_counted_again(designer: Person) -> None:
    page = designer.visit("/editor/heat/problems")
    waive = next(link for link in page.tree.all("a") if "Waive" in link.text)
    designer.visit(waive.get("href", "").partition("#")[0])
    page = designer.submit("Waive it", reason="A limit that may come.")
    assert page.status == 200
    assert "A limit that may come." in page.text
    again = next(button.text for button in page.tree.all("button") if button.text.startswith("Count it again"))
    page = designer.submit(again)
    assert "A limit that may come." not in page.text


def test_a_waiver_without_a_reason_is_refused_and_what_was_typed_stays(browser: Visitor, designer: Person) -> None:
    page = designer.visit("/editor/heat/problems")
    waive = next(link for link in page.tree.all("a") if "Waive" in link.text)
    address = waive.get("href", "").partition("#")[0]
    refused = browser.send(f"{address}/waive", {"reason": "x" * 600})
    assert refused.status_code == 422
    assert "The reason has more than 500 letters." in refused.text
    assert "x" * 600 in refused.text


def test_a_problem_that_is_gone_says_so(designer: Person) -> None:
    page = designer.client.get("/editor/heat/problems/000000")
    assert page.status_code == 404
    assert "It was mended, or says something else by now." in page.text


def test_after_an_edit_the_panel_comes_by_itself_and_brings_each_step_its_own(browser: Visitor) -> None:
    form = {"op": "add-node", "type": "message", "text": f"Stay warm {uuid4()}", "after": "ask-people"}
    answer = browser.send("/editor/heat/edits", form, hx_request="true")  # what was proved before is known
    assert 'hx-trigger="load"' in answer.text
    panel = browser.get("/editor/heat/problems", hx_request="true")
    assert 'hx-trigger="every 1s"' in panel.text
    until = time.monotonic() + 60
    while (panel := browser.get("/editor/heat/problems?waiting=1", hx_request="true")).status_code == 204:
        assert time.monotonic() < until, "the proof did not come"
        time.sleep(0.1)
    assert 'id="wrong-at-size" hx-swap-oob="true"' in panel.text
    assert "can never decide" in panel.text


def test_a_flow_that_is_handed_facts_is_proved_and_shows_what_it_was_handed(app: Flask, browser: Visitor) -> None:
    handed = {**doubtful(), "id": "handed", "shared": True, "inputs": ["people"]}
    handed["nodes"] = {name: node for name, node in handed["nodes"].items() if node.get("fact") != "people"}
    handed["start"] = next(node["next"] for node in doubtful()["nodes"].values() if node.get("fact") == "people")
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        publish(uow, handed, translations={})
    browser.send("/editor/handed/draft")
    person = Person(app)
    person.client = browser.client
    until = time.monotonic() + 60
    while "Look again" in (page := person.visit("/editor/handed/problems")).text:
        assert time.monotonic() < until, "the proof did not come"
        time.sleep(0.1)
    show = next(link for link in page.tree.all("a") if "Show me" in link.text)
    shown = person.visit(show.get("href", ""))
    assert "What this flow is handed" in shown.text
    assert "where the flow is handed People at home: " in shown.text
