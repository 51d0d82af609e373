"""Who may decide on a request, and why somebody else may not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.persistence import ChangeRecord, PersonRecord
from webapp.services.accounts import Actor, Permission, build_actor
from webapp.services.releasing.delegating import find_principal
from webapp.services.releasing.kinds import BY_TWO
from webapp.services.releasing.risk import Quorum

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def find_bar(uow: UnitOfWork, change: ChangeRecord, actor: Actor, now: datetime) -> str:
    """Why somebody may not decide on a request; empty when they may."""
    if change.state != "waiting":
        return "Nobody is asked any more."
    if not may_decide(change, actor) and find_principal(uow, actor, now) is None:
        return "An approver decides."
    if change.requested_by == actor.id:
        return "You asked for it yourself: somebody else decides."
    if bar := _find_bar_by_risk(change, actor):
        return bar
    if any(said.person_id == actor.id for said in uow.changes.list_decisions(change.id)):
        return "You agreed already. Somebody else is asked too."
    return ""


def may_decide(change: ChangeRecord, actor: Actor) -> bool:
    """Approvers; and designers on what happens at once with a second person. Not who stands in for somebody."""
    may_both = change.kind in BY_TWO and actor.may(Permission.EDIT_FLOWS)
    return may_both or actor.may(Permission.APPROVE_RELEASES)


def list_deciders(uow: UnitOfWork, change: ChangeRecord, now: datetime) -> tuple[PersonRecord, ...]:
    """Everybody whose word is asked for now."""
    active = (person for person in uow.people.list_all() if person.is_active)
    return tuple(person for person in active if not find_bar(uow, change, build_actor(person), now))


def _find_bar_by_risk(change: ChangeRecord, actor: Actor) -> str:
    """A delegate decides where the risk is small, and never on a draft that they changed."""
    quorum, has_edited = change.evidence.get("quorum"), actor.id in change.evidence.get("editors", ())
    if quorum == Quorum.OUTSIDER and has_edited:
        return "You changed this draft yourself: with this risk somebody decides who did not."
    if may_decide(change, actor):
        return ""
    if quorum != Quorum.ONE:
        return "With this risk an approver decides, not whoever stands in for one."
    return "You changed this draft yourself: somebody else decides." if has_edited else ""
