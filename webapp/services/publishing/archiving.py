"""Putting flows aside. Nobody begins an archived flow; whoever is inside goes on to the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from engine.definition import calls_in
from engine.errors import EditError
from webapp.persistence import FlowRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing.drafting import FlowUnknownError
from webapp.services.publishing.indexing import index_service, unindex_service

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def may_archive(uow: UnitOfWork, slug: str, *, actor: Actor) -> bool:
    """What the public meets is taken away, and given back, by an approver; what it never met by a designer too."""
    flow = _get(uow, slug)
    is_public = flow.live_release_id is not None or flow.archived_release_id is not None
    return actor.may(Permission.APPROVE_RELEASES) or (actor.may(Permission.EDIT_FLOWS) and not is_public)


def archive(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> None:
    """Offer a flow to nobody any more. Raises EditError while other flows run it."""
    if not may_archive(uow, slug, actor=actor):
        require(actor, Permission.APPROVE_RELEASES)
    if _get(uow, slug).archived_at is not None:
        raise EditError("This flow is archived already.")
    callers = sorted(set(_callers_of(uow, slug)))
    if callers:
        named = ", ".join(f"“{title}”" for title in callers)
        raise EditError(f"Other flows run this one: {named}.", "Take it out of them first.")
    with uow.write(durable=True):
        uow.flows.archive(slug, now=now)
        unindex_service(uow, slug)
        record(uow, actor, "flow.archived", slug, now=now)


def restore(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> None:
    """Take a flow out of the archive. What was live then is live again."""
    if not may_archive(uow, slug, actor=actor):
        require(actor, Permission.APPROVE_RELEASES)
    flow = _get(uow, slug)
    if flow.archived_at is None:
        raise EditError("This flow is not archived.")
    release = uow.flows.release(flow.archived_release_id) if flow.archived_release_id is not None else None
    with uow.write(durable=True):
        uow.flows.restore(slug)
        if release is not None:
            index_service(uow, slug, release.document, release.translations)
        record(uow, actor, "flow.restored", slug, now=now)


def _callers_of(uow: UnitOfWork, slug: str) -> Iterator[str]:
    """Titles of the flows whose draft or live release runs this one."""
    drafts = [draft.document for draft in uow.drafts.list_all() if draft.slug != slug]
    records = (flow for flow in uow.flows.list_all() if flow.slug != slug and flow.archived_at is None)
    releases = [release.document for flow in records if (release := uow.flows.newest_release(flow.slug)) is not None]
    for document in (*drafts, *releases):
        if any(node.get("flow") == slug for _, node in calls_in(document)):
            yield str(document.get("title", document.get("id", "")))


def _get(uow: UnitOfWork, slug: str) -> FlowRecord:
    flow = uow.flows.find(slug)
    if flow is None:
        raise FlowUnknownError(slug)
    return flow
