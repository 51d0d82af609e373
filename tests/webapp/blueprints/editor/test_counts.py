"""Who may see flows sees how people fare in them: as a table and on the map, and never of few."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import answer, begin, seed
from tests.webapp.serving import NOON, Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role
from webapp.services.journeys import Traffic

Staff = Callable[..., Visitor]


@pytest.fixture
def lead(app: Flask, staff: Staff) -> Person:
    """Signed in; seven people and two samples walked the first question of “heat”."""
    database = app.extensions[EXTENSION].database
    seed(database)
    with database.unit_of_work() as uow:
        for traffic in [Traffic.PUBLIC] * 7 + [Traffic.DEMO] * 2:
            answer(uow, begin(uow, traffic=traffic), "ask-people", "3", now=NOON)
    browser = staff(Role.LEAD)
    person = Person(app)
    person.client = browser.client
    return person


DAYS = "since=2026-01-01&until=2026-12-31"


def row(person: Person, words: str) -> str:
    return next(tr.text for tr in person.page.tree.all("tr") if words in tr.text)


def test_a_lead_sees_each_step_with_its_numbers(lead: Person) -> None:
    page = lead.visit(f"/editor/heat/counts?{DAYS}")
    assert page.heading == "Help with heating"
    assert "7 Then: 7" in row(lead, "How many people live here?")
    assert any("Journeys: 7." in g.get("aria-label", "") for g in page.tree.all("g"))


def test_samples_are_counted_only_when_asked_for_and_small_numbers_are_hidden(lead: Person) -> None:
    page = lead.visit(f"/editor/heat/counts?{DAYS}&traffic=demo")
    assert "These are samples, not people." in page.text
    assert "fewer than 5 Then: fewer than 5" in row(lead, "How many people live here?")
    labels = [g.get("aria-label", "") for g in page.tree.all("g")]
    assert any("Journeys: fewer than 5." in label for label in labels)
    assert not any("Journeys: 1." in label or "Journeys: 2." in label for label in labels)


def test_other_days_other_languages_and_rubbish(lead: Person) -> None:
    lead.visit("/editor/heat/counts?since=2020-01-01&until=2020-02-01")
    assert "0 Then: 0" in row(lead, "How many people live here?")
    lead.visit(f"/editor/heat/counts?{DAYS}&language=en")
    assert "7 Then: 7" in row(lead, "How many people live here?")
    page = lead.visit("/editor/heat/counts?since=yesterday&release=x&traffic=%00&language=%00")
    assert page.status == 200
    assert "A day was not understood" in page.text
    page = lead.visit("/editor/heat/counts?since=2026-02-01&until=2026-01-01")
    assert "The first day has to come before the last" in page.text
    assert lead.client.get("/editor/nothing/counts").status_code == 404
