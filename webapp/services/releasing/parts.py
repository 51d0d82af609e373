"""The flows that a release runs: which of them go back together with it, and what stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.definition import calls_in
from webapp.persistence import ChangeRecord
from webapp.services.releasing.inside import Standing
from webapp.services.releasing.kinds import OPEN, Kind
from webapp.services.releasing.sides import Side, list_sides
from webapp.services.releasing.viewing import runners_of

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class PartGoingBack:
    """A flow that the live release runs in another release than the one it would go back to."""

    slug: str
    title: str
    now: tuple[str, ...]
    """The numbers of the releases that the live one runs; empty where it does not run it."""
    then: tuple[str, ...]
    """Those that run again after going back; empty where none does."""
    newest: str
    """The newest release of it, which stays the newest."""
    others: tuple[str, ...]
    """The titles of other flows that run it, and are not touched."""
    people: int
    """How many people are inside of it now, of those who notice anything."""


def parts_going_back(
    uow: UnitOfWork, live: Side, target: Side, inside: tuple[Standing, ...]
) -> tuple[PartGoingBack, ...]:
    """What else goes back, by title."""
    before, after = _pins(live.document), _pins(target.document)
    moved = [slug for slug in before.keys() | after.keys() if before.get(slug) != after.get(slug)]
    parts = (_part(uow, slug, live, before.get(slug, ()), after.get(slug, ()), inside) for slug in moved)
    return tuple(sorted(parts, key=lambda part: part.title.casefold()))


def parts_of_change(uow: UnitOfWork, change: ChangeRecord, inside: tuple[Standing, ...]) -> tuple[PartGoingBack, ...]:
    """What else goes back with a request to go back that is open, for whoever decides on it."""
    sides = list_sides(uow, change.slug)
    live = next((side for side in sides if side.is_live), None)
    target = next((side for side in sides if not side.is_draft and side.release_id == change.release_id), None)
    if change.kind != Kind.ROLLBACK or change.state not in OPEN or live is None or target is None:
        return ()
    return parts_going_back(uow, live, target, inside)


def _part(
    uow: UnitOfWork,
    slug: str,
    live: Side,
    before: tuple[str, ...],
    after: tuple[str, ...],
    inside: tuple[Standing, ...],
) -> PartGoingBack:
    releases = uow.flows.list_releases(slug)
    numbers = {release.fingerprint: str(len(releases) - place) for place, release in enumerate(releases)}
    calls = tuple(f"{name}/" for name, node in calls_in(live.document) if node["flow"] == slug)
    own = live.document.get("title", live.slug)
    return PartGoingBack(
        slug=slug,
        title=str(releases[0].document.get("title", slug)) if releases else slug,
        now=tuple(numbers.get(each, each[:10]) for each in before),
        then=tuple(numbers.get(each, each[:10]) for each in after),
        newest=str(len(releases)),
        others=tuple(title for title in runners_of(uow, slug) if title != own),
        people=sum(each.people for each in inside if each.node.startswith(calls)) if calls else 0,
    )


def _pins(document: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """By flow the fingerprints of the releases of it that a release names."""
    found: dict[str, set[str]] = {}
    for _, node in calls_in(document):
        found.setdefault(node["flow"], set()).add(str(node.get("release", "")))
    return {slug: tuple(sorted(pins)) for slug, pins in found.items()}
