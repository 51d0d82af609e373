"""Requests as people read them: one as a letter, and those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from engine.definition import calls_in
from webapp.persistence import ChangeRecord, FreezeRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.releasing.barring import find_bar, may_decide
from webapp.services.releasing.delegating import find_principal
from webapp.services.releasing.freezes import find_freeze
from webapp.services.releasing.history import names_of
from webapp.services.releasing.inside import Standing, people_inside
from webapp.services.releasing.kinds import OPEN
from webapp.services.releasing.requesting import get_change
from webapp.services.releasing.sides import Side, list_sides
from webapp.services.releasing.standing import find_other

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody said of a request."""

    by: str
    stead: str
    """The approver in whose stead it was said; empty where they said it themselves."""
    verdict: str
    comment: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ChangeCard:
    """A request in a list."""

    change: ChangeRecord
    title: str
    requested_by: str
    bar: str
    """Why this actor may not decide on it; empty when they may."""
    is_mine: bool
    """Whether this actor asked for it."""

    @property
    def is_mine_to_decide(self) -> bool:
        return not self.bar

    @property
    def is_open(self) -> bool:
        return self.change.state in OPEN


@dataclass(frozen=True, kw_only=True)
class ShownChange(ChangeCard):
    """A request as a letter."""

    sides: tuple[Side, ...]
    target: str
    """The number of the release that it made, or leads back to; empty before."""
    said: tuple[Said, ...]
    other: str
    """Why it no longer stands though nobody closed it yet."""
    freeze: FreezeRecord | None
    inside: tuple[Standing, ...]
    closed_by: str
    reviewed_by: str
    told_by: str
    """Who said how it went."""
    stands_for: str
    """The approver in whose stead this actor would decide; empty where they decide in their own name."""
    run_by: tuple[str, ...]
    """The titles of the flows that run this one."""
    collisions: tuple[ChangeCard, ...]
    """Other requests for the same flow, and for flows that it runs or that run it."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What there is to do."""

    for_me: tuple[ChangeCard, ...]
    others: tuple[ChangeCard, ...]
    """Open as well: they wait for somebody else, or for their release."""
    reviews: tuple[ChangeCard, ...]
    """Emergencies that nobody looked at in peace yet."""
    untold: tuple[ChangeCard, ...]
    """Released, and nobody said yet how it went."""
    answered: tuple[ChangeCard, ...]
    """What this actor asked for, and has to see to: to release, to mend, or to ask for anew."""

    @property
    def my_reviews(self) -> tuple[ChangeCard, ...]:
        """The emergencies that this actor may look at: not the own ones."""
        return tuple(card for card in self.reviews if not card.is_mine)

    @property
    def my_untold(self) -> tuple[ChangeCard, ...]:
        return tuple(card for card in self.untold if card.is_mine)


def view_change(uow: UnitOfWork, change_id: int, *, actor: Actor, now: datetime) -> ShownChange:
    """One request. Raises ChangeUnknownError."""
    require(actor, Permission.SEE_FLOWS)
    change, names = get_change(uow, change_id), names_of(uow)
    sides = list_sides(uow, change.slug)
    target = next((side for side in sides if side.release_id == change.release_id and not side.is_draft), None)
    is_open = change.state in OPEN
    leads_to = target if target else sides[0]
    card = _card(uow, change, actor, now)
    return ShownChange(
        change=change,
        title=card.title,
        requested_by=card.requested_by,
        bar=card.bar,
        is_mine=card.is_mine,
        sides=sides,
        target=target.name if target else "",
        said=tuple(
            Said(
                by=names.get(each.person_id, ""),
                stead=names.get(each.for_person_id, ""),
                verdict=each.verdict,
                comment=each.comment,
                at=each.decided_at,
            )
            for each in uow.changes.list_decisions(change.id)
        ),
        other=find_other(uow, change) if is_open else "",
        freeze=find_freeze(uow, change.slug, now) if is_open else None,
        inside=people_inside(uow, change.slug, leads_to, change.inside) if is_open else (),
        closed_by=names.get(change.closed_by, ""),
        reviewed_by=names.get(change.reviewed_by, ""),
        told_by=names.get(change.outcome_by, ""),
        stands_for=_stands_for(uow, change, actor, now),
        run_by=runners_of(uow, change.slug),
        collisions=_collisions(uow, change, actor, now) if is_open else (),
    )


def _stands_for(uow: UnitOfWork, change: ChangeRecord, actor: Actor, now: datetime) -> str:
    principal = None if may_decide(change, actor) else find_principal(uow, actor, now)
    return principal.name if principal else ""


def list_waiting(uow: UnitOfWork, *, actor: Actor, now: datetime) -> Waiting:
    """What waits for this actor, what waits for others, and what is still to be reviewed."""
    require(actor, Permission.SEE_FLOWS)
    cards = [_card(uow, change, actor, now) for change in uow.changes.list_open()]
    return Waiting(
        for_me=tuple(card for card in cards if card.is_mine_to_decide),
        others=tuple(card for card in cards if not card.is_mine_to_decide),
        reviews=tuple(_card(uow, change, actor, now) for change in uow.changes.list_to_review()),
        untold=tuple(_card(uow, change, actor, now) for change in uow.changes.list_untold()),
        answered=tuple(_card(uow, change, actor, now) for change in _answered(uow, actor)),
    )


def _answered(uow: UnitOfWork, actor: Actor) -> list[ChangeRecord]:
    """The newest request for each flow, where it waits for whoever asked; nothing once its draft is gone."""
    newest: dict[str, ChangeRecord] = {}
    for change in uow.changes.list_asked_by(actor.id):
        newest.setdefault(change.slug, change)
    return [change for change in newest.values() if _waits_for_requester(uow, change)]


def _waits_for_requester(uow: UnitOfWork, change: ChangeRecord) -> bool:
    if change.state == "approved":
        return change.run_at is None
    draft = uow.drafts.find(change.slug)
    is_there = draft is not None and draft.id == change.draft_id
    return is_there and change.state in ("refused", "void") and not uow.changes.list_open(change.slug)


def list_changes(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> tuple[ChangeCard, ...]:
    """Every request of one flow, newest first."""
    require(actor, Permission.SEE_FLOWS)
    return tuple(_card(uow, change, actor, now) for change in uow.changes.list_of(slug))


def runners_of(uow: UnitOfWork, slug: str) -> tuple[str, ...]:
    """The titles of the flows whose release, or draft, runs this one."""
    found = []
    for flow in uow.flows.list_all():
        release = uow.flows.release(flow.live_release_id) if flow.live_release_id is not None else None
        documents = [each.document for each in (release, uow.drafts.find(flow.slug)) if each is not None]
        if flow.slug != slug and any(node["flow"] == slug for each in documents for _, node in calls_in(each)):
            found.append(str(documents[0].get("title", flow.slug)))
    return tuple(found)


def _collisions(uow: UnitOfWork, change: ChangeRecord, actor: Actor, now: datetime) -> tuple[ChangeCard, ...]:
    others = [each for each in uow.changes.list_open() if each.id != change.id]
    if not others:
        return ()
    mine = runs_of(uow, change.slug)
    return tuple(
        _card(uow, each, actor, now)
        for each in others
        if each.slug == change.slug or each.slug in mine or change.slug in runs_of(uow, each.slug)
    )


def runs_of(uow: UnitOfWork, slug: str) -> frozenset[str]:
    """The flows that a flow runs, as it would be released."""
    sides = list_sides(uow, slug)
    return frozenset(node["flow"] for _, node in calls_in(sides[0].document)) if sides else frozenset()


def _card(uow: UnitOfWork, change: ChangeRecord, actor: Actor, now: datetime) -> ChangeCard:
    return ChangeCard(
        change=change,
        title=title_of(uow, change.slug),
        requested_by=names_of(uow).get(change.requested_by, ""),
        bar=find_bar(uow, change, actor, now),
        is_mine=change.requested_by == actor.id,
    )


def title_of(uow: UnitOfWork, slug: str) -> str:
    """What a flow is called: as its draft says, else its newest release."""
    found = uow.drafts.find(slug) or uow.flows.newest_release(slug)
    return str(found.document.get("title", slug)) if found else slug
