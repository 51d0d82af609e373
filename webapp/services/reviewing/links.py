"""Links by which an agency reads a flow without an account. Whoever has one may read, try, comment and sign.

Only the hash of a link's token is kept: it is told once, and can be taken back at any time.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from webapp.persistence import DRAFT, ReviewLinkRecord, token_hash
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing import DraftView, FlowUnknownError, view_of
from webapp.services.reviewing.errors import ReviewLinkRefusedError, ReviewRefusedError

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

DAYS: Final = (7, 30, 90)
_LONGEST_LABEL: Final = 120
_NOTED_EVERY: Final = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class MadeLink:
    """A new link. `token` is told only here."""

    id: int
    token: str


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """What a link shows."""

    link: ReviewLinkRecord
    shown: DraftView
    is_draft: bool


def make_link(
    uow: UnitOfWork, slug: str, *, label: str, shows: str, days: int, actor: Actor, now: datetime
) -> MadeLink:
    """A link for `label` to what is being written, or to a release by its fingerprint."""
    require(actor, Permission.EDIT_FLOWS)
    if uow.flows.find(slug) is None:
        raise FlowUnknownError(slug)
    named = " ".join(label.split())
    if not named or len(named) > _LONGEST_LABEL:
        raise ReviewRefusedError("Say for whom the link is.", "For example the agency that owns the service.")
    if days not in DAYS:
        raise ReviewRefusedError("Choose how long the link is good.")
    if shows != DRAFT and shows not in {release.fingerprint for release in uow.flows.list_releases(slug)}:
        raise ReviewRefusedError("Choose what the link shows.")
    token = secrets.token_urlsafe(32)
    values = {
        "slug": slug,
        "label": named,
        "shows": shows,
        "made_by": actor.id,
        "created_at": now,
        "expires_at": now + timedelta(days=days),
    }
    with uow.write(durable=True):
        link_id = uow.reviews.add_link(token_hash(token), values)
        record(uow, actor, "review.link_made", slug, {"link": link_id, "days": days}, now=now)
    return MadeLink(id=link_id, token=token)


def revoke_link(uow: UnitOfWork, slug: str, link_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a link back; it opens nothing from now on. What was said through it stays."""
    require(actor, Permission.EDIT_FLOWS)
    with uow.write(durable=True):
        if not uow.reviews.revoke_link(slug, link_id, now=now):
            raise ReviewRefusedError("This link was taken back already.")
        record(uow, actor, "review.link_revoked", slug, {"link": link_id}, now=now)


def list_links(uow: UnitOfWork, slug: str, *, actor: Actor) -> tuple[ReviewLinkRecord, ...]:
    """Every link of a flow, newest first."""
    require(actor, Permission.SEE_FLOWS)
    return uow.reviews.list_links(slug)


def open_link(uow: UnitOfWork, token: str, *, now: datetime) -> ReviewLinkRecord:
    """The link that a token stands for. Raises ReviewLinkRefusedError."""
    link = uow.reviews.find_link(token_hash(token))
    if link is None or not link.is_good(now):
        raise ReviewLinkRefusedError
    if link.opened_at is None or now - link.opened_at > _NOTED_EVERY:
        with uow.write():
            uow.reviews.note_opened(link.id, now=now)
    return link


def read_for_review(uow: UnitOfWork, link: ReviewLinkRecord) -> ReviewPage:
    """What the link shows now: its release, or the draft; where nobody writes one, the newest release."""
    draft = uow.drafts.find(link.slug) if link.shows == DRAFT else None
    release = uow.flows.newest_release(link.slug) if link.shows == DRAFT else uow.flows.find_release(link.shows)
    found = draft or release
    if found is None:
        raise ReviewLinkRefusedError
    return ReviewPage(link=link, shown=view_of(found), is_draft=draft is not None)
