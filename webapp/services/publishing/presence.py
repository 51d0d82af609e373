"""Who else has a flow open, and at which step: so that nobody is surprised. Names only, and only of now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from engine.editing import FlowDraft, Sheet
from webapp.services.accounts import Actor, Permission, require

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

HERE_FOR: Final = timedelta(seconds=60)
"""Whoever was not heard of for so long is gone. An open page is heard of every 20 seconds."""
_WRITTEN_EVERY: Final = timedelta(seconds=15)
_FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Present:
    """Somebody who has the flow open."""

    name: str
    step: str
    """What the step is called that they have open; empty for the flow itself."""


def note_presence(uow: UnitOfWork, slug: str, place: str, *, actor: Actor, now: datetime) -> None:
    """Say that somebody has a flow open, at a step or, with an empty `place`, elsewhere in it."""
    require(actor, Permission.SEE_FLOWS)
    known = uow.presences.find(slug, actor.id)
    if known is not None and known.place == place and now - known.seen_at < _WRITTEN_EVERY:
        return
    if known is None and uow.flows.find(slug) is None:
        return
    with uow.write():
        uow.presences.put(slug, actor.id, place=place, now=now)
        uow.presences.delete_before(before=now - _FORGOTTEN_AFTER)


def list_others(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> tuple[Present, ...]:
    """Everybody else who has the flow open now."""
    require(actor, Permission.SEE_FLOWS)
    found = [each for each in uow.presences.list_since(slug, since=now - HERE_FOR) if each.person_id != actor.id]
    if not found:
        return ()
    names = {person.id: person.name for person in uow.people.list_all()}
    draft = uow.drafts.find(slug)
    sheet = Sheet(FlowDraft(document=draft.document)) if draft else None
    return tuple(
        Present(name=names[each.person_id], step=_called(sheet, each.place))
        for each in found
        if each.person_id in names
    )


def _called(sheet: Sheet | None, place: str) -> str:
    nodes: Mapping[str, Any] = sheet.nodes if sheet else {}
    return sheet.called(place) if sheet and place in nodes else ""
