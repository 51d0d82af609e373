"""Samples: walked through the real services, marked, and gone without a trace, on both databases."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from engine.model.words import Words
from tests.webapp.documents import begin, publish, send, walk_to_check
from tests.webapp.rows import NOON
from webapp.persistence import UnitOfWork
from webapp.persistence.base import metadata
from webapp.services.accounts import Actor, SignInRefusedError, sign_in
from webapp.services.demo import DOMAIN, has_samples, make_demo, remove_demo, was_ever_made
from webapp.services.tickets import Category, claim, get_ticket, list_tickets

EXAMPLES = {
    "asks": {"people": 3, "shutoff": True, "story": "No heat since yesterday"},
    "skips": {"people": 1, "shutoff": True, "story": None},
    "reads": {"people": 2, "shutoff": False},
}
OUTCOMES = {"asks": "person", "skips": "person", "reads": "read"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Scenarios as a service ships them."""
    scenarios = tmp_path / "flows" / "heat" / "scenarios"
    scenarios.mkdir(parents=True)
    for name, answers in EXAMPLES.items():
        scenario = {
            "title": name,
            "today": "2026-11-22",
            "answers": [{"fact": fact, "value": value} for fact, value in answers.items()],
            "expect": {"outcome": OUTCOMES[name]},
        }
        (scenarios / f"{name}.json").write_text(json.dumps(scenario), encoding="utf-8")
    return tmp_path / "flows"


def make(uow: UnitOfWork, folder: Path, now: datetime = NOON):
    return make_demo(uow, folder, words=Words, now=now, rounds=1, alone=8)


def counts(uow: UnitOfWork) -> dict[str, int]:
    """How many rows every table has, but for the two that say that samples were made and removed."""
    found = {
        table.name: uow.connection.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar()
        for table in metadata.sorted_tables
    }
    found["audit"] = uow.connection.exec_driver_sql("SELECT count(*) FROM audit WHERE subject <> 'samples'").scalar()
    return found


def values(uow: UnitOfWork, statement: str) -> list[object]:
    return sorted(row[0] for row in uow.connection.exec_driver_sql(statement))


def test_there_are_tickets_in_every_state_with_replies_and_notes(uow: UnitOfWork, folder: Path):
    made = make(uow, folder)
    assert (made.tickets, made.journeys) == (8, 16)
    assert set(values(uow, "SELECT category FROM tickets")) == {category.value for category in Category}
    kinds = set(values(uow, "SELECT kind FROM ticket_events"))
    assert kinds == {"opened", "claimed", "given_back", "reply", "note", "status"}
    assert set(values(uow, "SELECT state FROM journeys")) == {"open", "sealed"}
    assert {"outcome", "handoff"} <= set(values(uow, "SELECT event FROM trail"))


def test_everything_happened_in_the_last_weeks_and_nothing_in_the_future(uow: UnitOfWork, folder: Path):
    make(uow, folder)
    for statement in ("SELECT at FROM trail", "SELECT at FROM ticket_events", "SELECT created_at FROM tickets"):
        found = values(uow, statement)
        times = [at if isinstance(at, datetime) else datetime.fromisoformat(str(at)) for at in found]
        assert min(times) >= NOON - timedelta(days=22)
        assert max(times) <= NOON


def test_every_row_says_that_it_is_a_sample_and_none_is_delivered(uow: UnitOfWork, folder: Path):
    make(uow, folder)
    for table in ("journeys", "tickets", "trail"):
        assert set(values(uow, f"SELECT traffic FROM {table}")) == {"demo"}
    assert values(uow, "SELECT id FROM outbox") == []
    assert uow.articles.count_feedback("warm", helped=True) == 0


def test_the_same_samples_are_made_each_time_seen_from_the_day_it_is(uow: UnitOfWork, folder: Path):
    def look() -> list[tuple[object, ...]]:
        statement = "SELECT language, category, priority, version FROM tickets ORDER BY created_at"
        return [tuple(row) for row in uow.connection.exec_driver_sql(statement)]

    make(uow, folder)
    first = look()
    remove_demo(uow, now=NOON)
    make(uow, folder, NOON + timedelta(days=100))
    assert look() == first


def test_nobody_real_is_in_them(uow: UnitOfWork, folder: Path, agent: Actor):
    make(uow, folder)
    lines = list_tickets(uow, "energy", actor=agent, now=NOON).lines
    views = [get_ticket(uow, line.reference, actor=agent) for line in lines]
    assert all(view.is_sample for view in views)
    names = {view.person.get("name") for view in views if not view.person.get("anonymous")}
    assert names
    assert all(re.fullmatch(r"Sample Person \d+", str(name)) for name in names)
    phones = {view.person.get("phone") for view in views if view.person.get("phone")}
    assert all(re.fullmatch(r"\+151855501\d\d", str(phone)) for phone in phones)


def test_nobody_signs_in_as_sample_staff(uow: UnitOfWork, folder: Path):
    make(uow, folder)
    for password in ("", "x", "password"):
        with pytest.raises(SignInRefusedError):
            sign_in(uow, f"agent.1@{DOMAIN}", password, now=NOON)


def test_removing_leaves_nothing_behind_whatever_was_done_with_them(uow: UnitOfWork, folder: Path, agent: Actor):
    real = walk_to_check(uow)
    receipt = send(uow, real).receipt
    assert receipt is not None
    claim(uow, receipt.reference, actor=agent, now=NOON)
    begin(uow)
    before = counts(uow)
    assert not was_ever_made(uow)
    make(uow, folder)
    assert has_samples(uow)
    assert counts(uow) != before
    lines = list_tickets(uow, "energy", actor=agent, now=NOON).lines
    free = next(line for line in lines if line.is_sample and not line.assignee)
    claim(uow, free.reference, actor=agent, now=NOON)
    assert remove_demo(uow, now=NOON) == 16
    assert counts(uow) == before
    assert not has_samples(uow)
    assert was_ever_made(uow)
    assert get_ticket(uow, receipt.reference, actor=agent).is_sample is False
    assert remove_demo(uow, now=NOON) == 0


def test_only_samples_may_be_deleted_from_history(uow: UnitOfWork, folder: Path):
    send(uow, walk_to_check(uow))
    make(uow, folder)
    for table in ("trail", "ticket_events", "audit", "journey_inputs"):
        with pytest.raises(IntegrityError, match="append-only"):
            uow.connection.exec_driver_sql(f"DELETE FROM {table}")


def test_days_in_the_examples_move_with_the_day_it_is(uow: UnitOfWork, tmp_path: Path):
    from webapp.services.demo.examples import Example

    example = Example(
        slug="heat",
        today=datetime(2026, 11, 22, tzinfo=UTC).date(),
        answers={"off_on": datetime(2026, 11, 20, tzinfo=UTC).date(), "people": 3, "none": None},
        asks_person=True,
    )
    moved = example.answers_on(datetime(2027, 3, 2, tzinfo=UTC).date())
    assert moved == {"off_on": datetime(2027, 2, 28, tzinfo=UTC).date(), "people": 3, "none": None}


def test_a_service_without_examples_has_no_samples(uow: UnitOfWork, tmp_path: Path):
    publish(uow)
    assert make(uow, tmp_path).journeys == 0
