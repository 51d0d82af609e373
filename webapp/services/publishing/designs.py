"""The flows as designers see them: which are live, which are being changed, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from engine.errors import EditError
from engine.model import Issue, Severity
from webapp.persistence import DraftRecord, FlowRecord, FlowUse, PersonRecord
from webapp.services.accounts import PERMISSIONS, Actor, Permission, Role, require
from webapp.services.audit import record
from webapp.services.publishing.drafting import DraftView, FlowUnknownError, view_of
from webapp.services.publishing.reading import read_draft

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_REAL: Final = "public"
"""Only what the public does is counted."""
USE_DAYS: Final = 28
FEWEST: Final = 20
"""Of fewer people, no share is told: it would say more about them than about the flow."""
STATES: Final = ("live", "draft", "waiting", "archived")


@dataclass(frozen=True, kw_only=True)
class FlowCard:
    """One flow in the list."""

    slug: str
    title: str
    summary: str
    agency: str
    is_live: bool
    is_shared: bool
    """Whether only other flows run it."""
    languages: tuple[str, ...]
    steps: int
    draft: DraftRecord | None
    """The draft that somebody works on, if there is one."""
    edited_by: str
    edited_at: datetime | None
    owner_id: str = ""
    owner: str = ""
    is_waiting: bool = False
    """Whether a change of it waits for approval."""
    is_archived: bool = False
    errors: int = 0
    warnings: int = 0
    inside: int = 0
    """Real people who are on their way through it now."""
    started: int = 0
    """How many began in the last four weeks."""
    reached: int | None = None
    """Which share of those came to an end, in percent; None where they are too few."""

    @property
    def states(self) -> frozenset[str]:
        """What it can be filtered by."""
        if self.is_archived:
            return frozenset({"archived"})
        held = (("live", self.is_live), ("draft", self.draft is not None), ("waiting", self.is_waiting))
        return frozenset(name for name, holds in held if holds)


def list_designs(
    uow: UnitOfWork, *, actor: Actor, now: datetime, sought: str = "", state: str = "", owner: str = ""
) -> tuple[FlowCard, ...]:
    """Every flow, those that are being changed first; without those in the archive unless that is asked for.

    `sought` is part of a title, a name, an agency or its owner's name.
    """
    require(actor, Permission.SEE_FLOWS)
    drafts = {draft.slug: draft for draft in uow.drafts.list_all()}
    people = {person.id: person.name for person in uow.people.list_all()}
    use = uow.flows.list_use(traffic=_REAL, since=now - timedelta(days=USE_DAYS), now=now)
    made = (
        _card(uow, flow, drafts.get(flow.slug), people, use.get(flow.slug, FlowUse())) for flow in uow.flows.list_all()
    )
    wanted = sought.strip().casefold()
    cards = [
        card
        for card in made
        if card is not None
        and wanted in f"{card.title} {card.slug} {card.agency} {card.owner}".casefold()
        and (state in card.states if state else not card.is_archived)
        and (not owner or card.owner_id == owner)
    ]
    return tuple(sorted(cards, key=lambda card: (card.draft is None, card.is_shared, card.title.casefold())))


def find_card(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> FlowCard | None:
    """One flow as the list shows it."""
    require(actor, Permission.SEE_FLOWS)
    flow = uow.flows.find(slug)
    if flow is None:
        return None
    people = {person.id: person.name for person in uow.people.list_all()}
    use = uow.flows.list_use(traffic=_REAL, since=now - timedelta(days=USE_DAYS), now=now)
    return _card(uow, flow, uow.drafts.find(slug), people, use.get(slug, FlowUse()))


def read_newest(uow: UnitOfWork, slug: str, *, actor: Actor) -> DraftView:
    """A flow's draft as it stands; its newest release where nobody changes it. For whoever only reads."""
    require(actor, Permission.SEE_FLOWS)
    found = uow.drafts.find(slug) or uow.flows.newest_release(slug)
    if found is None:
        raise FlowUnknownError(slug)
    return view_of(found)


def list_titles(uow: UnitOfWork, *, actor: Actor) -> dict[str, str]:
    """Every flow that is not archived, by its title."""
    require(actor, Permission.SEE_FLOWS)
    drafts = {draft.slug: draft for draft in uow.drafts.list_all()}
    flows = (flow for flow in uow.flows.list_all() if flow.archived_at is None)
    found = ((flow.slug, drafts.get(flow.slug) or uow.flows.newest_release(flow.slug)) for flow in flows)
    titles = {slug: str(shown.document.get("title", slug)) for slug, shown in found if shown is not None}
    return dict(sorted(titles.items(), key=lambda pair: pair[1].casefold()))


def set_owner(uow: UnitOfWork, slug: str, person_id: str, *, actor: Actor, now: datetime) -> None:
    """Say who answers for a flow; nobody, with an empty `person_id`."""
    require(actor, Permission.EDIT_FLOWS)
    if uow.flows.find(slug) is None:
        raise FlowUnknownError(slug)
    if person_id and person_id not in {person.id for person in list_owners(uow)}:
        raise EditError("Choose somebody from the list.")
    with uow.write(durable=True):
        uow.flows.set_owner(slug, person_id or None)
        record(uow, actor, "flow.owner", slug, {"owner": person_id}, now=now)


def list_owners(uow: UnitOfWork) -> tuple[PersonRecord, ...]:
    """Whoever may answer for a flow: staff who may see flows, by name."""
    may = {role for role, granted in PERMISSIONS.items() if Permission.SEE_FLOWS in granted}
    people = (person for person in uow.people.list_all() if person.is_active and Role(person.role) in may)
    return tuple(sorted(people, key=lambda person: person.name.casefold()))


def _card(
    uow: UnitOfWork, flow: FlowRecord, draft: DraftRecord | None, people: Mapping[str, str], use: FlowUse
) -> FlowCard | None:
    shown = draft or uow.flows.newest_release(flow.slug)
    if shown is None:
        return None
    problems = find_problems(uow, view_of(shown))
    is_told = use.started >= FEWEST
    return FlowCard(
        slug=flow.slug,
        title=str(shown.document.get("title", flow.slug)),
        summary=str(shown.document.get("summary", "")),
        agency=str(shown.document.get("agency", "")),
        is_live=flow.live_release_id is not None,
        is_shared=shown.document.get("shared") is True,
        languages=(str(shown.document.get("language", "")), *sorted(shown.translations)),
        steps=len(shown.document.get("nodes", {})),
        draft=draft,
        edited_by=people.get(draft.edited_by or "", "") if draft else "",
        edited_at=draft.updated_at if draft else None,
        owner_id=flow.owner_id or "",
        owner=people.get(flow.owner_id or "", ""),
        is_archived=flow.archived_at is not None,
        is_waiting=any(change.state == "waiting" for change in uow.changes.list_open(flow.slug)),
        errors=sum(issue.severity is Severity.ERROR for issue in problems),
        warnings=sum(issue.severity is Severity.WARNING for issue in problems),
        inside=use.inside,
        started=use.started,
        reached=round(100 * use.reached / use.started) if is_told else None,
    )


def find_problems(uow: UnitOfWork, shown: DraftView) -> tuple[Issue, ...]:
    """What the check says of a draft without a proof, worst first."""
    return read_draft(uow, shown).problems
