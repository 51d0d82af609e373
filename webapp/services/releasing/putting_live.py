"""Makes a release of what was agreed on and lets the public meet it: all in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from engine.definition import logic_of
from webapp.persistence import ChangeRecord, ReleaseRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing import children_for_draft, index_service
from webapp.services.releasing.allowing import find_kind_bar
from webapp.services.releasing.errors import ChangeMovedError, ChangeRefusedError
from webapp.services.releasing.freezes import find_freeze
from webapp.services.releasing.history import WENT_LIVE
from webapp.services.releasing.inside import moves_for
from webapp.services.releasing.kinds import Kind
from webapp.services.releasing.outcomes import outcome_due, record_taken_back
from webapp.services.releasing.requesting import get_change
from webapp.services.releasing.sides import side_of_draft
from webapp.services.releasing.standing import find_other, void_if_other
from webapp.services.releasing.telling import Event, tell_requester

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

REVIEW_WITHIN: Final = timedelta(hours=24)
HERE: Final = "editor"
RELEASE_CHANGE: Final = "release-change"
"""The job that releases at a time that was set."""


def may_release(actor: Actor) -> bool:
    """Whoever may ask or agree presses the last button."""
    return actor.may(Permission.RELEASE_FLOWS)


def release_change(uow: UnitOfWork, change_id: int, *, actor: Actor, now: datetime, override: str = "") -> ChangeRecord:
    """Let the public meet what was agreed on. Raises ChangeRefusedError, ChangeMovedError."""
    require(actor, Permission.RELEASE_FLOWS)
    return _release(uow, change_id, actor, now, override)


def schedule_change(uow: UnitOfWork, change_id: int, run_at: datetime | None, *, actor: Actor, now: datetime) -> None:
    """Have it released by itself at a time; None takes the time back. Raises ChangeRefusedError."""
    require(actor, Permission.RELEASE_FLOWS)
    change = get_change(uow, change_id)
    if change.state != "approved":
        raise ChangeRefusedError("Only what was agreed on gets a time.")
    if run_at is not None and run_at <= now:
        raise ChangeRefusedError("That time is over.", "Choose one to come, or release it now.")
    freeze = find_freeze(uow, change.slug, run_at) if run_at else None
    if freeze is not None:
        raise ChangeRefusedError(f"Nothing is released at that time: {freeze.why}", "Choose a time after it ends.")
    with uow.write(durable=True):
        if not uow.changes.step(change, {"run_at": run_at, "held_why": ""}):
            raise ChangeMovedError
        if run_at is not None:
            key = f"{RELEASE_CHANGE}:{change.id}:{run_at.isoformat()}:{change.version}"
            uow.outbox.add(RELEASE_CHANGE, subject=str(change.id), idempotency_key=key, run_at=run_at, now=now)
        at = run_at.isoformat() if run_at else None
        record(uow, actor, "change.scheduled", change.slug, {"change": change.id, "at": at}, now=now)


def release_due(uow: UnitOfWork, change_id: int, *, now: datetime) -> Mapping[str, Any]:
    """At its time: release what is still agreed on, still the same, and not held; else say on its page why not."""
    change = get_change(uow, change_id)
    if change.state != "approved" or change.run_at is None or change.run_at > now:
        return {"released": False}
    try:
        _release(uow, change_id, None, now, "")
    except (ChangeRefusedError, ChangeMovedError) as refused:
        why = refused.what if isinstance(refused, ChangeRefusedError) else "Somebody took a step with it meanwhile."
        held = get_change(uow, change_id)
        if held.state == "approved":  # one that no longer stands is closed, and told so
            with uow.write(durable=True):
                uow.changes.step(held, {"held_why": why, "run_at": None})
                tell_requester(uow, change, Event.HELD, actor=None, now=now, once=change.run_at.isoformat())
        return {"released": False, "why": why}
    return {"released": True}


def _release(uow: UnitOfWork, change_id: int, actor: Actor | None, now: datetime, override: str) -> ChangeRecord:
    change = get_change(uow, change_id)
    if change.state == "released":
        raise ChangeMovedError
    if change.state != "approved":
        raise ChangeRefusedError("Nobody agreed on this yet." if change.state == "waiting" else "It is closed.")
    void_if_other(uow, change, actor=actor, now=now)
    with uow.write(durable=True):
        put_live(uow, change, actor=actor, now=now, override=override)
    return get_change(uow, change_id)


def put_live(uow: UnitOfWork, change: ChangeRecord, *, actor: Actor | None, now: datetime, override: str = "") -> None:
    """The steps of a release, inside the write that does them all."""
    seen, _ = uow.changes.lock(change)
    if seen.state != "approved" or seen.version != change.version:
        raise ChangeMovedError
    if other := find_other(uow, change):
        raise ChangeRefusedError(other, "Look at the request again.")
    if change.kind == Kind.STANDARD and (bar := find_kind_bar(uow, change.evidence["model"], now)):
        raise ChangeRefusedError(bar, "Ask for it as a normal change, or wait until a lead did.")
    passed = _pass_freeze(uow, change, actor, now, override)
    is_back = change.kind == Kind.ROLLBACK
    release = _earlier(uow, change) if is_back else _make_release(uow, change, actor, now)
    is_shared = release.document.get("shared") is True
    if not is_shared:
        uow.flows.set_live(change.slug, release.id)
        index_service(uow, change.slug, release.document, release.translations)
    older = [each.id for each in uow.flows.list_releases(change.slug)]
    moves = moves_for(uow, change.slug, release.id, change.inside)
    uow.inside.replace_moves(older, moves, change_id=change.id)
    if (draft := uow.drafts.find(change.slug)) is not None and draft.id == change.draft_id:
        uow.drafts.remove(draft)
    _close(uow, change, release, actor, now, passed)
    if is_back:
        record_taken_back(uow, change, actor=actor, now=now)
    details = {"fingerprint": release.fingerprint, "origin": release.origin, "change": change.id}
    record(uow, actor, "release.shared" if is_shared else WENT_LIVE, change.slug, details, now=now)
    tell_requester(uow, change, Event.RELEASED, actor=actor, now=now)


def _close(
    uow: UnitOfWork, change: ChangeRecord, release: ReleaseRecord, actor: Actor | None, now: datetime, passed: str
) -> None:
    values = {
        "state": "released",
        "release_id": release.id,
        "closed_by": actor.id if actor else None,
        "closed_at": now,
        "run_at": None,
        "closed_why": passed,
        "review_due_at": now + REVIEW_WITHIN if change.kind == Kind.EMERGENCY else None,
        "outcome_due_at": outcome_due(change, release, now),
    }
    if not uow.changes.step(change, values):
        raise ChangeMovedError


def _make_release(uow: UnitOfWork, change: ChangeRecord, actor: Actor | None, now: datetime) -> ReleaseRecord:
    """The draft as a release, with the releases of what it runs; one that says the same already is taken up again."""
    draft = uow.drafts.find(change.slug)
    assert draft is not None, "its fingerprint was read a moment ago, under lock"
    side = side_of_draft(uow, draft)
    if side.fingerprint != change.evidence["release"]:
        raise ChangeRefusedError(
            "A flow that this one runs has a new release since it was asked for.", "Ask for it anew."
        )
    known = uow.flows.find_release(side.fingerprint)
    if known is None:
        release_id = uow.flows.add_release(
            change.slug,
            fingerprint=side.fingerprint,
            logic=logic_of(side.document, children_for_draft(uow, side.document)),
            document=side.document,
            translations=side.translations,
            origin=HERE,
            now=now,
            published_by=actor.id if actor else change.requested_by,
        )
        return uow.flows.release(release_id)
    return known


def _earlier(uow: UnitOfWork, change: ChangeRecord) -> ReleaseRecord:
    assert change.release_id is not None, "a way back names where it leads"
    return uow.flows.release(change.release_id)


def _pass_freeze(uow: UnitOfWork, change: ChangeRecord, actor: Actor | None, now: datetime, override: str) -> str:
    """Nothing passes a freeze but an emergency or a way back, with a reason of its own, which is kept."""
    freeze = find_freeze(uow, change.slug, now)
    if freeze is None:
        return ""
    if change.kind not in (Kind.EMERGENCY, Kind.ROLLBACK):
        raise ChangeRefusedError(
            f"Nothing is released now: {freeze.why}", "Release it after the freeze, or set a time."
        )
    why = override.strip() or (change.reason if change.kind == Kind.ROLLBACK else "")
    if not why:
        raise ChangeRefusedError(
            f"Nothing is released now: {freeze.why}", "Say why this emergency has to pass the freeze."
        )
    record(uow, actor, "freeze.passed", change.slug, {"freeze": freeze.id, "change": change.id}, now=now)
    return why
