"""What the desk counts. Each number has one definition, which is shown beside it.

The same is said to the database in `persistence.stores.desk`; a test holds both to each other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from webapp.persistence import TicketRecord
from webapp.services.tickets.categories import DONE
from webapp.services.tickets.views import Category

SAMPLE: Final = "demo"
DEFINITIONS: Final = {
    "Open": "Requests that are neither resolved nor closed.",
    "Overdue": "Open, and past the moment by which an answer was promised, without one. An answer is a reply, or that "
    "the request was set to “Waiting for the person” or resolved, for example after a call.",
    "New messages": "Open, and the person has written since anybody of the staff last did something.",
    "Not taken": "Open, and nobody has taken it. “Oldest” is when the first of these came in.",
    "With somebody": "Open, and somebody of the staff has taken it.",
    "Mine": "Open, and you have taken it.",
}
"""In the order in which they are shown. Message ids. Samples are in none of them."""


def is_open(ticket: TicketRecord) -> bool:
    return Category(ticket.category) not in DONE


def owed_by(ticket: TicketRecord) -> datetime | None:
    """By when an answer is still owed; None where one was given, or none was promised."""
    return ticket.due_at if is_open(ticket) and ticket.first_response_at is None else None


def is_overdue(ticket: TicketRecord, now: datetime) -> bool:
    """Whether the promise of an answer was broken and still is."""
    due_at = owed_by(ticket)
    return due_at is not None and due_at < now


def has_message(ticket: TicketRecord) -> bool:
    """Whether the person wrote after they sent the request, and nobody of the staff has done anything since."""
    wrote_at, acted_at = ticket.last_person_at, ticket.last_agent_at
    return wrote_at is not None and wrote_at > ticket.created_at and (acted_at is None or acted_at < wrote_at)


def is_sample(ticket: TicketRecord) -> bool:
    """Whether it was made to be looked at: nobody is behind it."""
    return ticket.traffic == SAMPLE
