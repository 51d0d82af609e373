"""What stores return: frozen records, decrypted, that know nothing of rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from webapp.persistence.crypto import DataKey

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


@dataclass(frozen=True, kw_only=True)
class FlowRecord:
    """A flow by its slug, and which release of it is live."""

    slug: str
    live_release_id: int | None


@dataclass(frozen=True, kw_only=True)
class JourneyRecord:
    """A journey as stored. `sealed` and `key` are None once its personal data was erased."""

    public_id: str
    secret_hash: bytes
    slug: str
    release_id: int
    live_release_id: int | None
    language: str
    traffic: str
    state: str
    version: int
    started_at: datetime
    expires_at: datetime
    data_key_id: str
    key: DataKey | None
    sealed: bytes | None
    """The snapshot as it is stored: no two are alike, so it also names exactly this state of the journey."""

    @property
    def snapshot(self) -> Json:
        """Everything that was saved, opened anew at each reading; None once it was erased."""
        if self.key is None or self.sealed is None:
            return None
        return json.loads(self.key.open(self.sealed, about=snapshot_place(self.public_id)))


def snapshot_place(public_id: str) -> str:
    """The table and row to which a sealed snapshot is bound."""
    return f"journeys.snapshot:{public_id}"


@dataclass(frozen=True, kw_only=True)
class UploadRecord:
    """A file sent with an answer, without its content."""

    id: str
    journey_id: str
    media_type: str
    size: int
    sealed_name: bytes

    def name(self, key: DataKey) -> str:
        """What the person calls it."""
        return key.open(self.sealed_name, about=f"uploads.name:{self.id}").decode()


@dataclass(frozen=True, kw_only=True)
class TrailRow:
    """One thing that happened in a turn, without any value."""

    event: str
    node: str = ""
    exit: str = ""
    code: str = ""


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


@dataclass(frozen=True, kw_only=True)
class ArticleRecord:
    """One version of an article in one language. `original` is the language it is first written in."""

    slug: str
    original: str
    language: str
    version: int
    title: str
    summary: str
    body: str
    sources: Sequence[Mapping[str, str]]
    updated_on: date
    keywords: str = ""
    reviewed_on: date | None = None
    review_by: date | None = None
    original_updated_on: date | None = None
    """Of one article only: when the version in the language it is first written in last changed."""


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


@dataclass(frozen=True, kw_only=True)
class SearchDocument:
    """One service or article in one language, as it is searched: its words for people, and their stems."""

    kind: str
    slug: str
    language: str
    title: str
    summary: str
    keywords: str
    body: str
    title_stems: str
    keyword_stems: str
    summary_stems: str
    body_stems: str
    id: int = 0


class SearchWord(NamedTuple):
    """A word as it is written, its stem, and in how many documents of its language it stands."""

    language: str
    word: str
    stem: str
    documents: int


@dataclass(frozen=True, kw_only=True)
class SearchMiss:
    """A word that people sought on several days and no page has."""

    language: str
    word: str
    days: int
    last_on: date
