"""Tickets at the desk and on the status page, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from engine.model.words import Words
from tests.webapp.documents import CONTACT, send, walk_to_check
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from webapp.persistence import Database, UnitOfWork
from webapp.services.accounts import Actor, Permission, PermissionRefusedError, Role
from webapp.services.tickets import (
    AlreadyAssignedError,
    Category,
    CategoryRefusedError,
    EmptyMessageError,
    NotAssignedError,
    QueueNotFoundError,
    StatusNotFoundError,
    TicketConflictError,
    TicketErasedError,
    TicketNotFoundError,
    claim,
    close_resolved,
    erase_due_tickets,
    erase_person,
    erase_ticket,
    find_status,
    get_ticket,
    give_back,
    list_queues,
    list_tickets,
    note,
    reply,
    set_status,
)
from webapp.services.tickets.references import ALPHABET, check_letter, new_reference, read_reference
from webapp.services.tickets.routing import due_at, due_within, promise

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def reference(uow: UnitOfWork) -> str:
    receipt = send(uow, walk_to_check(uow)).receipt
    assert receipt is not None
    return receipt.reference


def a_receipt(uow: UnitOfWork):
    receipt = send(uow, walk_to_check(uow)).receipt
    assert receipt is not None
    return receipt


def test_a_queue_tells_what_waits_and_what_is_mine(uow: UnitOfWork, reference: str, agent: Actor):
    cards = {card.slug: card for card in list_queues(uow, actor=agent, now=LATER)}
    counts = cards["energy"].counts
    assert (counts.open, counts.untaken, counts.mine, counts.oldest_at) == (1, 1, 0, NOON)
    assert cards["front-desk"].counts.open == 0
    claim(uow, reference, actor=agent, now=LATER)
    card = next(card for card in list_queues(uow, actor=agent, now=LATER) if card.slug == "energy")
    assert (card.counts.open, card.counts.untaken, card.counts.mine) == (1, 0, 1)


def test_a_list_says_why_each_person_is_there(uow: UnitOfWork, reference: str, agent: Actor):
    page = list_tickets(uow, "energy", actor=agent, now=LATER)
    (line,) = page.lines
    assert (line.reference, line.title, line.service_title) == (
        reference,
        "No heat is an emergency",
        "Help with heating",
    )
    assert (line.category, line.assignee, page.total, page.pages) == (Category.NEW, "", 1, 1)
    assert list_tickets(uow, "energy", actor=agent, now=LATER, page=99).page == 1
    with pytest.raises(QueueNotFoundError):
        list_tickets(uow, "none", actor=agent, now=LATER)


def test_a_ticket_shows_packet_person_and_history(uow: UnitOfWork, reference: str, agent: Actor):
    ticket = get_ticket(uow, reference.lower().replace("-", " "), actor=agent)
    assert ticket.reference == reference
    assert ticket.person["email"].casefold() == "pat@example.org"
    assert [event.kind for event in ticket.events] == ["opened"]
    assert ticket.next_categories == ()
    with pytest.raises(TicketNotFoundError):
        get_ticket(uow, "WP-222222", actor=agent)


def test_of_two_who_claim_at_once_one_is_told_who_was_quicker(database: Database, uow: UnitOfWork, reference: str):
    actors = [sign_up(uow, f"a{number}@example.org", Role.AGENT) for number in range(5)]

    def try_to_claim(actor: Actor) -> str:
        with database.unit_of_work() as own:
            try:
                return claim(own, reference, actor=actor, now=LATER).assignee
            except AlreadyAssignedError as refused:
                return f"not {refused.by}"

    with ThreadPoolExecutor(5) as pool:
        results = list(pool.map(try_to_claim, actors))
    winners = [result for result in results if not result.startswith("not ")]
    assert len(winners) == 1
    assert set(results) == {winners[0], f"not {winners[0]}"}
    events = get_ticket(uow, reference, actor=actors[0]).events
    assert [event.kind for event in events] == ["opened", "claimed"]


def test_claiming_opens_a_new_ticket_and_claiming_twice_is_once(uow: UnitOfWork, reference: str, agent: Actor):
    claim(uow, reference, actor=agent, now=LATER)
    ticket = claim(uow, reference, actor=agent, now=LATER)
    assert (ticket.category, ticket.is_mine, ticket.version) == (Category.OPEN, True, 2)


def test_a_ticket_can_be_given_back_by_its_holder_only(uow: UnitOfWork, reference: str, agent: Actor, colleague: Actor):
    claim(uow, reference, actor=agent, now=LATER)
    with pytest.raises(NotAssignedError):
        give_back(uow, reference, actor=colleague, now=LATER)
    assert give_back(uow, reference, actor=agent, now=LATER).assignee == ""
    assert claim(uow, reference, actor=colleague, now=LATER).is_mine


def test_a_reply_is_public_and_a_note_is_not(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    ticket = claim(uow, receipt.reference, actor=agent, now=LATER)
    ticket = note(uow, receipt.reference, " Called twice ", actor=agent, version=ticket.version, now=LATER)
    ticket = reply(uow, receipt.reference, "We are coming", actor=agent, version=ticket.version, now=LATER)
    assert [(event.kind, event.is_public, event.body, event.actor) for event in ticket.events[2:]] == [
        ("note", False, "Called twice", "Agent"),
        ("reply", True, "We are coming", "Agent"),
    ]
    status = find_status(uow, receipt.reference, receipt.status_code)
    assert [each.body for each in status.messages] == ["We are coming"]
    assert status.category is Category.OPEN
    record = uow.tickets.find(receipt.reference)
    assert record is not None
    assert record.first_response_at == LATER


def test_a_reply_to_what_has_changed_meanwhile_is_told_what_came(
    uow: UnitOfWork, reference: str, agent: Actor, colleague: Actor
):
    ticket = claim(uow, reference, actor=agent, now=LATER)
    note(uow, reference, "I know her", actor=colleague, version=ticket.version, now=LATER)
    with pytest.raises(TicketConflictError) as conflict:
        reply(uow, reference, "Who are you?", actor=agent, version=ticket.version, now=LATER)
    assert [(event.kind, event.body) for event in conflict.value.events] == [("note", "I know her")]
    again = reply(uow, reference, "Hello", actor=agent, version=conflict.value.version, now=LATER)
    assert again.events[-1].body == "Hello"


@pytest.mark.parametrize("words", ["", "  \n "])
def test_an_empty_message_is_refused(uow: UnitOfWork, reference: str, agent: Actor, words: str):
    ticket = claim(uow, reference, actor=agent, now=LATER)
    with pytest.raises(EmptyMessageError):
        reply(uow, reference, words, actor=agent, version=ticket.version, now=LATER)
    with pytest.raises(EmptyMessageError):
        note(uow, reference, words, actor=agent, version=ticket.version, now=LATER)


def test_a_ticket_is_resolved_closed_and_opened_again(uow: UnitOfWork, reference: str, agent: Actor):
    ticket = claim(uow, reference, actor=agent, now=LATER)
    ticket = set_status(uow, reference, "resolved", actor=agent, version=ticket.version, now=LATER, reason="Heat is on")
    assert (ticket.category, ticket.resolved_at) == (Category.RESOLVED, LATER)
    assert ticket.events[-1].details == {"from": "open", "to": "resolved", "reason": "Heat is on"}
    assert ticket.next_categories == (Category.OPEN, Category.CLOSED)
    ticket = set_status(uow, reference, Category.CLOSED, actor=agent, version=ticket.version, now=LATER)
    ticket = set_status(uow, reference, Category.OPEN, actor=agent, version=ticket.version, now=LATER)
    record = uow.tickets.find(reference)
    assert record is not None
    assert (record.resolved_at, record.closed_at, record.reopened_count) == (None, None, 1)


def test_there_is_no_way_from_open_straight_to_closed(uow: UnitOfWork, reference: str, agent: Actor):
    ticket = claim(uow, reference, actor=agent, now=LATER)
    with pytest.raises(CategoryRefusedError):
        set_status(uow, reference, Category.CLOSED, actor=agent, version=ticket.version, now=LATER)


def test_only_the_holder_moves_a_ticket_or_replies(uow: UnitOfWork, reference: str, agent: Actor, colleague: Actor):
    ticket = claim(uow, reference, actor=agent, now=LATER)
    for act in (
        lambda: set_status(uow, reference, "resolved", actor=colleague, version=ticket.version, now=LATER),
        lambda: reply(uow, reference, "Hello", actor=colleague, version=ticket.version, now=LATER),
    ):
        with pytest.raises(NotAssignedError):
            act()


@pytest.mark.parametrize("role", [Role.DESIGNER, Role.APPROVER, Role.ADMINISTRATOR])
def test_whoever_has_no_business_with_tickets_sees_none(uow: UnitOfWork, reference: str, role: Role):
    actor = sign_up(uow, "other@example.org", role)
    for act in (
        lambda: list_queues(uow, actor=actor, now=LATER),
        lambda: list_tickets(uow, "energy", actor=actor, now=LATER),
        lambda: get_ticket(uow, reference, actor=actor),
        lambda: claim(uow, reference, actor=actor, now=LATER),
        lambda: give_back(uow, reference, actor=actor, now=LATER),
        lambda: reply(uow, reference, "x", actor=actor, version=1, now=LATER),
        lambda: note(uow, reference, "x", actor=actor, version=1, now=LATER),
        lambda: set_status(uow, reference, "open", actor=actor, version=1, now=LATER),
    ):
        with pytest.raises(PermissionRefusedError) as refused:
            act()
        assert refused.value.permission in (Permission.SEE_TICKETS, Permission.WORK_TICKETS)


def test_everything_an_agent_does_is_audited(uow: UnitOfWork, reference: str, agent: Actor):
    ticket = claim(uow, reference, actor=agent, now=LATER)
    ticket = reply(uow, reference, "Secret words", actor=agent, version=ticket.version, now=LATER)
    set_status(uow, reference, "resolved", actor=agent, version=ticket.version, now=LATER)
    rows = uow.audit.list_of(reference)
    assert [row.action for row in rows] == ["ticket.opened", "ticket.claimed", "ticket.reply", "ticket.status"]
    assert {row.actor_id for row in rows[1:]} == {agent.id}
    assert "Secret" not in repr(rows)


def test_a_status_needs_reference_and_code_however_they_are_typed(uow: UnitOfWork):
    receipt = a_receipt(uow)
    for typed in (receipt.reference, receipt.reference.lower(), receipt.reference.replace("WP-", " ")):
        for code in (receipt.status_code, receipt.status_code.lower().replace("-", " ")):
            assert find_status(uow, typed, code).sentence.startswith("We have your request")
    for reference, code in (
        (receipt.reference, "2222-2222-2222"),
        (receipt.reference, ""),
        ("WP-222222", receipt.status_code),
        ("", ""),
        ("☃", "☃"),
    ):
        with pytest.raises(StatusNotFoundError):
            find_status(uow, reference, code)


def test_the_code_of_one_ticket_does_not_open_another(uow: UnitOfWork):
    first, second = a_receipt(uow), a_receipt(uow)
    with pytest.raises(StatusNotFoundError):
        find_status(uow, first.reference, second.status_code)


def test_resolved_tickets_close_and_closed_ones_are_erased_in_time(uow: UnitOfWork, reference: str, agent: Actor):
    ticket = claim(uow, reference, actor=agent, now=NOON)
    set_status(uow, reference, "resolved", actor=agent, version=ticket.version, now=NOON)
    assert close_resolved(uow, now=NOON + timedelta(days=13)) == 0
    closed_at = NOON + timedelta(days=14)
    assert close_resolved(uow, now=closed_at) == 1
    assert erase_due_tickets(uow, now=closed_at + timedelta(days=729)) == 0
    assert erase_due_tickets(uow, now=closed_at + timedelta(days=730)) == 1
    assert erase_due_tickets(uow, now=closed_at + timedelta(days=731)) == 0
    view = get_ticket(uow, reference, actor=agent)
    assert (view.is_erased, view.packet, view.person) == (True, {}, {})
    assert [event.kind for event in view.events] == ["opened", "claimed", "status", "status"]


def test_an_erased_ticket_takes_no_more_words_and_has_no_status(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    claim(uow, receipt.reference, actor=agent, now=LATER)
    erase_ticket(uow, receipt.reference, now=LATER)
    erase_ticket(uow, receipt.reference, now=LATER)
    version = get_ticket(uow, receipt.reference, actor=agent).version
    with pytest.raises(TicketErasedError):
        reply(uow, receipt.reference, "Hello?", actor=agent, version=version, now=LATER)
    with pytest.raises(StatusNotFoundError):
        find_status(uow, receipt.reference, receipt.status_code)
    (job,) = uow.outbox.list_of(receipt.reference)
    assert job.body is None


def test_a_person_is_found_and_erased_by_mail_or_phone(uow: UnitOfWork):
    first, second = a_receipt(uow), a_receipt(uow)
    assert erase_person(uow, "nobody@example.org", now=LATER) == ()
    assert set(erase_person(uow, " PAT@example.org", now=LATER)) == {first.reference, second.reference}
    assert erase_person(uow, "pat@example.org", now=LATER) == ()
    third = send(uow, walk_to_check(uow, phone=CONTACT["phone"])).receipt
    assert third is not None
    assert erase_person(uow, "212 555 0123", now=LATER) == (third.reference,)


def test_a_reference_with_any_wrong_or_swapped_letter_is_noticed():
    for _ in range(50):
        reference = new_reference()
        assert read_reference(reference) == reference
        letters = reference.removeprefix("WP-")
        for at, letter in enumerate(letters):
            wrong = [letters[:at] + other + letters[at + 1 :] for other in ALPHABET if other != letter]
            assert all(read_reference(each) is None for each in wrong)
        for at in range(len(letters) - 2):
            swapped = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
            assert swapped == letters or read_reference(swapped) is None
    assert check_letter("22222") in ALPHABET


@pytest.mark.parametrize(
    ("now", "days", "due"),
    [
        ("2026-11-23 10:00", 0, "2026-11-23 17:00"),  # Monday: the same day
        ("2026-11-23 17:00", 0, "2026-11-24 17:00"),  # closed: the next
        ("2026-11-20 18:00", 0, "2026-11-23 17:00"),  # Friday evening: Monday
        ("2026-11-21 09:00", 1, "2026-11-24 17:00"),  # Saturday counts as Monday
        ("2026-11-20 10:00", 1, "2026-11-23 17:00"),
        ("2026-11-23 10:00", 5, "2026-11-30 17:00"),
    ],
)
def test_working_days_leave_weekends_out(now: str, days: int, due: str):
    def local(text: str) -> datetime:
        return datetime.fromisoformat(f"{text}-05:00")

    assert due_at(local(now).astimezone(UTC), days, "America/New_York") == local(due)


def test_a_promise_is_one_sentence_in_the_readers_language():
    due_on = NOON.date()
    words = Words("en")
    assert (
        promise(words, reply_days=2, reply_hours=0, due_on=due_on, is_anonymous=False)
        == "A person will contact you by November 22, 2026."
    )
    assert "today" in promise(words, reply_days=0, reply_hours=0, due_on=due_on, is_anonymous=False)
    by_law = promise(words, reply_days=2, reply_hours=18, due_on=due_on, is_anonymous=False)
    assert by_law == "A person will contact you within 18 hours, by day or by night."


def test_hours_run_on_at_night_and_over_the_weekend():
    friday_evening = datetime.fromisoformat("2026-11-20T21:00:00-05:00").astimezone(UTC)
    due = due_within(friday_evening, 18, "America/New_York")
    assert due == datetime.fromisoformat("2026-11-21T15:00:00-05:00")
