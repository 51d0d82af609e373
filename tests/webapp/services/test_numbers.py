"""The desk's numbers mean the same in Python, where one ticket is shown, and in the database, where all are counted."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from tests.webapp.documents import send, walk_to_check
from tests.webapp.rows import NOON
from webapp.persistence import TicketRecord, UnitOfWork
from webapp.services.accounts import Actor
from webapp.services.tickets import Category, list_queues, list_tickets
from webapp.services.tickets.numbers import has_message, is_open, is_overdue

NOW = NOON + timedelta(days=10)
MOMENTS = (None, NOON + timedelta(days=1), NOON + timedelta(days=2))


def some_tickets(uow: UnitOfWork, agent: Actor) -> list[TicketRecord]:
    """Every mix of category, promise, answer and who wrote last."""
    references = []
    mixes = product(Category, (None, NOON, NOW + timedelta(days=1)), (None, NOON), MOMENTS, (NOON, *MOMENTS[1:]))
    for number, (category, due_at, answered_at, agent_at, person_at) in enumerate(mixes):
        if number % 7:  # a part of them is enough, and every value meets every other
            continue
        receipt = send(uow, walk_to_check(uow)).receipt
        assert receipt is not None
        values = {
            "category": category.value,
            "due_at": due_at,
            "first_response_at": answered_at,
            "last_agent_at": agent_at,
            "last_person_at": person_at,
            "assignee_id": agent.id if number % 2 else None,
        }
        ticket = uow.tickets.find(receipt.reference)
        assert ticket is not None
        with uow.write():
            assert uow.tickets.change(ticket.id, version=1, values=values)
        references.append(receipt.reference)
    found = [uow.tickets.find(reference) for reference in references]
    return [ticket for ticket in found if ticket is not None]


def test_both_count_the_same(uow: UnitOfWork, agent: Actor):
    tickets = [each for each in some_tickets(uow, agent) if is_open(each)]
    counts = next(card.counts for card in list_queues(uow, actor=agent, now=NOW) if card.slug == "energy")
    assert counts.open == len(tickets) > 20
    assert counts.overdue == sum(is_overdue(each, NOW) for each in tickets) > 0
    assert counts.messages == sum(has_message(each) for each in tickets) > 0
    assert counts.untaken == sum(each.assignee_id is None for each in tickets) > 0
    assert counts.mine == counts.open - counts.untaken
    lines = list_tickets(uow, "energy", actor=agent, now=NOW).lines
    marks = [(not line.is_overdue, not line.has_message) for line in lines]
    assert marks == sorted(marks)


def test_no_number_counts_samples_but_they_are_told(uow: UnitOfWork, agent: Actor):
    journey = walk_to_check(uow)
    with uow.write():
        uow.connection.exec_driver_sql("UPDATE journeys SET traffic = 'demo'")
    assert send(uow, journey).receipt is not None
    counts = next(card.counts for card in list_queues(uow, actor=agent, now=NOW) if card.slug == "energy")
    assert (counts.open, counts.overdue, counts.untaken, counts.oldest_at, counts.samples) == (0, 0, 0, None, 1)
    assert [line.is_sample for line in list_tickets(uow, "energy", actor=agent, now=NOW).lines] == [True]
