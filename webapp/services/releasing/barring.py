"""Who may decide on a request, and why somebody else may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.persistence import ChangeRecord, PersonRecord
from webapp.services.accounts import Actor, Permission, build_actor
from webapp.services.releasing.kinds import BY_TWO
from webapp.services.releasing.risk import Quorum

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def find_bar(uow: UnitOfWork, change: ChangeRecord, actor: Actor) -> str:
    """Why somebody may not decide on a request; empty when they may."""
    if change.state != "waiting":
        return "Nobody is asked any more."
    if not may_decide(change, actor):
        return "An approver decides."
    if change.requested_by == actor.id:
        return "You asked for it yourself: somebody else decides."
    if change.evidence.get("quorum") == Quorum.OUTSIDER and actor.id in change.evidence.get("editors", ()):
        return "You changed this draft yourself: with this risk somebody decides who did not."
    if any(said.person_id == actor.id for said in uow.changes.list_decisions(change.id)):
        return "You agreed already. Somebody else is asked too."
    return ""


def may_decide(change: ChangeRecord, actor: Actor) -> bool:
    """Approvers; and designers on what happens at once with a second person."""
    may_both = change.kind in BY_TWO and actor.may(Permission.EDIT_FLOWS)
    return may_both or actor.may(Permission.APPROVE_RELEASES)


def list_deciders(uow: UnitOfWork, change: ChangeRecord) -> tuple[PersonRecord, ...]:
    """Everybody whose word is asked for now."""
    active = (person for person in uow.people.list_all() if person.is_active)
    return tuple(person for person in active if not find_bar(uow, change, build_actor(person)))
