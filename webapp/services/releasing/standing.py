"""Whether what was asked for is still what it was: the draft, and what the public meets."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from webapp.persistence import ChangeRecord
from webapp.services.accounts import Actor
from webapp.services.publishing import DISCARDED, EDITED
from webapp.services.releasing.errors import ChangeRefusedError
from webapp.services.releasing.telling import Event, tell_requester

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

OVERTAKEN: Final = "The public meets another release since: the difference that was shown is not the one it would make."


def find_other(uow: UnitOfWork, change: ChangeRecord) -> str:
    """Why a request no longer stands; empty while it does."""
    if change.draft_id is not None:
        draft = uow.drafts.find(change.slug)
        if draft is None or draft.id != change.draft_id:
            return DISCARDED
        if draft.fingerprint != change.fingerprint:
            return EDITED
    flow = uow.flows.find(change.slug)
    live = flow.live_release_id if flow else None
    is_shared = live is None and change.base_release_id is not None
    return OVERTAKEN if not is_shared and live != change.base_release_id else ""


def void_if_other(uow: UnitOfWork, change: ChangeRecord, *, actor: Actor | None, now: datetime) -> None:
    """Close a request that no longer stands, and say why, also to whoever asked. Raises ChangeRefusedError then."""
    why = find_other(uow, change)
    if not why:
        return
    with uow.write(durable=True):
        uow.changes.step(change, {"state": "void", "closed_why": why, "closed_at": now, "run_at": None})
        uow.audit.add("change.void", change.slug, now=now, details={"change": change.id})
        tell_requester(uow, change, Event.VOID, actor=actor, now=now)
    raise ChangeRefusedError(why, "The request is closed. It can be asked for anew.")
