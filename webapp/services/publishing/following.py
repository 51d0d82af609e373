"""What follows elsewhere from a draft that changed: requests for it, comments on its steps, a flow taken out of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from engine.definition import fingerprint
from engine.editing import FlowDraft
from webapp.persistence import DraftRecord
from webapp.services.accounts import Actor
from webapp.services.audit import record
from webapp.services.delivery import put_telling, telling_subject
from webapp.services.publishing.slugs import check_slug

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

HERE: Final = "editor"
EDITED: Final = "The draft was edited since: what was asked for is no longer what would be released."
DISCARDED: Final = "The draft was thrown away."
_NODES: Final = "/nodes/"


def void_requests(uow: UnitOfWork, draft: DraftRecord, why: str, actor: Actor, now: datetime) -> None:
    """Close what asked for this draft, and tell whoever asked unless it was they who changed it."""
    for change in uow.changes.void(draft.id, why=why, now=now):
        if change.requested_by != actor.id:
            put_telling(uow, subject=telling_subject("void", change.id, change.requested_by), once="", now=now)


def take_comments_along(uow: UnitOfWork, draft: DraftRecord, renamed: Mapping[str, str]) -> None:
    """What reviewers said of a step stays with it. Its older names are kept: an edit can be undone."""
    for old, new in renamed.items():
        if old.startswith(_NODES) and new.startswith(_NODES):
            names = (old.removeprefix(_NODES), new.removeprefix(_NODES))
            uow.reviews.rename_node(draft.slug, *names, there=draft.document["nodes"])


def keep_new_flow(uow: UnitOfWork, made: FlowDraft | None, actor: Actor, now: datetime) -> None:
    """A flow that came out of another one: a draft of its own."""
    if made is None:
        return
    slug = str(made.document["id"])
    check_slug(uow, slug)
    uow.flows.add(slug, now=now)
    uow.drafts.add(
        slug,
        fingerprint=fingerprint(made.document, made.translations),
        document=made.document,
        translations=made.translations,
        origin=HERE,
        now=now,
        edited_by=actor.id,
    )
    record(uow, actor, "draft.opened", slug, now=now)
