"""Somebody else agrees or refuses. What is said holds for the fingerprint that was looked at, and for nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.persistence import ChangeRecord, DecisionRecord
from webapp.services.accounts import Actor, Permission, PermissionRefusedError, require
from webapp.services.audit import record
from webapp.services.releasing.barring import find_bar, may_decide
from webapp.services.releasing.delegating import find_principal
from webapp.services.releasing.errors import ChangeMovedError, ChangeRefusedError
from webapp.services.releasing.kinds import BY_TWO, LONGEST_NOTE
from webapp.services.releasing.putting_live import put_live
from webapp.services.releasing.requesting import get_change
from webapp.services.releasing.standing import void_if_other
from webapp.services.releasing.telling import Event, tell_requester

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

APPROVED, REFUSED = "approved", "refused"


def decide(
    uow: UnitOfWork,
    change_id: int,
    verdict: str,
    *,
    comment: str,
    seen: str,
    actor: Actor,
    now: datetime,
    override: str = "",
) -> ChangeRecord:
    """Agree or refuse. `seen` is the fingerprint on the page; `override` why an emergency passes a freeze.

    Raises ChangeRefusedError when it may not be, or the draft is another by now: then the request is void.
    """
    change = get_change(uow, change_id)
    principal = None if may_decide(change, actor) else find_principal(uow, actor, now)
    if not may_decide(change, actor) and principal is None:
        raise PermissionRefusedError(Permission.APPROVE_RELEASES)
    comment = comment.strip()
    if verdict == REFUSED and not comment:
        raise ChangeRefusedError("Say why you refuse.", "Whoever asked reads it and can mend it.")
    if len(comment) > LONGEST_NOTE:
        raise ChangeRefusedError(f"The comment has more than {LONGEST_NOTE} letters.", "Say it in fewer words.")
    if bar := find_bar(uow, change, actor, now):
        raise ChangeRefusedError(bar)
    void_if_other(uow, change, actor=actor, now=now)
    said = DecisionRecord(
        change_id=change.id,
        person_id=actor.id,
        verdict=verdict,
        comment=comment,
        fingerprint=seen,
        decided_at=now,
        for_person_id=principal.id if principal else None,
    )
    with uow.write(durable=True):
        _decide(uow, change, said, actor, now, override)
    return get_change(uow, change_id)


def _decide(
    uow: UnitOfWork, change: ChangeRecord, said: DecisionRecord, actor: Actor, now: datetime, override: str
) -> None:
    change, draft_now = uow.changes.lock(change)
    if change.state != "waiting":
        raise ChangeMovedError
    if said.fingerprint != change.fingerprint or (change.draft_id is not None and draft_now != change.fingerprint):
        raise ChangeRefusedError("The draft was edited a moment ago.", "Look at the request again.")
    if not uow.changes.decide(said):
        raise ChangeRefusedError("You said so already.")
    stead = {"in_the_stead_of": said.for_person_id} if said.for_person_id else {}
    details = {"change": change.id, "fingerprint": change.fingerprint, **stead}
    record(uow, actor, f"change.{said.verdict}", change.slug, details, now=now)
    if said.verdict == REFUSED:
        values = {"state": "refused", "closed_by": actor.id, "closed_at": now, "closed_why": said.comment}
        _step(uow, change, values)
        tell_requester(uow, change, Event.REFUSED, actor=actor, now=now)
        return
    agreed = sum(each.verdict == APPROVED for each in uow.changes.list_decisions(change.id))
    if agreed >= change.needs:
        _step(uow, change, {"state": "approved"})
        if change.kind in BY_TWO:
            put_live(uow, uow.changes.lock(change)[0], actor=actor, now=now, override=override)
            return
    else:
        _step(uow, change, {})
    tell_requester(uow, change, Event.APPROVED, actor=actor, now=now, once=actor.id)


def _step(uow: UnitOfWork, change: ChangeRecord, values: dict[str, object]) -> None:
    if not uow.changes.step(change, values):
        raise ChangeMovedError


def review_change(uow: UnitOfWork, change_id: int, review: str, *, actor: Actor, now: datetime) -> None:
    """Look at an emergency afterwards, in peace. Somebody does it who did not ask for it."""
    require(actor, Permission.APPROVE_RELEASES)
    change = get_change(uow, change_id)
    if change.review_due_at is None or change.reviewed_at is not None:
        raise ChangeRefusedError("There is nothing to review.")
    if change.requested_by == actor.id:
        raise ChangeRefusedError("You asked for it yourself: somebody else reviews it.")
    review = review.strip()
    if not review:
        raise ChangeRefusedError("Say what you found.", "One or two sentences are enough.")
    if len(review) > LONGEST_NOTE:
        raise ChangeRefusedError(f"The review has more than {LONGEST_NOTE} letters.", "Say it in fewer words.")
    with uow.write(durable=True):
        _step(uow, change, {"review": review, "reviewed_by": actor.id, "reviewed_at": now})
        record(uow, actor, "change.reviewed", change.slug, {"change": change.id}, now=now)
