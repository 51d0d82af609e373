"""Every release of a flow: who made it, why, and when the public met it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.services.accounts import Actor, Permission, require
from webapp.services.publishing import FlowUnknownError

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

WENT_LIVE = "release.live"
"""How the audit calls it when the public begins to meet a release; the details hold its fingerprint."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """A time in which the public met a release; without an end they meet it now."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class ShownRelease:
    """One release in the history."""

    number: int
    id: int
    fingerprint: str
    origin: str
    published_at: datetime
    published_by: str
    """Empty where no member of staff did it."""
    notes_staff: str
    notes_public: str
    notes_translated: tuple[str, ...]
    """The other languages in which the public was told."""
    change_id: int | None
    """The request that it answers, where it was made here."""
    is_live: bool
    periods: tuple[Period, ...]
    """Newest first."""


def list_history(uow: UnitOfWork, slug: str, *, actor: Actor) -> tuple[ShownRelease, ...]:
    """Newest first. Raises FlowUnknownError."""
    require(actor, Permission.SEE_FLOWS)
    flow = uow.flows.find(slug)
    if flow is None:
        raise FlowUnknownError(slug)
    names, periods = names_of(uow), _periods(uow, slug)
    made = {
        each.release_id: each
        for each in uow.changes.list_of(slug)
        if each.state == "released" and each.kind != "rollback"
    }
    releases = uow.flows.list_releases(slug)
    shown = []
    for place, release in enumerate(releases):
        change, is_live = made.get(release.id), release.id == flow.live_release_id
        since = (Period(since=release.published_at, until=None),) if is_live else ()
        shown.append(
            ShownRelease(
                number=len(releases) - place,
                id=release.id,
                fingerprint=release.fingerprint,
                origin=release.origin,
                published_at=release.published_at,
                published_by=names.get(release.published_by, ""),
                notes_staff=change.notes_staff if change else "",
                notes_public=change.notes_public if change else "",
                notes_translated=tuple(sorted(change.notes_translated)) if change else (),
                change_id=change.id if change else None,
                is_live=is_live,
                periods=periods.get(release.fingerprint, since),
            )
        )
    return tuple(shown)


def names_of(uow: UnitOfWork) -> Mapping[str | None, str]:
    """Everybody by their id, those who left too."""
    return {person.id: person.name for person in uow.people.list_all()}


def _periods(uow: UnitOfWork, slug: str) -> Mapping[str, tuple[Period, ...]]:
    """By fingerprint when each was live, as the audit has it: one ends where the next begins."""
    went = [row for row in uow.audit.list_of(slug) if row.action == WENT_LIVE]
    ends: list[datetime | None] = [*(row.at for row in went[1:]), None]
    found: dict[str, list[Period]] = defaultdict(list)
    for row, until in zip(went, ends, strict=False):
        found[str(row.details.get("fingerprint", ""))].insert(0, Period(since=row.at, until=until))
    return {name: tuple(periods) for name, periods in found.items()}
