"""A designer keeps scenarios without scripts: saved while trying, written, run, changed, found and removed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.blueprints.editor.test_running import STREET
from tests.webapp.documents import publish, seed
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

Staff = Callable[..., Visitor]


@pytest.fixture
def browser(app: Flask, staff: Staff) -> Visitor:
    seed(app.extensions[EXTENSION].database)
    designer = staff(Role.DESIGNER)
    designer.send("/editor/heat/draft")
    return designer


@pytest.fixture
def designer(app: Flask, browser: Visitor) -> Person:
    person = Person(app)
    person.client = browser.client
    person.visit("/editor/heat/try")
    person.submit("Continue", answer="3")
    person.submit("Continue", answer="yes")
    return person


def test_a_way_that_was_tried_is_saved_and_passes(designer: Person) -> None:
    page = designer.submit("Save as a scenario", title="No heat at home")
    assert "Saved the scenario “No heat at home”." in page.text
    page = designer.visit("/editor/heat/scenarios")
    assert "The one scenario passes" in page.text
    assert "People at home: 3" in page.text


def test_answers_are_added_each_with_the_input_of_its_type_and_a_failure_is_told_in_words(designer: Person) -> None:
    designer.visit("/editor/heat/scenarios/-")
    page = designer.submit("Add it", add="shutoff", title="Warm", today="2026-11-23")
    assert page.status == 200
    page = designer.submit("Add it", add="people")
    page = designer.submit("Keep it", end="read", **{"answer-0": "yes", "answer-1": "many"})
    assert page.status == 422
    assert 'href="#answer-1"' in page.response.text
    assert [each.get("value") for each in page.tree.all("input") if each.get("name") == "answer-1"] == ["many"]
    page = designer.submit("Keep it", **{"answer-1": "3"})
    assert "1 scenario fails" in page.text
    assert "It ended at “What happened?”, not at the outcome “" in page.text
    assert "outcome “read”" not in page.text
    page = designer.visit(page.link("See it at “What happened?"))
    assert "The scenario “Warm”" in page.text
    designer.visit(designer.visit("/editor/heat/scenarios").link("Warm"))
    page = designer.submit("Keep it", end="ask-story")
    assert "The one scenario passes" in page.text
    designer.visit(page.link("Warm"))
    page = designer.submit("Remove People at home")
    assert "People at home" not in " ".join(each.text for each in page.tree.all("label") if each.get("for"))


FORM = {"title": "Warm", "today": "2026-11-23", "fact-0": "people", "answer-0": "3", "end": "read"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "Say in one sentence what happens."),
        ({"answer-0": ""}, "There is a problem"),
        ({"fact-0": "boats"}, "The flow asks for this no more."),
        ({"today": "soon"}, "Choose a day."),
        ({"end": ""}, "Choose where it has to end."),
    ],
)
def test_rubbish_is_refused_and_stays_to_be_mended(browser: Visitor, changes: dict[str, str], said: str) -> None:
    refused = browser.send("/editor/heat/scenarios/-", FORM | changes)
    assert refused.status_code == 422
    assert said in refused.text
    assert browser.get("/editor/heat/scenarios").text.count("No scenarios yet") == 1


def test_what_was_typed_stays_while_a_draft_has_errors(browser: Visitor) -> None:
    browser.send("/editor/heat/edits", {"op": "disconnect", "node": "ask-people", "exit": "next"})
    refused = browser.send("/editor/heat/scenarios/-", FORM)
    assert refused.status_code == 422
    assert 'name="answer-0" value="3"' in refused.text


def test_a_scenario_is_removed(designer: Person) -> None:
    designer.submit("Save as a scenario", title="No heat at home")
    page = designer.visit("/editor/heat/scenarios")
    designer.visit(page.link("No heat at home"))
    page = designer.submit("Remove this scenario")
    assert "No scenarios yet" in page.text
    assert designer.client.get("/editor/heat/scenarios/no-heat-at-home").status_code == 404


def test_the_missing_ones_are_shown_before_they_are_kept(designer: Person) -> None:
    designer.submit("Save as a scenario", title="No heat at home")
    until = time.monotonic() + 90
    while "Look again" in designer.visit("/editor/heat/scenarios-missing").text:
        assert time.monotonic() < until, "they did not come"
        time.sleep(0.1)
    assert "Each was walked in the draft as it is now" in designer.page.text
    page = designer.submit("Keep the chosen ones")
    assert "scenarios pass" in page.text
    while "Look again" in designer.visit("/editor/heat/scenarios").text:
        assert time.monotonic() < until, "the coverage did not come"
        time.sleep(0.1)
    assert "100% ways on" in " ".join(designer.page.text.split())


def test_a_flow_that_is_handed_facts_asks_for_them_first_when_it_is_tried(designer: Person, app: Flask) -> None:
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        publish(uow, STREET, translations={})
    designer.visit("/editor/street")
    designer.submit("Begin a draft")
    page = designer.visit("/editor/street/try")
    assert "What this flow is handed" in page.text
    designer.submit("Continue", **{"purpose.answer": "mail"})
    designer.submit("Continue", answer="4")
    page = designer.submit("Continue", answer="12207")
    assert "The end: Address known" in page.text
    designer.submit("Save as a scenario", title="By mail")
    page = designer.visit("/editor/street/scenarios")
    assert "The one scenario passes" in page.text
    page = designer.visit("/editor/street/try?scenario=by-mail")
    assert "Page 1 of 4." in page.text
    assert "This person answers: Mail." in page.text
    designer.follow("Next page")
    assert "Page 2 of 4." in designer.page.text


def test_language_way_refusal_and_what_is_known_are_chosen_in_the_form(designer: Person, app: Flask) -> None:
    designer.submit("Save as a scenario", title="No heat at home")
    page = designer.visit("/editor/heat/scenarios/no-heat-at-home")
    assert "Written down is: How many people live here? → Is your heat off? → What happened?" in page.text
    page = designer.submit("Add this", know="people")
    designer.submit("Keep it", **{"known-answer-0": "4"})
    assert "1 scenario fails" in designer.page.text
    designer.visit("/editor/heat/scenarios/no-heat-at-home")
    designer.submit("Keep it", way="", **{"known-answer-0": "3"})
    assert "The one scenario passes" in designer.page.text
    assert kept(app, "no-heat-at-home")["known"] == {"people": 3}
    assert "path" not in kept(app, "no-heat-at-home")
    designer.visit("/editor/heat/scenarios/-")
    designer.submit("Add it", add="people", title="Too many")
    page = designer.submit("Keep it", end="ask-people", language="es", refused="too-high", **{"answer-0": "50"})
    assert "es" in page.text
    found = kept(app, "too-many")
    assert (found["refused"], found["language"]) == ("too-high", "es")
    designer.visit("/editor/heat/scenarios/too-many")
    assert "When it is too high: “Enter 20 or less”" in designer.page.text
    page = designer.submit("Remove People at home")
    assert page.status == 200


def kept(app: Flask, name: str) -> Any:
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        found = uow.scenarios.find("heat", name)
        assert found is not None
        return found.document
