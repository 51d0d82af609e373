"""Tickets, their history, and the queues they wait in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.persistence.crypto import DataKey

Json = Any


@dataclass(frozen=True, kw_only=True)
class TicketRecord:
    """A ticket as stored. `packet` and `key` are None once its personal data was erased."""

    id: str
    reference: str
    handoff_key: str
    journey_id: str | None
    slug: str
    plan: str
    reason: str
    queue_slug: str
    category: str
    priority: str
    language: str
    traffic: str
    assignee_id: str | None
    assignee: str
    version: int
    packet: Json | None
    data_key_id: str
    key: DataKey | None
    status_code_hash: bytes | None
    status_code: str
    created_at: datetime
    due_at: datetime | None
    first_assigned_at: datetime | None
    first_response_at: datetime | None
    last_agent_at: datetime | None
    last_person_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    reopened_count: int
    erased_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class NewTicket:
    """What is needed to open a ticket; the store seals it."""

    id: str
    reference: str
    handoff_key: str
    journey_id: str | None
    slug: str
    plan: str
    reason: str
    queue_slug: str
    priority: str
    language: str
    traffic: str
    packet: Json
    data_key_id: str
    status_code: str
    status_code_hash: bytes
    created_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class TicketEventRecord:
    """One entry of a ticket's history. `body` is None once erased, or when there was none."""

    seq: int
    kind: str
    is_public: bool
    actor_id: str | None
    actor: str
    at: datetime
    details: Mapping[str, Json]
    body: str | None


@dataclass(frozen=True, kw_only=True)
class QueueRecord:
    """A queue. `titles` are by language; `title` is for the rest."""

    slug: str
    title: str
    titles: Mapping[str, str]
    position: int


@dataclass(frozen=True, kw_only=True)
class PlanRecord:
    """A routing plan: its queue, and by priority the working days until an answer, or the hours in their place."""

    slug: str
    queue_slug: str
    reply_days: Mapping[str, int]
    reply_hours: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class QueueCounts:
    """How full a queue is: open tickets, without samples. What each number means is in `stores.desk`."""

    open: int = 0
    overdue: int = 0
    messages: int = 0
    untaken: int = 0
    mine: int = 0
    oldest_at: datetime | None = None
    """When the first of those came in that nobody has taken."""
    samples: int = 0
    """Open ones, which no other number counts."""
