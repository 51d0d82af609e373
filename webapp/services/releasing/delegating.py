"""Who decides in the stead of an approver who is away. It is for a time, on record, and never for one's own change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from webapp.persistence import DelegationRecord, PersonRecord
from webapp.services.accounts import Actor, Permission, build_actor, require
from webapp.services.audit import record
from webapp.services.releasing.errors import ChangeRefusedError

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

LONGEST: Final = timedelta(days=92)


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """One of them, with names."""

    id: int
    approver: str
    delegate: str
    starts_at: datetime
    ends_at: datetime
    is_mine: bool
    """Whether this actor named them, and may take it back."""


def list_delegations(uow: UnitOfWork, *, actor: Actor, now: datetime) -> tuple[Delegation, ...]:
    """Those that hold now or later."""
    require(actor, Permission.SEE_FLOWS)
    names = {person.id: person.name for person in uow.people.list_all()}
    return tuple(
        Delegation(
            id=each.id,
            approver=names.get(each.approver_id, ""),
            delegate=names.get(each.delegate_id, ""),
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            is_mine=each.approver_id == actor.id,
        )
        for each in uow.delegations.list_from(now)
    )


def list_possible_delegates(uow: UnitOfWork) -> tuple[PersonRecord, ...]:
    """Staff who see flows and do not approve in their own name, by name."""
    found = [person for person in uow.people.list_all() if person.is_active and _may_stand_in(person)]
    return tuple(sorted(found, key=lambda person: person.name.casefold()))


def name_delegate(
    uow: UnitOfWork, *, delegate_id: str, starts_at: datetime, ends_at: datetime, actor: Actor, now: datetime
) -> None:
    """Have somebody decide in this approver's stead for a time. Raises ChangeRefusedError."""
    require(actor, Permission.APPROVE_RELEASES)
    if delegate_id not in {person.id for person in list_possible_delegates(uow)}:
        raise ChangeRefusedError("Choose who stands in for you.", "Anybody of the list who does not approve already.")
    if ends_at <= starts_at or ends_at <= now:
        raise ChangeRefusedError("That time is over before it begins.", "Let it end after its begin, and after today.")
    if ends_at - starts_at > LONGEST:
        raise ChangeRefusedError("That is longer than three months.", "Name somebody for a shorter time.")
    own = [each for each in uow.delegations.list_from(now) if each.approver_id == actor.id]
    if any(each.starts_at < ends_at and starts_at < each.ends_at for each in own):
        raise ChangeRefusedError("Somebody stands in for you in that time already.", "Take that back first.")
    with uow.write(durable=True):
        number = uow.delegations.add(
            approver_id=actor.id, delegate_id=delegate_id, starts_at=starts_at, ends_at=ends_at, now=now
        )
        details = {"to": delegate_id, "from": starts_at.isoformat(), "until": ends_at.isoformat()}
        record(uow, actor, "delegation.named", f"delegation:{number}", details, now=now)


def end_delegation(uow: UnitOfWork, number: int, *, actor: Actor, now: datetime) -> None:
    """Take it back. One that is gone already, or somebody else's, stays as it is."""
    require(actor, Permission.APPROVE_RELEASES)
    with uow.write(durable=True):
        if uow.delegations.end(number, approver_id=actor.id, now=now):
            record(uow, actor, "delegation.ended", f"delegation:{number}", now=now)


def find_principal(uow: UnitOfWork, actor: Actor, now: datetime) -> PersonRecord | None:
    """The approver in whose stead somebody decides at this moment, while that approver still is one."""
    people = {person.id: person for person in uow.people.list_all()}
    for each in uow.delegations.list_from(now):
        approver = people.get(each.approver_id)
        if _holds(each, actor, now) and approver is not None and _approves(approver):
            return approver
    return None


def _holds(delegation: DelegationRecord, actor: Actor, now: datetime) -> bool:
    return delegation.delegate_id == actor.id and delegation.starts_at <= now


def _approves(person: PersonRecord) -> bool:
    return person.is_active and build_actor(person).may(Permission.APPROVE_RELEASES)


def _may_stand_in(person: PersonRecord) -> bool:
    actor = build_actor(person)
    return actor.may(Permission.SEE_FLOWS) and not actor.may(Permission.APPROVE_RELEASES)
