"""How people fare in a flow: at each step how many came, went which way, went away, were refused, and how long it took.

Numbers are told of many, never of few: what is under `LEAST` is not told at all, so that nobody is recognised by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

from webapp.persistence import StayRow, TrailWindow
from webapp.services.accounts import Actor, Permission, require

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

LEAST: Final = 5
"""Smaller numbers are hidden."""
QUIET: Final = timedelta(hours=1)
"""Who has not answered for so long has gone away; until then they may be reading."""
MOST_STAYS: Final = 60_000
"""Rows of the trail from which times are worked out: the latest."""


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number that may be too small to be told."""

    number: int
    """0 where it is hidden: nothing that is told later can give it away."""
    is_hidden: bool = False

    @classmethod
    def of(cls, number: int) -> Count:
        return cls(number=0, is_hidden=True) if 0 < number < LEAST else cls(number=number)


NOBODY: Final = Count(number=0)


@dataclass(frozen=True, kw_only=True)
class StepNumbers:
    """What happened at one step."""

    entered: Count = NOBODY
    exits: Mapping[str, Count] = field(default_factory=dict)
    gone: Count = NOBODY
    refused: Count = NOBODY
    """How often an answer was not taken."""
    seconds: int | None = None
    """The median stay; None where too few stayed to tell."""


Exits = Mapping[tuple[str, str], int]
"""Journeys by node and exit."""


def count_steps(
    uow: UnitOfWork, window: TrailWindow, *, actor: Actor, now: datetime, fold: Callable[[Exits], Exits] = dict
) -> dict[str, StepNumbers]:
    """The numbers of every step that anybody came to. `fold` adds up exits that are one to whoever looks."""
    require(actor, Permission.SEE_FLOWS)
    entered: dict[str, int] = {}
    refused: dict[str, int] = {}
    left: dict[tuple[str, str], int] = {}
    for row in uow.footfall.count(window):
        if row.event == "entered":
            entered[row.node] = row.journeys
        elif row.event == "refused":
            refused[row.node] = row.times
        else:
            left[row.node, row.exit] = row.journeys
    exits: dict[str, dict[str, int]] = {}
    for (node, exit), number in fold(left).items():
        exits.setdefault(node, {})[exit] = number
    gone = uow.footfall.count_gone(window, quiet_since=now - QUIET)
    seconds = median_stays(uow.footfall.list_stays(window, most=MOST_STAYS))
    return {
        node: StepNumbers(
            entered=Count.of(entered.get(node, 0)),
            exits={exit: Count.of(number) for exit, number in exits.get(node, {}).items()},
            gone=Count.of(gone.get(node, 0)),
            refused=Count.of(refused.get(node, 0)),
            seconds=seconds.get(node),
        )
        for node in dict.fromkeys([*entered, *exits, *refused])
    }


def median_stays(rows: Iterable[StayRow]) -> dict[str, int]:
    """The median stay at each node in whole seconds, where at least `LEAST` stays are known."""
    stays: dict[str, list[float]] = {}
    here: StayRow | None = None
    for row in rows:
        if row.is_entry:
            here = row
        elif here is not None and (here.journey_id, here.node) == (row.journey_id, row.node):
            stays.setdefault(row.node, []).append((row.at - here.at).total_seconds())
            here = None
    return {node: round(median(found)) for node, found in stays.items() if len(found) >= LEAST}


def list_languages(uow: UnitOfWork, releases: Sequence[int], *, actor: Actor) -> tuple[str, ...]:
    """The languages in which people walked these releases."""
    require(actor, Permission.SEE_FLOWS)
    return uow.footfall.list_languages(releases)
