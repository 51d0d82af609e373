"""What the desk's numbers and lists mean, said once for the database: `services.tickets.numbers` says it in words."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, or_

from webapp.persistence.models import tickets

UNRESOLVED: Final = ("new", "open", "waiting_customer", "waiting_third_party")
SAMPLE: Final = "demo"

IS_OPEN: Final[ColumnElement[bool]] = tickets.c.category.in_(UNRESOLVED)
IS_SAMPLE: Final[ColumnElement[bool]] = tickets.c.traffic == SAMPLE
IS_UNTAKEN: Final[ColumnElement[bool]] = tickets.c.assignee_id.is_(None)
HAS_MESSAGE: Final[ColumnElement[bool]] = and_(
    tickets.c.last_person_at > tickets.c.created_at,
    or_(tickets.c.last_agent_at.is_(None), tickets.c.last_agent_at < tickets.c.last_person_at),
)


def is_overdue(now: datetime) -> ColumnElement[bool]:
    """Open, past the promised moment, and nobody has answered yet."""
    return and_(IS_OPEN, tickets.c.due_at < now, tickets.c.first_response_at.is_(None))
