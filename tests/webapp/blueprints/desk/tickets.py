"""Tickets on the desk, as a handoff leaves them."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from tests.webapp.rows import add_journey, add_queue
from tests.webapp.serving import NOON
from webapp.http.wiring import wiring
from webapp.persistence import NewTicket, UnitOfWork, token_hash

SENTENCE = "The heat is off and a small child lives here."
PACKET: dict[str, Any] = {
    "schema": "handoff/1",
    "reference": "WP-1",
    "source": {
        "flow": "heat",
        "title": "Get help with heating",
        "language": "es",
        "flow_language": "en",
        "handed_off_at": "2026-11-23T15:00:00+00:00",
    },
    "reason": {
        "code": "no-heat",
        "node": "urgent",
        "title": "Emergency heating team",
        "plan": "energy",
        "priority": "urgent",
        "rule": "child",
        "sentence": SENTENCE,
    },
    "summary": "State of the heat: Off",
    "answers": [
        {"label": "State of the heat", "text": "Off", "sensitive": False, "edited": True, "skipped": False},
        {"label": "Income last month", "text": "$2,150", "sensitive": True, "edited": False, "skipped": False},
        {"label": "Anything else", "text": "", "sensitive": False, "edited": False, "skipped": True},
    ],
    "path": [
        {"node": "ask", "type": "question", "title": "State of the heat", "exit": "next", "rule": "", "because": "",
         "source": None},
        {"node": "who", "type": "decision", "title": "Somebody at risk?", "exit": "child", "rule": "child",
         "because": SENTENCE,
         "source": {"title": "Energy rules, part 4", "url": "https://www.example.gov/4", "as_of": "2026-10-01"}},
        {"node": "urgent", "type": "handoff", "title": "Emergency heating team", "exit": "", "rule": "", "because": "",
         "source": None},
    ],
    "facts": [{"fact": "limit", "label": "Income limit", "value": "60360", "text": "$60,360"}],
    "person": {
        "name": "Test Person", "phone": "+12025550123", "email": "person@example.org", "safe_times": "After 5 pm",
        "anonymous": False, "language": "es", "identity": "claimed",
    },
    "consent": {"text": "You may share my answers.", "granted": True, "given_at": "2026-11-23T15:00:00+00:00"},
    "self_service": [{"article": "shut-off-protection", "helped": False}],
    "routing": {"queue": "front-desk", "promise": "Le llamaremos.", "due": "2026-11-24T17:00:00-05:00"},
}  # fmt: skip


def a_packet(**changes: Any) -> dict[str, Any]:
    """A packet; `person`, `reason` and the like replace parts of it."""
    packet = copy.deepcopy(PACKET)
    for name, value in changes.items():
        packet[name] = {**packet.get(name, {}), **value} if isinstance(value, dict) else value
    return packet


def open_ticket(
    app: Flask, reference: str = "WP-1", *, now: datetime = NOON, priority: str = "urgent", **changes: Any
) -> str:
    """Put a ticket into the front desk's queue; gives its reference back."""
    with app.app_context(), wiring().database.unit_of_work() as uow:
        _add(uow, reference, now=now, priority=priority, packet=a_packet(**changes))
    return reference


def _add(uow: UnitOfWork, reference: str, *, now: datetime, priority: str, packet: dict[str, Any]) -> None:
    add_queue(uow)
    add_journey(uow, f"journey-{reference.lower()}")
    journey = uow.journeys.find(f"journey-{reference.lower()}")
    assert journey is not None
    assert journey.key is not None
    ticket = NewTicket(
        id=f"id-{reference}",
        reference=reference,
        handoff_key=f"{reference}:urgent",
        journey_id=journey.public_id,
        slug="heat",
        plan="energy",
        reason="no-heat",
        queue_slug="front-desk",
        priority=priority,
        language=packet["source"]["language"],
        traffic="public",
        packet={**packet, "reference": reference},
        data_key_id=journey.data_key_id,
        status_code="CODE",
        status_code_hash=token_hash("CODE"),
        created_at=now,
        due_at=now + timedelta(days=1),
    )
    with uow.write():
        uow.tickets.add(ticket, journey.key)
        uow.tickets.add_event(ticket, seq=1, kind="opened", now=now, is_public=True)
