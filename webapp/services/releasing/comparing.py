"""Holds two releases of a flow, or its draft and a release, against each other: what is written, and what that does.

What is written is compared at once. What that does to people takes the solver, and is there some moments later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from engine.definition import Child
from engine.model import Severity
from engine.scenarios import ProofWorker, difference_request
from webapp.services.accounts import Actor, Permission, require
from webapp.services.publishing import check_flow
from webapp.services.releasing.sides import Side, children_of_side, edition_of, find_side, list_sides
from webapp.services.releasing.solving import DIFFERENCE, SECONDS, Found, Work, find_or_begin

if TYPE_CHECKING:
    from engine.analysis import Change
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two sides, and every change between them in a sentence."""

    sides: tuple[Side, ...]
    """All that there are to choose from."""
    then: Side
    now: Side
    changes: tuple[Change, ...]
    untold: str = ""
    """Why they cannot be compared."""

    @property
    def is_told(self) -> bool:
        return not self.untold


def compare_sides(uow: UnitOfWork, slug: str, then: str, now: str, *, actor: Actor) -> Compared:
    """What was written anew. Raises FlowUnknownError, SideUnknownError."""
    require(actor, Permission.SEE_FLOWS)
    sides = list_sides(uow, slug)
    before, after = find_side(sides, then), find_side(sides, now)
    untold = next((why for why in (find_fault(uow, before), find_fault(uow, after)) if why), "")
    changes = () if untold else changes_between(uow, before, after)
    return Compared(sides=sides, then=before, now=after, changes=changes, untold=untold)


def changes_between(uow: UnitOfWork, then: Side, now: Side) -> tuple[Change, ...]:
    """Every change between two sound sides; remembered, because neither ever says anything else."""
    from engine.analysis import compare_structure  # networkx is loaded by whoever designs, not by whoever serves

    cache = uow.database.cache
    key = ("compared", then.fingerprint, now.fingerprint)
    found: tuple[Change, ...] | None = cache.get(key)
    if found is None:
        found = compare_structure(edition_of(uow, then), edition_of(uow, now))
        cache[key] = found
    return found


def find_fault(uow: UnitOfWork, side: Side) -> str:
    """Why a side cannot be compared or released; releases were checked when they were made."""
    if not side.is_draft:
        return ""
    issues, has_errors = check_flow(side.slug, side.document, side.translations, children_of_side(uow, side))
    if not has_errors:
        return ""
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    first = f"{errors[0].what} {errors[0].fix}".strip()
    more = f" And {len(errors) - 1} more: the outline shows them." if len(errors) > 1 else ""
    return f"The draft has errors and cannot run as it is: {first}{more}"


def find_behaviour(uow: UnitOfWork, then: Side, now: Side, *, actor: Actor, moment: datetime) -> Found:
    """What the change does to people: known, being found out, or why it cannot be. Both sides are sound."""
    require(actor, Permission.SEE_FLOWS)
    name = f"{then.fingerprint}:{now.fingerprint}"
    return find_or_begin(uow, DIFFERENCE, name, lambda: _comparing(uow, then, now, moment), now=moment)


def request_between(
    uow: UnitOfWork, then: Side, now: Side, moment: datetime, journeys: tuple[Mapping[str, Any], ...] = ()
) -> Mapping[str, Any]:
    """What the process that proves is asked."""
    return difference_request(
        Child(document=then.document, translations=then.translations),
        Child(document=now.document, translations=now.translations),
        old_children=children_of_side(uow, then),
        new_children=children_of_side(uow, now),
        today=day_in(now, moment),
        journeys=journeys,
    )


def day_in(side: Side, moment: datetime) -> date:
    """The day it is where the flow is used."""
    return moment.astimezone(ZoneInfo(side.document["time_zone"])).date()


def _comparing(uow: UnitOfWork, then: Side, now: Side, moment: datetime) -> Work:
    request = request_between(uow, then, now, moment)

    def work(worker: ProofWorker) -> Mapping[str, Any]:
        return worker.find_difference(request, seconds=SECONDS)

    return work
