"""How risky a change is: five questions, each answered with 1, 3 or 5 and with what the answer rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from webapp.persistence import ReleaseRecord

if TYPE_CHECKING:
    from engine.analysis import Change
    from webapp.persistence import UnitOfWork

LATELY: Final = timedelta(days=30)
_WORDS: Final = frozenset({"text", "translation", "source"})


class Quorum(StrEnum):
    """Who has to agree."""

    NOBODY = "nobody"
    ONE = "one"
    OUTSIDER = "outsider"
    TWO = "two"


NEEDS: Final[Mapping[Quorum, int]] = {Quorum.NOBODY: 0, Quorum.ONE: 1, Quorum.OUTSIDER: 1, Quorum.TWO: 2}


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One of the five."""

    title: str
    points: int
    because: str


@dataclass(frozen=True, kw_only=True)
class Risk:
    """All five."""

    dimensions: tuple[Dimension, ...]

    @property
    def total(self) -> int:
        return sum(each.points for each in self.dimensions)

    @property
    def quorum(self) -> Quorum:
        if self.total <= 10:
            return Quorum.ONE
        return Quorum.OUTSIDER if self.total <= 17 else Quorum.TWO

    def as_json(self) -> dict[str, Any]:
        return {"total": self.total, "dimensions": [asdict(each) for each in self.dimensions]}


def complexity(changes: tuple[Change, ...], *, is_first: bool) -> Dimension:
    """How much is another besides words."""
    count = sum(change.subject not in _WORDS for change in changes)
    points = 5 if is_first or count > 8 else 3 if count > 2 else 1
    because = "It is the first release: everything is new." if is_first else f"{_so_many(count)} besides words."
    return Dimension(title="How much changes", points=points, because=because)


def people_affected(starts: int, *, is_same: bool) -> Dimension:
    """How many people begin it, as far as they can notice anything."""
    if is_same:
        because = "It is proved that nobody ends elsewhere, is asked anything else or is shown other results."
        return Dimension(title="People affected", points=1, because=because)
    points = 5 if starts >= 1000 else 3 if starts >= 100 else 1
    said = f"About {starts // 10 * 10}" if starts >= 10 else "Fewer than 10"
    because = f"{said} people began it in the last {LATELY.days} days, and it changes something for some of them."
    return Dimension(title="People affected", points=points, because=because)


def way_back(*, is_first: bool, moves: bool) -> Dimension:
    """How easily it is undone."""
    if is_first:
        because = "There is no earlier release to go back to."
        return Dimension(title="The way back", points=5, because=because)
    because = (
        "People in progress are moved to the new release: going back does not bring them back."
        if moves
        else "The release before is one press away, and people in progress stay on theirs."
    )
    return Dimension(title="The way back", points=3 if moves else 1, because=because)


def coverage(right: int, wrong: int) -> Dimension:
    """How well it was tried."""
    if wrong:
        because, points = f"{wrong} of {right + wrong} scenarios do not end as expected.", 5
    elif not right:
        because, points = "No scenario is kept with this flow.", 5
    else:
        because, points = f"All {right} scenarios end as expected.", 1 if right >= 5 else 3
    return Dimension(title="Tests", points=points, because=because)


def change_rate(releases: tuple[ReleaseRecord, ...], now: datetime) -> Dimension:
    """How much was changed lately."""
    count = sum(now - release.published_at <= LATELY for release in releases)
    points = 5 if count > 3 else 3 if count > 1 else 1
    because = f"Released {count} time{'' if count == 1 else 's'} in the last {LATELY.days} days."
    return Dimension(title="Changed lately", points=points, because=because)


def count_starts(uow: UnitOfWork, slug: str, now: datetime) -> int:
    """How many of the public began lately."""
    return uow.flows.count_starts(traffic="public", since=now - LATELY).get(slug, 0)


def _so_many(count: int) -> str:
    return {0: "Nothing changes", 1: "One thing changes"}.get(count, f"{count} things change")
