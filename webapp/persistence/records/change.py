"""Requests to change what the public meets, and what belongs to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = Any


@dataclass(frozen=True, kw_only=True)
class ChangeRecord:
    """One request. `fingerprint` is the draft's as it was asked for; of a way back, that of the earlier release."""

    id: int
    slug: str
    kind: str
    state: str
    version: int
    draft_id: int | None
    fingerprint: str
    base_release_id: int | None
    release_id: int | None
    needs: int
    notes_staff: str
    notes_public: str
    notes_translated: Mapping[str, str]
    """What the public is told, by each other language in which somebody wrote it."""
    reason: str
    evidence: Mapping[str, Json]
    inside: Mapping[str, str]
    requested_by: str
    requested_at: datetime
    run_at: datetime | None
    held_why: str
    closed_by: str | None
    closed_at: datetime | None
    closed_why: str
    review_due_at: datetime | None
    reviewed_by: str | None
    reviewed_at: datetime | None
    review: str
    outcome: str | None
    outcome_note: str
    outcome_by: str | None
    outcome_at: datetime | None
    outcome_due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class DecisionRecord:
    """What one person said of a request, with what they had before their eyes."""

    change_id: int
    person_id: str
    verdict: str
    comment: str
    fingerprint: str
    decided_at: datetime
    for_person_id: str | None = None
    """In whose stead a delegate said it."""


@dataclass(frozen=True, kw_only=True)
class DelegationRecord:
    """Who decides in the stead of an approver, from when until when."""

    id: int
    approver_id: str
    delegate_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class StandardKindRecord:
    """What was decided last about a kind of change that needs nobody."""

    model: str
    lapsed_at: datetime | None
    change_id: int | None
    expires_at: datetime | None
    reason: str
    changed_by: str | None
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class FreezeRecord:
    """A time in which nothing may be released: of one flow, or of all."""

    id: int
    slug: str | None
    why: str
    starts_at: datetime
    ends_at: datetime
    added_by: str


@dataclass(frozen=True, kw_only=True)
class MoveRecord:
    """What becomes of journeys that stand at a node of an earlier release; no node is every other."""

    from_release_id: int
    node: str
    to_release_id: int
    becomes: str


@dataclass(frozen=True, kw_only=True)
class WorkingRecord:
    """What the solver found out, or since when it has been finding it out."""

    state: str
    started_at: datetime
    result: Json
