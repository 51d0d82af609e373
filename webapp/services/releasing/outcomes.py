"""How a release went, said afterwards: well, with issues, failed or taken back.

An emergency is written up within two working days, everything else within five. What failed or was taken back ends
the standing of the kind it was released by.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from webapp.persistence import ChangeRecord, ReleaseRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.releasing.allowing import lapse_kind
from webapp.services.releasing.errors import ChangeMovedError, ChangeRefusedError
from webapp.services.releasing.kinds import LONGEST_NOTE, Kind
from webapp.services.releasing.requesting import get_change

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


class Outcome(StrEnum):
    """How it went."""

    SUCCESS = "success"
    ISSUES = "issues"
    FAILED = "failed"
    ROLLED_BACK = "rolled-back"


_WORKING_DAYS: Final[Mapping[str, int]] = {Kind.EMERGENCY: 2, Kind.NORMAL: 5, Kind.STANDARD: 5}
_ENDS_A_KIND: Final = frozenset({Outcome.FAILED, Outcome.ROLLED_BACK})
_SATURDAY: Final = 5


def outcome_due(change: ChangeRecord, release: ReleaseRecord, now: datetime) -> datetime | None:
    """By when somebody says how it went; a way back is the end of another release and needs no word of its own."""
    days = _WORKING_DAYS.get(change.kind)
    if days is None:
        return None
    at = now.astimezone(ZoneInfo(release.document["time_zone"]))
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < _SATURDAY
    return at.astimezone(now.tzinfo)


def record_outcome(
    uow: UnitOfWork, change_id: int, outcome: str, note: str, *, actor: Actor, now: datetime
) -> ChangeRecord:
    """Say how a release went. Raises ChangeRefusedError, ChangeMovedError."""
    require(actor, Permission.RELEASE_FLOWS)
    change, note = get_change(uow, change_id), note.strip()
    if change.state != "released" or change.kind == Kind.ROLLBACK:
        raise ChangeRefusedError("Only of what was released it is said how it went.")
    if change.outcome is not None:
        raise ChangeRefusedError("Somebody said already how it went.")
    if outcome not in tuple(Outcome):
        raise ChangeRefusedError("Choose how it went.", "One of the four.")
    if not note and (outcome != Outcome.SUCCESS or change.kind == Kind.EMERGENCY):
        raise ChangeRefusedError("Say what happened.", "What was seen, what was done, and what follows from it.")
    if len(note) > LONGEST_NOTE:
        raise ChangeRefusedError(f"The note has more than {LONGEST_NOTE} letters.", "Say it in fewer words.")
    with uow.write(durable=True):
        _keep(uow, change, Outcome(outcome), note, actor, now)
    return get_change(uow, change_id)


def record_taken_back(uow: UnitOfWork, back: ChangeRecord, *, actor: Actor | None, now: datetime) -> None:
    """Inside the write that goes back to an earlier release: the one that was live is taken back."""
    undone = uow.changes.find_maker(back.base_release_id)
    is_earlier = back.release_id is not None and back.base_release_id is not None
    if undone is None or not is_earlier or (back.release_id or 0) > (back.base_release_id or 0):
        return
    _keep(uow, undone, Outcome.ROLLED_BACK, back.reason, actor, now)


def _keep(
    uow: UnitOfWork, change: ChangeRecord, outcome: Outcome, note: str, actor: Actor | None, now: datetime
) -> None:
    values = {
        "outcome": str(outcome),
        "outcome_note": note,
        "outcome_by": actor.id if actor else None,
        "outcome_at": now,
    }
    if not uow.changes.step(change, values):
        raise ChangeMovedError
    record(uow, actor, "change.outcome", change.slug, {"change": change.id, "outcome": str(outcome)}, now=now)
    if outcome in _ENDS_A_KIND:
        said = "failed" if outcome is Outcome.FAILED else "was taken back"
        lapse_kind(uow, change, f"A change of this kind {said}: {note}", actor=actor, now=now)
