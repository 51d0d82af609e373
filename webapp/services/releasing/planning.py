"""The weeks to come: when nothing is released, what is released by itself, and which of these collide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from webapp.persistence import ChangeRecord, FreezeRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.releasing.freezes import find_freeze
from webapp.services.releasing.viewing import runs_of, title_of

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_FEWEST, _MOST = 4, 26
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A freeze, or a release at its time."""

    slug: str
    """Empty for every flow."""
    title: str
    starts_at: datetime
    ends_at: datetime
    """Of a release the moment itself."""
    change_id: int | None
    why: str
    """Of a freeze."""
    collides: tuple[str, ...] = ()
    """What gets in its way, in sentences."""

    @property
    def is_freeze(self) -> bool:
        return self.change_id is None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One flow's week: what there is on each of its days."""

    title: str
    cells: tuple[tuple[Planned, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Week:
    """From a Monday to a Sunday."""

    days: tuple[date, ...]
    entries: tuple[Planned, ...]
    rows: tuple[Row, ...]


def plan_weeks(uow: UnitOfWork, *, actor: Actor, now: datetime, zone: ZoneInfo) -> tuple[Week, ...]:
    """This week and those to come, as far as anything is planned and not beyond half a year."""
    require(actor, Permission.SEE_FLOWS)
    planned = sorted(_planned(uow, now), key=lambda each: (each.starts_at, each.title))
    today = now.astimezone(zone).date()
    first = today - timedelta(days=today.weekday())
    last = max((each.starts_at.astimezone(zone).date() for each in planned), default=today)
    count = min(max((last - first) // _WEEK + 1, _FEWEST), _MOST)
    return tuple(_week(first + place * _WEEK, planned, zone) for place in range(count))


def _planned(uow: UnitOfWork, now: datetime) -> Iterator[Planned]:
    titles = {flow.slug: title_of(uow, flow.slug) for flow in uow.flows.list_all()}
    for freeze in uow.freezes.list_from(now):
        yield _of_freeze(freeze, titles)
    timed = [change for change in uow.changes.list_open() if change.run_at is not None]
    for change in timed:
        at = change.run_at or now
        yield Planned(
            slug=change.slug,
            title=titles[change.slug],
            starts_at=at,
            ends_at=at,
            change_id=change.id,
            why="",
            collides=tuple(_collisions(uow, change, timed, at, titles)),
        )


def _of_freeze(freeze: FreezeRecord, titles: dict[str, str]) -> Planned:
    return Planned(
        slug=freeze.slug or "",
        title=titles[freeze.slug] if freeze.slug else "",
        starts_at=freeze.starts_at,
        ends_at=freeze.ends_at,
        change_id=None,
        why=freeze.why,
    )


def _collisions(
    uow: UnitOfWork, change: ChangeRecord, timed: list[ChangeRecord], at: datetime, titles: dict[str, str]
) -> Iterator[str]:
    freeze = find_freeze(uow, change.slug, at)
    if freeze is not None:
        yield f"Nothing is released then: {freeze.why} It will be held back."
    runs = runs_of(uow, change.slug)
    for other in timed:
        if other.id == change.id:
            continue
        theirs, title = runs_of(uow, other.slug), titles[other.slug]
        if other.slug == change.slug:
            yield "Another release of the same flow has a time too: whichever comes second has to be asked for anew."
        elif other.slug in runs:
            yield f"It runs “{title}”, which is released too: if that comes first, this has to be asked for anew."
        elif change.slug in theirs:
            yield f"“{title}” runs it and is released too: if this comes first, that has to be asked for anew."
        elif runs & theirs:
            shared = ", ".join(f"“{titles.get(each, each)}”" for each in sorted(runs & theirs))
            yield f"“{title}” is released too, and both run {shared}."


def _week(monday: date, planned: list[Planned], zone: ZoneInfo) -> Week:
    days = tuple(monday + timedelta(days=place) for place in range(7))
    entries = tuple(each for each in planned if any(_is_on(each, day, zone) for day in days))
    titles = sorted({each.title for each in entries})
    rows = (
        Row(
            title=title,
            cells=tuple(
                tuple(each for each in entries if each.title == title and _is_on(each, day, zone)) for day in days
            ),
        )
        for title in titles
    )
    return Week(days=days, entries=entries, rows=tuple(rows))


def _is_on(planned: Planned, day: date, zone: ZoneInfo) -> bool:
    begins = datetime.combine(day, time.min, zone)
    ends = datetime.combine(day + timedelta(days=1), time.min, zone)
    if planned.is_freeze:
        return planned.starts_at < ends and planned.ends_at > begins
    return begins <= planned.starts_at < ends
