"""Whether a kind of change that needs nobody's approval is allowed now.

One lapses as soon as a change of that kind failed or was taken back, or when its time is over; a lead allows it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.persistence import ChangeRecord, StandardKindRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.releasing.errors import ChangeRefusedError
from webapp.services.releasing.kinds import LONGEST_NOTE
from webapp.services.releasing.standard import SAYS, Model

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class StandardKind:
    """One kind as it stands now."""

    model: Model
    says: str
    bar: str
    """Why nothing is released by it now; empty while it is allowed."""
    expires_at: datetime | None
    reason: str
    """Why it was allowed again, or what made it lapse."""
    changed_by: str
    changed_at: datetime | None
    change: ChangeRecord | None
    """After which change it lapsed."""


def list_standard_kinds(uow: UnitOfWork, *, actor: Actor, now: datetime) -> tuple[StandardKind, ...]:
    """Every kind, allowed or not."""
    require(actor, Permission.SEE_FLOWS)
    names = {person.id: person.name for person in uow.people.list_all()}
    return tuple(_shown(uow, model, names, now) for model in Model)


def find_kind_bar(uow: UnitOfWork, model: str, now: datetime) -> str:
    """Why nothing may be released by this kind now; empty when it may."""
    kept = uow.standard_kinds.find(model)
    if kept is None:
        return ""
    if kept.lapsed_at is not None:
        return f"This kind lapsed: {kept.reason} A lead has to allow it again."
    if kept.expires_at is not None and kept.expires_at <= now:
        return "The time for which this kind was allowed is over. A lead has to allow it again."
    return ""


def allow_kind(
    uow: UnitOfWork, model: str, *, reason: str, expires_at: datetime | None, actor: Actor, now: datetime
) -> None:
    """Allow a kind again, or until another day. Raises ChangeRefusedError."""
    require(actor, Permission.ALLOW_STANDARD)
    reason = reason.strip()
    if model not in tuple(Model):
        raise ChangeRefusedError("There is no such kind of change.")
    if not reason:
        raise ChangeRefusedError("Say why this kind needs nobody's approval again.", "It stands beside the kind.")
    if len(reason) > LONGEST_NOTE:
        raise ChangeRefusedError(f"The reason has more than {LONGEST_NOTE} letters.", "Say it in fewer words.")
    if expires_at is not None and expires_at <= now:
        raise ChangeRefusedError("That day is over.", "Choose a later one, or none.")
    values = StandardKindRecord(
        model=model,
        lapsed_at=None,
        change_id=None,
        expires_at=expires_at,
        reason=reason,
        changed_by=actor.id,
        changed_at=now,
    )
    with uow.write(durable=True):
        uow.standard_kinds.put(values)
        until = expires_at.isoformat() if expires_at else None
        record(uow, actor, "standard_kind.allowed", model, {"until": until}, now=now)


def lapse_kind(uow: UnitOfWork, change: ChangeRecord, why: str, *, actor: Actor | None, now: datetime) -> None:
    """Inside the write that says so: after this change its kind needs approval, until a lead allows it again."""
    model = str(change.evidence.get("model", ""))
    if change.kind != "standard" or not model:
        return
    kept = uow.standard_kinds.find(model)
    lapsed = StandardKindRecord(
        model=model,
        lapsed_at=now,
        change_id=change.id,
        expires_at=kept.expires_at if kept else None,
        reason=why,
        changed_by=actor.id if actor else None,
        changed_at=now,
    )
    uow.standard_kinds.put(lapsed)
    record(uow, actor, "standard_kind.lapsed", model, {"change": change.id}, now=now)


def _shown(uow: UnitOfWork, model: Model, names: dict[str, str], now: datetime) -> StandardKind:
    kept = uow.standard_kinds.find(model)
    return StandardKind(
        model=model,
        says=SAYS[model],
        bar=find_kind_bar(uow, model, now),
        expires_at=kept.expires_at if kept else None,
        reason=kept.reason if kept else "",
        changed_by=names.get(kept.changed_by or "", "") if kept else "",
        changed_at=kept.changed_at if kept else None,
        change=uow.changes.find(kept.change_id) if kept and kept.change_id else None,
    )
