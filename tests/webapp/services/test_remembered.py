"""The memory of journeys: quick, bounded, and never what decides."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.webapp.databases import DATA_KEY
from tests.webapp.documents import answer, begin, publish, see
from tests.webapp.rows import NOON
from webapp.persistence import Database, UnitOfWork
from webapp.services.journeys import JourneyNotFoundError, erase_expired, expire_journeys, opened
from webapp.services.journeys import remembered as memory
from webapp.services.journeys.remembered import RememberedJourneys, remembered


def test_the_next_answer_finds_the_journey_remembered(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch):
    publish(uow)
    started = begin(uow)
    answer(uow, started, "ask-people", "3")
    monkeypatch.delattr(opened, "journey_from_json")
    view = answer(uow, started, "ask-shutoff", "yes")
    assert [line.value for line in view.page.lines] == ["3", "Yes"]
    assert len(remembered(uow.database)) == 1, "the state before is forgotten"


def test_what_another_process_stored_meanwhile_counts(uow: UnitOfWork, database: Database):
    publish(uow)
    started = begin(uow)
    answer(uow, started, "ask-people", "3")
    elsewhere = Database(database.engine.url.render_as_string(hide_password=False), data_key=DATA_KEY)
    try:
        with elsewhere.unit_of_work() as other:
            answer(other, started, "ask-people", "7")
    finally:
        elsewhere.dispose()
    assert [line.value for line in see(uow, started).page.lines] == ["7"]
    assert [line.value for line in answer(uow, started, "ask-shutoff", "yes").page.lines] == ["7", "Yes"]


def test_memory_brings_no_erased_journey_back(uow: UnitOfWork):
    publish(uow)
    started = begin(uow)
    answer(uow, started, "ask-people", "3")
    later = NOON + timedelta(days=400)
    expire_journeys(uow, now=later)
    erase_expired(uow, now=later)
    assert len(remembered(uow.database)) == 1
    with pytest.raises(JourneyNotFoundError):
        see(uow, started)


def test_it_is_bounded_and_forgets_after_some_minutes(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch):
    publish(uow)
    view = RememberedJourneys()
    journey = opened.open_journey(uow, (started := begin(uow)).public_id, started.secret, now=NOON).journey
    monkeypatch.setattr(memory, "AT_MOST", 3)
    for number in range(5):
        view.put(bytes([number]), journey, instead_of=None, now=NOON)
    assert [view.find(bytes([number])) is not None for number in range(5)] == [False, False, True, True, True]
    view.put(b"next", journey, instead_of=bytes([4]), now=NOON + memory.KEPT + timedelta(seconds=1))
    assert len(view) == 1
