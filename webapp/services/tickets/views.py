"""What the desk and the status page show of tickets: frozen, decrypted, ready for a template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.model import FileRef
    from webapp.persistence import QueueCounts


class Category(StrEnum):
    """Where a ticket stands. Clocks and numbers look at this, never at a name."""

    NEW = "new"
    OPEN = "open"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_THIRD_PARTY = "waiting_third_party"
    RESOLVED = "resolved"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class QueueCard:
    """One queue on the desk's first page. What each number counts is in `numbers`."""

    slug: str
    title: str
    counts: QueueCounts


@dataclass(frozen=True, kw_only=True)
class TicketLine:
    """One ticket in a list."""

    reference: str
    title: str
    """Why the person is here, one sentence from the packet."""
    service_title: str
    category: Category
    priority: str
    assignee: str
    """Name of whoever holds it, or empty."""
    is_mine: bool
    language: str
    opened_at: datetime
    due_at: datetime | None
    has_message: bool = False
    """The person wrote, and nobody of the staff has done anything since."""
    is_overdue: bool = False
    """The answer that was promised by `due_at` has not been given."""
    is_sample: bool = False


@dataclass(frozen=True, kw_only=True)
class TicketPage:
    """One page of what is open in a queue, or of what is done."""

    queue_slug: str
    queue_title: str
    lines: tuple[TicketLine, ...]
    page: int
    pages: int
    total: int
    """In this list, samples with it."""
    done: int
    """What is done, whichever of both is shown."""
    shows_done: bool = False


@dataclass(frozen=True, kw_only=True)
class TicketEvent:
    """One entry of a ticket's history. `kind` is opened, claimed, given_back, reply, note, status or message."""

    seq: int
    kind: str
    is_public: bool
    actor: str
    """Name of who did it; empty for the person or the system."""
    at: datetime
    body: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    """For `status`: from, to, reason. For `reply`: mailed. For `message`: files."""
    files: tuple[FileRef, ...] = ()
    """What came with the person's message."""
    is_mail_lost: bool = False
    """The mail that should say that this reply is there could not be sent."""


@dataclass(frozen=True, kw_only=True)
class TicketView:
    """One ticket, whole."""

    reference: str
    title: str
    queue_slug: str
    queue_title: str
    category: Category
    priority: str
    assignee: str
    is_mine: bool
    version: int
    language: str
    packet: Mapping[str, Any]
    """The handoff packet (schemas/handoff/1); empty once erased."""
    person: Mapping[str, Any]
    """The packet's person: contact details, anonymous, safe_times; empty once erased."""
    is_erased: bool
    events: tuple[TicketEvent, ...]
    """Oldest first."""
    opened_at: datetime
    due_at: datetime | None
    resolved_at: datetime | None
    next_categories: tuple[Category, ...]
    """Where this actor may move it."""
    mailed_to: str = ""
    """The address that a reply is mailed about; empty where nobody agreed to that."""
    has_message: bool = False
    """The person wrote, and nobody of the staff has done anything since."""
    owed_by: datetime | None = None
    """By when an answer is still owed."""
    is_sample: bool = False
    """Nobody is behind it: made to be looked at."""


@dataclass(frozen=True, kw_only=True)
class PublicMessage:
    """One message between the person and the staff, as the person reads it."""

    at: datetime
    body: str
    is_own: bool = False
    """Written by the person."""
    files: tuple[str, ...] = ()
    """What the files are called that came with it."""


@dataclass(frozen=True, kw_only=True)
class PublicStatus:
    """What a person may know by reference and status code. `sentence` is a msgid for gettext."""

    reference: str
    category: Category
    sentence: str
    opened_at: datetime
    status_code: str
    """For the forms on the page; whoever reads this has it, or a link that stands for it."""
    messages: tuple[PublicMessage, ...]
    """Oldest first."""
