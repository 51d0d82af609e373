"""A journey opened on a later day, on both databases: what the person is told, and what their choice does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from engine.model.words import Words
from tests.webapp.documents import heat, publish, see
from webapp.persistence import Database, UnitOfWork
from webapp.services.journeys import (
    Started,
    Traffic,
    choose_date,
    find_date_choice,
    give,
    start_again,
    start_journey,
)

EVENING = datetime(2026, 11, 23, 4, 50, tzinfo=UTC)
"""Ten to midnight on November 22 in New York; the next day already in UTC."""
MORNING = EVENING + timedelta(hours=9)
TODAY = date(2026, 11, 23)


def dated() -> dict[str, Any]:
    """Heat for people whose heat was shut off today or later."""
    facts = {
        "off_on": {"type": "date", "label": "Shut-off date"},
        "days": {"type": "integer", "label": "Days without heat"},
    }
    days = {"days_between": [{"var": "off_on"}, {"var": "today"}]}
    person = heat()["nodes"]["person"]
    nodes = {
        "ask-day": {"type": "question", "fact": "off_on", "prompt": "Since when?", "next": "count"},
        "count": {"type": "calculate", "set": [{"fact": "days", "value": days}], "next": "long"},
        "long": {
            "type": "decision",
            "rules": [{"id": "long", "when": {">=": [{"var": "days"}, 2]}, "next": "person"}],
            "otherwise": "read",
        },
        "read": {"type": "article", "article": "warm", "unsolved": "person"},
        "person": person,
    }
    return heat(id="dated", facts=facts, nodes=nodes, start="ask-day")


@pytest.fixture
def journey(uow: UnitOfWork) -> Started:
    """Answered ten minutes before midnight, and standing at an article."""
    publish(uow, dated(), translations={})
    started = start_journey(uow, "dated", language="en", traffic=Traffic.PUBLIC, now=EVENING)
    form = {"answer-month": ["11"], "answer-day": ["21"], "answer-year": ["2026"]}
    give(uow, started.public_id, started.secret, "ask-day", form, words=Words, now=EVENING)
    return started


def choice(uow: UnitOfWork, journey: Started, now: datetime = MORNING):
    return find_date_choice(uow, journey.public_id, journey.secret, words=Words, now=now)


def choose(uow: UnitOfWork, journey: Started, *, uses_today: bool, seen: str = "2026-11-23", now: datetime = MORNING):
    choose_date(uow, journey.public_id, journey.secret, seen=seen, uses_today=uses_today, channel="web", now=now)


def test_before_midnight_nothing_is_asked_and_after_it_the_person_is_told(uow: UnitOfWork, journey: Started):
    assert choice(uow, journey, EVENING + timedelta(minutes=9)) is None
    found = choice(uow, journey, EVENING + timedelta(minutes=10))
    assert found is not None
    assert (found.began_on, found.today) == (date(2026, 11, 22), TODAY)
    assert found.changes == ("Days without heat: 2 instead of 1", "You would come to another result.")


def test_looking_after_midnight_changes_nothing_by_itself(uow: UnitOfWork, journey: Started):
    view = see(uow, journey, now=MORNING)
    assert (view.page.place, view.as_of, view.is_date_open) == ("read", date(2026, 11, 22), True)
    assert not see(uow, journey, now=EVENING).is_date_open


def test_todays_date_leads_where_it_leads_and_is_recorded(uow: UnitOfWork, journey: Started):
    choose(uow, journey, uses_today=True)
    view = see(uow, journey, now=MORNING)
    assert (view.page.place, view.as_of, view.is_date_open) == ("person", TODAY, False)
    redated = [row for row in uow.trail.list_of(journey.public_id) if row.event == "redated"]
    assert [row.code for row in redated] == ["moved"]
    assert uow.connection.exec_driver_sql("SELECT count(*) FROM journey_inputs").scalar() == 2


def test_the_kept_day_stays_for_the_day_and_is_asked_again_on_the_next(uow: UnitOfWork, journey: Started):
    choose(uow, journey, uses_today=False)
    view = see(uow, journey, now=MORNING)
    assert (view.page.place, view.as_of, view.is_date_open) == ("read", date(2026, 11, 22), False)
    assert [row.code for row in uow.trail.list_of(journey.public_id) if row.event == "redated"] == ["kept"]
    assert choice(uow, journey, MORNING + timedelta(days=1)) is not None


def test_a_choice_made_on_yesterdays_page_is_asked_again(uow: UnitOfWork, journey: Started):
    choose(uow, journey, uses_today=True, seen="2026-11-23", now=MORNING + timedelta(days=1))
    for nonsense in ("", "today", "2030-01-01"):
        choose(uow, journey, uses_today=True, seen=nonsense)
    assert see(uow, journey, now=MORNING).is_date_open


def test_an_answer_after_midnight_counts_for_the_day_the_journey_began(uow: UnitOfWork, journey: Started):
    form = {"answer-month": ["11"], "answer-day": ["22"], "answer-year": ["2026"]}
    later = EVENING + timedelta(minutes=20)
    view = give(uow, journey.public_id, journey.secret, "ask-day", form, words=Words, now=later)
    assert (view.page.place, view.as_of) == ("read", date(2026, 11, 22))
    found = choice(uow, journey, later)
    assert found is not None
    assert found.changes == ("Days without heat: 1 instead of 0",)


def test_a_sent_journey_keeps_its_day_and_the_ticket_says_it(database: Database, uow: UnitOfWork, journey: Started):
    choose(uow, journey, uses_today=True)
    contact = {"name": ["Sample Person"], "email": ["sample@example.org"]}
    give(uow, journey.public_id, journey.secret, "person", contact, words=Words, now=MORNING)
    receipt = give(uow, journey.public_id, journey.secret, "person.check", {}, words=Words, now=MORNING)
    assert receipt.receipt is not None
    ticket = uow.tickets.find(receipt.receipt.reference)
    assert ticket is not None
    assert ticket.packet["source"]["today"] == "2026-11-23"
    later = see(uow, journey, now=MORNING + timedelta(days=5))
    assert (later.as_of, later.is_date_open) == (TODAY, False)
    assert choice(uow, journey, MORNING + timedelta(days=5)) is None


def test_starting_again_begins_on_the_day_it_is_and_is_linked(uow: UnitOfWork, journey: Started):
    new = start_again(uow, journey.public_id, journey.secret, now=MORNING)
    assert see(uow, new, now=MORNING).as_of == TODAY
    rows = uow.connection.exec_driver_sql("SELECT public_id, linked_from FROM journeys WHERE linked_from IS NOT NULL")
    assert [tuple(row) for row in rows] == [(new.public_id, journey.public_id)]
