"""Who stands in for whom, which kinds of change need nobody, and how releases went."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.webapp.documents import heat
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from tests.webapp.services.releasing.conftest import begin_draft, prove_at_once, wait_for_proofs
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor, PermissionRefusedError, Role
from webapp.services.releasing import (
    APPROVED,
    Asked,
    ChangeRefusedError,
    Kind,
    add_freeze,
    allow_kind,
    decide,
    end_delegation,
    gather,
    get_change,
    go_back,
    list_delegations,
    list_standard_kinds,
    list_waiting,
    name_delegate,
    plan_weeks,
    record_outcome,
    release_change,
    request_change,
    schedule_change,
    view_change,
)

DAY = timedelta(days=1)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture(autouse=True)
def proved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_at_once(monkeypatch)


@pytest.fixture
def lead(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "lead@example.org", Role.LEAD)


def ask(uow: UnitOfWork, actor: Actor, kind: Kind, *, limit: int = 12, quorum: str = "") -> int:
    begin_draft(uow, actor, limit=limit)
    gather(uow, "heat", actor=actor, moment=NOON)
    wait_for_proofs(uow.database)
    asked = Asked(kind=kind, notes_staff="Plainer.", reason="It is wrong." if kind is Kind.EMERGENCY else "")
    number = request_change(uow, "heat", asked, actor=actor, now=NOON)
    if quorum:
        change = get_change(uow, number)
        with uow.write():
            uow.changes.step(change, {"evidence": {**change.evidence, "quorum": quorum}})
    return number


def agree(uow: UnitOfWork, change: int, actor: Actor) -> str:
    seen = get_change(uow, change).fingerprint
    return decide(uow, change, APPROVED, comment="", seen=seen, actor=actor, now=NOON).state


def stand_in(uow: UnitOfWork, approver: Actor, delegate: Actor, *, begins: int = -1, days: int = 3) -> None:
    starts_at = NOON + begins * DAY
    ends_at = starts_at + days * DAY
    name_delegate(uow, delegate_id=delegate.id, starts_at=starts_at, ends_at=ends_at, actor=approver, now=NOON)


def test_a_delegate_decides_in_the_stead_of_an_approver_and_the_audit_says_so(
    uow: UnitOfWork, designer: Actor, approver: Actor, lead: Actor
):
    change = ask(uow, designer, Kind.NORMAL, quorum="one")
    with pytest.raises(PermissionRefusedError):
        agree(uow, change, lead)
    stand_in(uow, approver, lead)
    shown = view_change(uow, change, actor=lead, now=NOON)
    assert (shown.bar, shown.stands_for) == ("", "Approver")
    assert agree(uow, change, lead) == "approved"
    (said,) = view_change(uow, change, actor=designer, now=NOON).said
    assert (said.by, said.stead) == ("Lead", "Approver")
    approved = next(row for row in uow.audit.list_of("heat") if row.action == "change.approved")
    assert (approved.actor_id, approved.details["in_the_stead_of"]) == (lead.id, approver.id)
    (delegation,) = list_delegations(uow, actor=approver, now=NOON)
    (named,) = uow.audit.list_of(f"delegation:{delegation.id}")
    assert (named.action, named.actor_id, named.details["to"]) == ("delegation.named", approver.id, lead.id)


def test_a_delegate_decides_neither_on_their_own_change_nor_on_a_risky_one_nor_outside_the_time(
    uow: UnitOfWork, designer: Actor, approver: Actor, lead: Actor
):
    stand_in(uow, approver, designer)
    change = ask(uow, designer, Kind.NORMAL, quorum="one")
    with pytest.raises(ChangeRefusedError, match="asked for it yourself"):
        agree(uow, change, designer)
    with pytest.raises(ChangeRefusedError, match="stands in for you in that time already"):
        stand_in(uow, approver, lead)
    (first,) = list_delegations(uow, actor=approver, now=NOON)
    end_delegation(uow, first.id, actor=approver, now=NOON)
    stand_in(uow, approver, lead, begins=1)
    with pytest.raises(PermissionRefusedError):
        agree(uow, change, lead)
    (later,) = list_delegations(uow, actor=lead, now=NOON)
    end_delegation(uow, later.id, actor=approver, now=NOON)
    stand_in(uow, approver, lead)
    record = get_change(uow, change)
    with uow.write():
        uow.changes.step(record, {"evidence": {**record.evidence, "quorum": "two"}})
    with pytest.raises(ChangeRefusedError, match="With this risk an approver decides"):
        agree(uow, change, lead)


def test_only_somebody_who_does_not_approve_already_stands_in(uow: UnitOfWork, approver: Actor, lead: Actor):
    second = sign_up(uow, "second@example.org", Role.APPROVER)
    for nobody in (second, approver, sign_up(uow, "agent@example.org", Role.AGENT)):
        with pytest.raises(ChangeRefusedError, match="Choose who stands in"):
            stand_in(uow, approver, nobody)
    with pytest.raises(ChangeRefusedError, match="over before it begins"):
        stand_in(uow, approver, lead, begins=-9)
    with pytest.raises(ChangeRefusedError, match="three months"):
        stand_in(uow, approver, lead, days=100)


def release_standard(uow: UnitOfWork, designer: Actor) -> int:
    change = ask(uow, designer, Kind.STANDARD, limit=20)
    release_change(uow, change, actor=designer, now=NOON)
    return change


def test_a_kind_lapses_when_its_change_is_taken_back_until_a_lead_allows_it_again(
    uow: UnitOfWork, designer: Actor, approver: Actor, lead: Actor
):
    change = release_standard(uow, designer)
    go_back(uow, "heat", "1", "Wrong word.", {}, actor=approver, now=NOON)
    undone = get_change(uow, change)
    assert (undone.outcome, undone.outcome_note) == ("rolled-back", "Wrong word.")
    words = next(kind for kind in list_standard_kinds(uow, actor=lead, now=NOON) if kind.model == "words")
    assert "was taken back: Wrong word." in words.bar
    other = get_change(uow, ask(uow, designer, Kind.STANDARD, limit=20))
    assert (other.kind, other.state) == ("normal", "waiting")
    assert "A lead has to allow it again." in other.evidence["became_normal"]
    with pytest.raises(PermissionRefusedError):
        allow_kind(uow, "words", reason="Mended.", expires_at=None, actor=approver, now=NOON)
    with pytest.raises(ChangeRefusedError, match="Say why"):
        allow_kind(uow, "words", reason=" ", expires_at=None, actor=lead, now=NOON)
    allow_kind(uow, "words", reason="Mended.", expires_at=NOON + DAY, actor=lead, now=NOON)
    today, later = (list_standard_kinds(uow, actor=lead, now=NOON + days * DAY)[-1].bar for days in (0, 1))
    assert (today, later[:34]) == ("", "The time for which this kind was a")


def test_what_was_agreed_on_by_a_kind_is_not_released_after_the_kind_lapsed(
    uow: UnitOfWork, designer: Actor, lead: Actor
):
    change = ask(uow, designer, Kind.STANDARD, limit=20)
    allow_kind(uow, "words", reason="For a while.", expires_at=NOON + DAY, actor=lead, now=NOON)
    with pytest.raises(ChangeRefusedError, match="kind was allowed is over"):
        release_change(uow, change, actor=designer, now=NOON + DAY)


def test_how_a_release_went_is_asked_for_and_a_failure_ends_the_kind(uow: UnitOfWork, designer: Actor, lead: Actor):
    change = release_standard(uow, designer)
    (due,) = list_waiting(uow, actor=lead, now=NOON).untold
    assert due.change.outcome_due_at == NOON + 5 * DAY, "from a Sunday to the Friday after it"
    for outcome, note, why in (("", "", "Choose how"), ("failed", " ", "Say what happened")):
        with pytest.raises(ChangeRefusedError, match=why):
            record_outcome(uow, change, outcome, note, actor=designer, now=NOON)
    record_outcome(uow, change, "failed", "Two offices were closed.", actor=designer, now=NOON)
    assert list_waiting(uow, actor=lead, now=NOON).untold == ()
    assert "failed: Two offices were closed." in list_standard_kinds(uow, actor=lead, now=NOON)[-1].bar
    with pytest.raises(ChangeRefusedError, match="said already"):
        record_outcome(uow, change, "success", "", actor=designer, now=NOON)


def test_the_full_record_of_an_emergency_is_due_in_two_working_days(uow: UnitOfWork, designer: Actor, approver: Actor):
    friday = NOON + 5 * DAY
    change = ask(uow, designer, Kind.EMERGENCY)
    seen = get_change(uow, change).fingerprint
    done = decide(uow, change, APPROVED, comment="", seen=seen, actor=approver, now=friday)
    assert done.outcome_due_at == friday + 4 * DAY, "on the Tuesday after the weekend"
    with pytest.raises(ChangeRefusedError, match="Say what happened"):
        record_outcome(uow, change, "success", "", actor=designer, now=friday)
    assert record_outcome(uow, change, "success", "Seen, mended.", actor=designer, now=friday).outcome == "success"


def test_the_calendar_shows_freezes_releases_at_their_time_and_what_collides(
    uow: UnitOfWork, designer: Actor, approver: Actor, lead: Actor
):
    change = ask(uow, designer, Kind.NORMAL)
    agree(uow, change, approver)
    schedule_change(uow, change, NOON + 9 * DAY, actor=designer, now=NOON)
    hold = {"slug": "", "why": "Holidays.", "starts_at": NOON + 8 * DAY, "ends_at": NOON + 16 * DAY}
    add_freeze(uow, **hold, actor=lead, now=NOON)
    weeks = plan_weeks(uow, actor=designer, now=NOON, zone=ZoneInfo("America/New_York"))
    assert [len(week.entries) for week in weeks] == [0, 0, 2, 1], "a Sunday is the last day of its week"
    freeze, release = weeks[2].entries
    assert (freeze.is_freeze, freeze.collides, release.change_id) == (True, (), change)
    assert release.collides == ("Nothing is released then: Holidays. It will be held back.",)
    assert [[len(cell) for cell in row.cells] for row in weeks[2].rows] == [[1] * 7, [0, 1, 0, 0, 0, 0, 0]]


def test_two_releases_collide_where_one_flow_runs_the_other_or_both_run_a_third(
    uow: UnitOfWork, designer: Actor, lead: Actor
):
    call = {"type": "subflow", "flow": "part", "title": "Part", "next": "ask-shutoff"}
    for slug in ("one", "two", "part"):
        document = heat(id=slug, title=slug.title())
        if slug != "part":
            document["nodes"] = {**document["nodes"], "call": call}
        with uow.write():
            uow.flows.add(slug, now=NOON)
            draft = {"document": document, "translations": {}, "origin": "editor", "now": NOON}
            uow.drafts.add(slug, fingerprint=slug, **draft)
            added = uow.changes.add(
                {"slug": slug, "kind": "normal", "state": "approved", "fingerprint": slug, "needs": 1}
                | {"evidence": {}, "inside": {}, "requested_by": designer.id, "requested_at": NOON}
            )
            uow.changes.step(get_change(uow, added), {"run_at": NOON + DAY})
    week = plan_weeks(uow, actor=lead, now=NOON, zone=ZoneInfo("America/New_York"))[1]
    said = {each.slug: " ".join(each.collides) for each in week.entries}
    assert "“Two” is released too, and both run “Part”." in said["one"]
    assert "It runs “Part”, which is released too" in said["one"]
    assert "“One” runs it and is released too" in said["part"]
