"""The numbers of a flow: counted from the trail, told of many and never of few."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from tests.webapp.documents import answer, begin
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from webapp.persistence import StayRow, TrailWindow, UnitOfWork
from webapp.services.accounts import Actor, PermissionRefusedError, Role
from webapp.services.analytics import LEAST, Count, StepNumbers, count_steps, list_languages, median_stays
from webapp.services.journeys import Traffic

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def lead(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "lead@example.org", Role.LEAD)


@pytest.fixture
def release(uow: UnitOfWork) -> int:
    newest = uow.flows.newest_release("heat")
    assert newest is not None
    return newest.id


def walk(uow: UnitOfWork, *, people: str = "3", traffic: Traffic = Traffic.PUBLIC, language: str = "en") -> None:
    """Somebody says how many they are, and goes away at the next question."""
    journey = begin(uow, traffic=traffic, language=language)
    answer(uow, journey, "ask-people", people, now=NOON + timedelta(seconds=30))


def numbers(uow: UnitOfWork, lead: Actor, release: int, **changes: Any) -> Mapping[str, StepNumbers]:
    asked = {"since": NOON - timedelta(days=1), "until": NOON + timedelta(days=1), "traffic": "public", **changes}
    return count_steps(uow, TrailWindow(releases=(release,), **asked), actor=lead, now=LATER)


def test_steps_are_counted_with_their_exits_and_who_went_away(uow: UnitOfWork, lead: Actor, release: int) -> None:
    for _ in range(LEAST + 1):
        walk(uow)
    for _ in range(LEAST):
        walk(uow, people="999")
    found = numbers(uow, lead, release)
    people, shutoff = found["ask-people"], found["ask-shutoff"]
    assert people.entered == Count(number=2 * LEAST + 1)
    assert people.exits == {"next": Count(number=LEAST + 1)}
    assert people.refused == Count(number=LEAST)
    assert people.gone == Count(number=LEAST)
    assert people.seconds == 30
    assert shutoff.gone == Count(number=LEAST + 1)
    assert shutoff.exits == {}
    assert shutoff.seconds is None


def test_small_numbers_are_not_told(uow: UnitOfWork, lead: Actor, release: int) -> None:
    for _ in range(LEAST - 1):
        walk(uow)
    found = numbers(uow, lead, release)
    assert found["ask-people"].entered == Count(number=0, is_hidden=True)
    assert found["ask-people"].exits == {"next": Count(number=0, is_hidden=True)}
    assert found["ask-people"].seconds is None


def test_only_whom_one_asks_for_is_counted(uow: UnitOfWork, lead: Actor, release: int) -> None:
    for _ in range(LEAST):
        walk(uow, traffic=Traffic.DEMO)
        walk(uow, language="es")
    assert numbers(uow, lead, release)["ask-people"].entered == Count(number=LEAST)
    assert numbers(uow, lead, release, traffic="demo")["ask-people"].entered == Count(number=LEAST)
    assert numbers(uow, lead, release, language="en") == {}
    assert numbers(uow, lead, release, since=NOON + timedelta(hours=1)) == {}
    assert numbers(uow, lead, release + 1) == {}
    assert list_languages(uow, [release], actor=lead) == ("en", "es")


def test_who_may_still_be_reading_has_not_gone_away(uow: UnitOfWork, lead: Actor, release: int) -> None:
    for _ in range(LEAST):
        walk(uow)
    window = TrailWindow(
        releases=(release,), since=NOON - timedelta(days=1), until=NOON + timedelta(days=1), traffic="public"
    )
    found = count_steps(uow, window, actor=lead, now=NOON + timedelta(minutes=10))
    assert found["ask-shutoff"].gone == Count(number=0)


def test_agents_see_no_numbers(uow: UnitOfWork, agent: Actor, release: int) -> None:
    window = TrailWindow(releases=(release,), since=NOON, until=LATER, traffic="public")
    with pytest.raises(PermissionRefusedError):
        count_steps(uow, window, actor=agent, now=LATER)


def test_a_stay_is_from_coming_to_leaving_in_one_journey() -> None:
    rows = [
        StayRow(journey_id=f"j{number}", node="a", is_entry=is_entry, at=NOON + timedelta(seconds=after))
        for number, seconds in enumerate((10, 20, 30, 40, 900))
        for is_entry, after in ((True, 0), (False, seconds))
    ]
    assert median_stays(rows) == {"a": 30}
    assert median_stays(rows[:-2]) == {}
    assert median_stays([rows[0], *rows[3:]]) == {}
