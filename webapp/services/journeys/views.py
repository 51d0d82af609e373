"""What the public pages show of services and journeys: frozen, decrypted, ready for a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from webapp.services.knowledge import ArticleView

if TYPE_CHECKING:
    from engine.channels import Line, Page


class Traffic(StrEnum):
    """Who walks here. Only `public` counts in the numbers."""

    PUBLIC = "public"
    PREVIEW = "preview"
    STAFF = "staff"
    BOT = "bot"
    DEMO = "demo"
    """A sample: see `services.demo`."""


@dataclass(frozen=True, kw_only=True)
class ServiceCard:
    """One service in the directory."""

    slug: str
    title: str
    summary: str
    agency: str
    language: str = "en"
    """Language of the texts: the flow's own when a translation is missing."""
    topic: str = ""
    """Under which heading the directory shows it."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """The services under one heading of the directory."""

    name: str
    """English; a message id."""
    services: tuple[ServiceCard, ...]


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The front page: every service by title; where there are many, also by topic, and what most people use."""

    services: tuple[ServiceCard, ...]
    topics: tuple[Topic, ...] = ()
    """Empty where the services are few enough to be seen at once."""
    most_used: tuple[ServiceCard, ...] = ()


@dataclass(frozen=True, kw_only=True)
class News:
    """What the agency says of the release that the public meets."""

    text: str
    at: datetime
    language: str
    """The reader's, or that of the release where nobody translated it."""


@dataclass(frozen=True, kw_only=True)
class ServicePage(ServiceCard):
    """A start page."""

    before: str
    """Markdown: what to have at hand."""
    minutes: int
    emergency: str
    disclaimer: str
    languages: tuple[str, ...]
    direction: str
    journey_days: int = 30
    news: News | None = None
    leaves_quickly: bool = False


@dataclass(frozen=True, kw_only=True)
class Started:
    """A new journey. `secret` is told only here; the cookie keeps it."""

    public_id: str
    secret: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was sent, and what happens next."""

    reference: str
    status_code: str
    """Empty once the personal data was erased."""
    sent_at: datetime
    queue_title: str
    lines: tuple[Line, ...]
    contact_lines: tuple[Line, ...]
    promise: str
    """One sentence in the reader's language: what happens next."""
    is_new: bool
    """True on the answer to the very input that sent it."""
    is_anonymous: bool = False
    mailed_to: str = ""
    """The address that is written to when there is a message; empty where none may be."""


@dataclass(frozen=True, kw_only=True)
class View:
    """One page of a journey."""

    public_id: str
    slug: str
    service_title: str
    language: str
    languages: tuple[str, ...]
    page: Page
    accepted: bool
    """False when the answer given was refused; the page then tells why."""
    article: ArticleView | None
    receipt: Receipt | None
    consent: str
    disclaimer: str
    emergency: str
    expires_on: date
    outdated: bool
    """True when the service has since been released with other logic."""
    as_of: date
    """The day by which everything on the page was worked out."""
    leaves_quickly: bool = False
    """True when every page has to begin with a way out."""
    was_moved: bool = False
    """True on the pages that a journey shows on another release before its first input there."""
    is_date_open: bool = False
    """True when another day has come that would change something, and the person has not chosen yet."""
