"""A catalogue of results as a person meets it: three sections, a question to answer now, and a person to ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.journeys.test_web_to_ticket import Staff
from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import a_service
from webapp.services.accounts import Role

CASES = Path(__file__).parents[3] / "engine" / "nodes" / "cases" / "results.json"


@pytest.fixture
def at_results(visitor: Visitor, publish: Callable[[dict[str, Any]], None]) -> Visitor:
    """Income was skipped, the heat is on."""
    publish(a_service(**json.loads(CASES.read_text())[0]["flow"]))
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    visitor.submit("Continue", answer="2")
    visitor.submit("Skip this question")
    visitor.submit("Continue", answer="no")
    return visitor


def test_three_sections_each_with_its_reasons(at_results: Visitor) -> None:
    page = at_results.page
    assert page.heading == "What you may get"
    text = page.text
    places = [
        text.index(each) for each in ("Fits what you told us", "May fit, but we need to know more", "Does not fit")
    ]
    assert places == sorted(places)
    assert text.index("It is open to everybody") < places[1] < text.index("Pays for food.") < places[2]
    assert "Your heat is on" in text[places[2] :]


def test_a_question_that_was_skipped_can_be_answered_from_the_results(at_results: Visitor) -> None:
    page = at_results.follow("Answer now: Income")
    assert page.heading == "Income? (optional)"
    page = at_results.submit("Save and go on", answer="1500")
    assert page.heading == "What you may get"
    assert "May fit" not in page.text
    assert page.text.index("Food help") < page.text.index("Food pantry"), "what has the higher rank comes first"


def test_who_is_not_helped_reaches_a_person_who_sees_what_was_shown(app: Flask, at_results: Visitor) -> None:
    at_results.submit("No")
    at_results.submit("Continue", phone="518-555-0134")
    at_results.submit("Agree and send")
    reference = next(word for word in at_results.page.text.split() if word.startswith("WP-"))
    ticket = Staff(app).become(Role.LEAD, "Lead One").get(f"/desk/tickets/{reference}").text
    for said in ("Results they were shown", "Heating help", "does not fit", "Your heat is on", "something is missing"):
        assert said in ticket


def test_who_is_helped_is_thanked(at_results: Visitor) -> None:
    page = at_results.submit("Yes")
    assert page.heading == "What you may get"
    assert "We are glad this helped." in page.text
