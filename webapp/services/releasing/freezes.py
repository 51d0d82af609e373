"""Times in which nothing is released: of one flow, or of all. Only an emergency passes, and says why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.persistence import FreezeRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.releasing.errors import ChangeRefusedError

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

LONGEST_WHY = 500


def list_freezes(uow: UnitOfWork, *, actor: Actor, now: datetime) -> tuple[FreezeRecord, ...]:
    """Those that hold now or later."""
    require(actor, Permission.SEE_FLOWS)
    return uow.freezes.list_from(now)


def find_freeze(uow: UnitOfWork, slug: str, at: datetime) -> FreezeRecord | None:
    """What holds a flow at a moment."""
    return uow.freezes.find_at(slug, at)


def may_freeze(actor: Actor) -> bool:
    """Approvers and leads decide when nothing is released."""
    return actor.may(Permission.HOLD_RELEASES)


def add_freeze(
    uow: UnitOfWork, *, slug: str, why: str, starts_at: datetime, ends_at: datetime, actor: Actor, now: datetime
) -> None:
    """Hold releases from one moment to another. Raises ChangeRefusedError."""
    require(actor, Permission.HOLD_RELEASES)
    why = why.strip()
    if not why:
        raise ChangeRefusedError("Say why nothing is to be released in that time.", "Designers read it.")
    if len(why) > LONGEST_WHY:
        raise ChangeRefusedError(f"The reason has more than {LONGEST_WHY} letters.", "Say it in fewer words.")
    if ends_at <= starts_at or ends_at <= now:
        raise ChangeRefusedError("That time is over before it begins.", "Let it end after its begin, and after today.")
    if slug and uow.flows.find(slug) is None:
        raise ChangeRefusedError(f"There is no flow “{slug}”.", "Choose one of the list, or all.")
    with uow.write(durable=True):
        freeze = uow.freezes.add(
            slug=slug or None, why=why, starts_at=starts_at, ends_at=ends_at, added_by=actor.id, now=now
        )
        record(uow, actor, "freeze.added", slug or "all", {"freeze": freeze}, now=now)


def remove_freeze(uow: UnitOfWork, freeze_id: int, *, actor: Actor, now: datetime) -> None:
    """Let flows be released again. One that is gone already stays gone."""
    require(actor, Permission.HOLD_RELEASES)
    with uow.write(durable=True):
        if uow.freezes.remove(freeze_id, removed_by=actor.id, now=now):
            record(uow, actor, "freeze.removed", str(freeze_id), now=now)
