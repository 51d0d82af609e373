"""Mail about releases: to whoever may decide, and to whoever asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from engine.model import Words
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from tests.webapp.services.releasing.conftest import begin_draft, prove_at_once, set_value, wait_for_proofs
from webapp.connectors import Delivery
from webapp.jobs import Post, Worker
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor, Role
from webapp.services.notifications import Sender
from webapp.services.releasing import (
    APPROVED,
    REFUSED,
    Asked,
    Kind,
    add_freeze,
    decide,
    gather,
    get_change,
    record_outcome,
    release_change,
    release_due,
    request_change,
    schedule_change,
)

DAY = timedelta(days=1)


class Mailbox:
    """In the place of a mail server, with a worker whose clock is set by hand."""

    name = "mailbox"

    def __init__(self, uow: UnitOfWork) -> None:
        self.taken: list[Mapping[str, Any]] = []
        sender = Sender(name="State of Meridian", base_url="https://help.example")
        post = Post(connector=self, sender=sender, words=Words)
        self.now = NOON
        self.worker = Worker(uow.database, self, clock=lambda: self.now, name="one", post=post)

    def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        self.taken.append(delivery.payload)
        return {}

    def at(self, now: datetime) -> list[tuple[str, str]]:
        """What arrives by then: to whom, and about what."""
        self.now, self.taken = now, []
        self.worker.run_once()
        return sorted((mail["to"].partition("@")[0], mail["subject"].partition(":")[0]) for mail in self.taken)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def mailbox(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    prove_at_once(monkeypatch)
    return Mailbox(uow)


def ask(uow: UnitOfWork, designer: Actor, kind: Kind = Kind.NORMAL) -> int:
    begin_draft(uow, designer)
    gather(uow, "heat", actor=designer, moment=NOON)
    wait_for_proofs(uow.database)
    asked = Asked(kind=kind, notes_staff="At most twelve at home.", reason="It is wrong.")
    return request_change(uow, "heat", asked, actor=designer, now=NOON)


def say(uow: UnitOfWork, change: int, actor: Actor, verdict: str = APPROVED, comment: str = "") -> None:
    seen = get_change(uow, change).fingerprint
    decide(uow, change, verdict, comment=comment, seen=seen, actor=actor, now=NOON)


def test_approvers_are_told_once_and_again_in_each_period_until_somebody_decides(
    uow: UnitOfWork, designer: Actor, approver: Actor, mailbox: Mailbox
):
    change = ask(uow, designer)
    assert mailbox.at(NOON) == [("approver", "A release waits for your decision")]
    (mail,) = mailbox.taken
    assert f"https://help.example/editor/heat/releases/changes/{change}\n" in mail["text"]
    assert "Designer" not in str(mail)
    told = [mailbox.at(NOON + hours * DAY / 24) for hours in (47, 48, 49, 96)]
    again = [("approver", "A release still waits for your decision")]
    assert told == [[], again, [], again]
    assert "has waited for a decision for 4 days" in mailbox.taken[0]["text"]
    say(uow, change, approver)
    assert mailbox.at(NOON + 5 * DAY) == [("designer", "Agreed")]
    assert mailbox.at(NOON + 9 * DAY) == []


def test_whoever_asked_reads_why_it_was_refused_and_who_is_too_late_is_not_asked(
    uow: UnitOfWork, designer: Actor, approver: Actor, mailbox: Mailbox
):
    sign_up(uow, "second@example.org", Role.APPROVER)
    say(uow, ask(uow, designer), approver, REFUSED, comment="Twelve is too few.")
    assert mailbox.at(NOON) == [("designer", "Refused")], "decided before the mail went out: nobody is asked"
    assert "What was said of it: Twelve is too few." in mailbox.taken[0]["text"]


def test_an_emergency_asks_designers_too_and_tells_once_that_it_is_live(
    uow: UnitOfWork, designer: Actor, approver: Actor, mailbox: Mailbox
):
    sign_up(uow, "colleague@example.org", Role.DESIGNER)
    change = ask(uow, designer, Kind.EMERGENCY)
    assert [to for to, _ in mailbox.at(NOON)] == ["approver", "colleague"]
    say(uow, change, approver, comment="Go.")
    assert mailbox.at(NOON + DAY) == [("designer", "Released")]


def test_what_is_held_back_at_its_time_is_told_with_the_reason(
    uow: UnitOfWork, designer: Actor, approver: Actor, mailbox: Mailbox
):
    change = ask(uow, designer)
    say(uow, change, approver)
    schedule_change(uow, change, NOON + DAY, actor=designer, now=NOON)
    hold = {"slug": "heat", "why": "Office move.", "starts_at": NOON, "ends_at": NOON + 2 * DAY, "now": NOON}
    add_freeze(uow, **hold, actor=approver)
    release_due(uow, change, now=NOON + DAY)
    assert ("designer", "Not released at its time") in mailbox.at(NOON + DAY)
    assert any("Office move." in mail["text"] for mail in mailbox.taken)


def test_whoever_asked_is_told_that_a_colleague_changed_the_draft_and_not_of_their_own_edit(
    uow: UnitOfWork, designer: Actor, approver: Actor, mailbox: Mailbox
):
    colleague = sign_up(uow, "colleague@example.org", Role.DESIGNER)
    ask(uow, designer)
    set_value(uow, colleague, "/title", "Warmer homes")
    assert mailbox.at(NOON) == [("designer", "No longer asked for")], "and nobody is asked to decide any more"
    assert "The draft was edited since" in mailbox.taken[0]["text"]
    ask(uow, designer)
    set_value(uow, designer, "/title", "Homes")
    assert mailbox.at(NOON) == []


def test_whoever_asked_and_the_leads_are_asked_how_it_went_until_somebody_says_so(
    uow: UnitOfWork, designer: Actor, approver: Actor, mailbox: Mailbox
):
    sign_up(uow, "lead@example.org", Role.LEAD)
    change = ask(uow, designer)
    say(uow, change, approver)
    release_change(uow, change, actor=designer, now=NOON)
    both = [("designer", "How did it go? Warm homes"), ("lead", "How did it go? Warm homes")]
    told = [mailbox.at(NOON + hours * DAY / 24) for hours in (119, 120, 121, 168)]
    assert told == [[("designer", "Agreed")], both, [], both]
    record_outcome(uow, change, "success", "", actor=designer, now=NOON)
    assert mailbox.at(NOON + 10 * DAY) == []
