"""The flows as designers see them: which are live, which are being changed, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from engine.model import Issue
from webapp.persistence import DraftRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.reading import read_draft

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


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


def list_designs(uow: UnitOfWork, *, actor: Actor, sought: str = "") -> tuple[FlowCard, ...]:
    """Every flow, those that are being changed first. `sought` is part of a title, a name or an agency."""
    require(actor, Permission.SEE_FLOWS)
    drafts = {draft.slug: draft for draft in uow.drafts.list_all()}
    people = {person.id: person.name for person in uow.people.list_all()}
    cards = []
    for flow in uow.flows.list_all():
        draft = drafts.get(flow.slug)
        release = None if draft else uow.flows.newest_release(flow.slug)
        shown = draft or release
        if shown is None:
            continue
        card = FlowCard(
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
        )
        cards.append(card)
    wanted = sought.strip().casefold()
    found = [card for card in cards if wanted in f"{card.title} {card.slug} {card.agency}".casefold()]
    return tuple(sorted(found, key=lambda card: (card.draft is None, card.is_shared, card.title.casefold())))


def find_problems(uow: UnitOfWork, shown: DraftView) -> tuple[Issue, ...]:
    """What the check says of a draft without a proof, worst first."""
    return read_draft(uow, shown).problems
