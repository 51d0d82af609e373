"""What agencies say of flows, and what they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class ReviewLinkRecord:
    """A link by which an agency reads a flow."""

    id: int
    slug: str
    label: str
    shows: str
    """A release's fingerprint, or DRAFT."""
    made_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    opened_at: datetime | None

    def is_good(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True, kw_only=True)
class ReviewCommentRecord:
    """What somebody said of a step or of the whole flow."""

    id: int
    slug: str
    parent_id: int | None
    link_id: int | None
    person_id: str | None
    name: str
    nodes: Sequence[str]
    """Every name its step has had, the newest last."""
    body: str
    fingerprint: str
    created_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None


@dataclass(frozen=True, kw_only=True)
class SignoffRecord:
    """Somebody of an agency agrees with one state of a flow."""

    id: int
    slug: str
    link_id: int
    name: str
    fingerprint: str
    note: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class FlowRequestRecord:
    """What an agency asks for."""

    id: int
    slug: str | None
    title: str
    body: str
    agency: str
    asked_by: str
    person_id: str | None
    link_id: int | None
    owner_id: str | None
    state: str
    reason: str
    answer_slug: str | None
    answer_release: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class RequestEntryRecord:
    """One line of a request's discussion."""

    kind: str
    name: str
    body: str
    created_at: datetime
