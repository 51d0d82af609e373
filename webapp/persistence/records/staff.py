"""People who work here, jobs, and who did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = Any


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """A member of staff."""

    id: str
    email: str
    name: str
    role: str
    password_hash: str
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class SessionRecord:
    """A staff session that lives, with its person."""

    token_hash: bytes
    seen_at: datetime
    expires_at: datetime
    person: PersonRecord


@dataclass(frozen=True, kw_only=True)
class JobRecord:
    """Work that waits, or is being done under a lease."""

    id: int
    kind: str
    subject: str
    state: str
    idempotency_key: str
    run_at: datetime
    lease: str
    attempts: int
    body: Json | None
    last_error: str
    result: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AuditRecord:
    """Who did what."""

    id: int
    at: datetime
    actor_id: str | None
    action: str
    subject: str
    details: Mapping[str, Json]
