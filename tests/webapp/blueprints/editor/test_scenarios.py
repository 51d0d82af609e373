"""A designer keeps scenarios without scripts: saved while trying, written, run, changed, found and removed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import seed
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


def test_one_that_fails_says_where_it_parted_and_is_changed(designer: Person) -> None:
    designer.visit("/editor/heat/scenarios/-")
    answers = "shutoff = true\npeople = 3"
    page = designer.submit("Keep it", title="Warm", today="2026-11-23", answers=answers, end="read")
    assert "1 scenario fails" in page.text
    assert "It ended at “ask-story”, not at the outcome “read”." in page.text
    designer.visit(page.link("Warm"))
    page = designer.submit("Keep it", answers=answers, end="ask-story")
    assert "The one scenario passes" in page.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "Say in one sentence what happens."),
        ({"answers": "people"}, "“people” is no answer."),
        ({"answers": "boats = 3"}, "boats"),
        ({"today": "soon"}, "soon"),
        ({"end": ""}, "Choose where it has to end."),
    ],
)
def test_rubbish_is_refused_and_stays_to_be_mended(browser: Visitor, changes: dict[str, str], said: str) -> None:
    form = {"title": "Warm", "today": "2026-11-23", "answers": "people = 3", "end": "read"} | changes
    refused = browser.send("/editor/heat/scenarios/-", form)
    assert refused.status_code == 422
    assert said in refused.text
    assert browser.get("/editor/heat/scenarios").text.count("No scenarios yet.") == 1


def test_a_scenario_is_removed(designer: Person) -> None:
    designer.submit("Save as a scenario", title="No heat at home")
    page = designer.visit("/editor/heat/scenarios")
    designer.visit(page.link("No heat at home"))
    page = designer.submit("Remove this scenario")
    assert "No scenarios yet." in page.text
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
