"""Flows, their releases and drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = Any


@dataclass(frozen=True, kw_only=True)
class ReleaseRecord:
    """A release as it was published."""

    id: int
    slug: str
    fingerprint: str
    logic: str
    document: Json
    translations: Mapping[str, Json]
    origin: str
    published_at: datetime
    published_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class FlowRecord:
    """A flow by its slug, which release of it is live, and who answers for it."""

    slug: str
    live_release_id: int | None
    owner_id: str | None = None
    archived_at: datetime | None = None
    archived_release_id: int | None = None
    """What was live when it was archived."""
    is_guided: bool = False
    """Whether the editor still teaches beside it."""


@dataclass(frozen=True, kw_only=True)
class PresenceRecord:
    """Somebody who has a flow open."""

    slug: str
    person_id: str
    place: str
    seen_at: datetime


@dataclass(frozen=True, kw_only=True)
class FlowUse:
    """How a flow is used by real people."""

    inside: int = 0
    """Journeys that are open and have not reached an end."""
    started: int = 0
    """Since the day that was asked for."""
    reached: int = 0
    """How many of those came to an end, an answer or a person."""


@dataclass(frozen=True, kw_only=True)
class DraftRecord:
    """A flow that is being changed. `position` counts the edits that are in effect."""

    id: int
    slug: str
    fingerprint: str
    document: Json
    translations: Mapping[str, Json]
    origin: str
    version: int
    created_at: datetime
    updated_at: datetime
    base_release_id: int | None
    edited_by: str | None
    position: int


@dataclass(frozen=True, kw_only=True)
class EditRecord:
    """One edit of a draft: what it did, in words and as changes that can be made backwards."""

    number: int
    changes: Sequence[Json]
    said: str
    edited_by: str
    edited_at: datetime
    renamed: Mapping[str, str]
    """Pointers of nodes and facts that got another name."""
