"""What waits for whom, and how often something could not wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from tests.webapp.services.releasing.conftest import begin_draft, prove_at_once, set_value, wait_for_proofs
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor, Role
from webapp.services.publishing import discard_draft
from webapp.services.releasing import (
    APPROVED,
    REFUSED,
    Asked,
    Kind,
    count_emergencies,
    decide,
    gather,
    get_change,
    list_waiting,
    name_delegate,
    release_change,
    request_change,
    review_change,
    withdraw_change,
)

DAY = timedelta(days=1)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture(autouse=True)
def _proved(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_at_once(monkeypatch)


def ask(uow: UnitOfWork, designer: Actor, kind: Kind = Kind.NORMAL) -> int:
    gather(uow, "heat", actor=designer, moment=NOON)
    wait_for_proofs(uow.database)
    asked = Asked(kind=kind, notes_staff="At most twelve at home.", reason="It is wrong.")
    return request_change(uow, "heat", asked, actor=designer, now=NOON)


def say(uow: UnitOfWork, change: int, actor: Actor, verdict: str) -> None:
    decide(uow, change, verdict, comment="So.", seen=get_change(uow, change).fingerprint, actor=actor, now=NOON)


def turn_of(uow: UnitOfWork, actor: Actor) -> list[tuple[int, str]]:
    """What this person asked for and has to see to."""
    return [(card.change.id, card.change.state) for card in list_waiting(uow, actor=actor, now=NOON).answered]


def test_what_was_asked_comes_back_to_whoever_asked_until_they_saw_to_it(
    uow: UnitOfWork, designer: Actor, approver: Actor
):
    begin_draft(uow, designer)
    change = ask(uow, designer)
    assert turn_of(uow, designer) == []
    say(uow, change, approver, REFUSED)
    assert turn_of(uow, designer) == [(change, "refused")]
    assert turn_of(uow, approver) == []
    set_value(uow, designer, "/title", "Warm rooms")
    second = ask(uow, designer)
    assert turn_of(uow, designer) == [], "it was asked anew"
    set_value(uow, sign_up(uow, "colleague@example.org", Role.DESIGNER), "/title", "Rooms")
    assert turn_of(uow, designer) == [(second, "void")]
    third = ask(uow, designer)
    say(uow, third, approver, APPROVED)
    assert turn_of(uow, designer) == [(third, "approved")]
    withdraw_change(uow, third, actor=designer, now=NOON)
    assert turn_of(uow, designer) == []


def test_a_draft_that_is_gone_asks_nothing_of_anybody(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    say(uow, ask(uow, designer), approver, REFUSED)
    discard_draft(uow, "heat", actor=designer, now=NOON)
    assert turn_of(uow, designer) == []


def test_whoever_stands_in_sees_what_waits_for_them(uow: UnitOfWork, designer: Actor, approver: Actor):
    lead = sign_up(uow, "lead@example.org", Role.LEAD)
    begin_draft(uow, designer)
    change = ask(uow, designer)
    assert list_waiting(uow, actor=lead, now=NOON).for_me == ()
    name_delegate(uow, delegate_id=lead.id, starts_at=NOON, ends_at=NOON + DAY, actor=approver, now=NOON)
    assert [card.change.id for card in list_waiting(uow, actor=lead, now=NOON).for_me] == [change]


def test_emergencies_are_counted_by_window_with_their_reviews(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    first = ask(uow, designer, Kind.EMERGENCY)
    say(uow, first, approver, APPROVED)
    (month, *_) = count_emergencies(uow, actor=approver, now=NOON)
    assert (month.released, month.emergencies, month.in_time, month.late) == (1, 1, 0, 0)
    assert month.by_flow == (("Warm homes", 1),)
    assert count_emergencies(uow, actor=approver, now=NOON + 2 * DAY)[0].late == 1, "nobody looked at it in time"
    review_change(uow, first, "It was right.", actor=approver, now=NOON + DAY / 2)
    begin_draft(uow, designer, limit=11)
    second = ask(uow, designer)
    say(uow, second, approver, APPROVED)
    release_change(uow, second, actor=designer, now=NOON)
    months, year = count_emergencies(uow, actor=approver, now=NOON + 40 * DAY)[::2]
    assert (months.released, months.emergencies) == (0, 0)
    assert (year.released, year.emergencies, year.in_time, year.late) == (2, 1, 1, 0)
