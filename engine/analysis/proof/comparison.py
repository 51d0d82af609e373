"""What is found out while two releases are compared: people walked through both, and where their ways part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from engine.analysis.diff import Matching
from engine.analysis.proof.common import share
from engine.analysis.proof.fits import Fitting, fits_of
from engine.analysis.proof.people import Person
from engine.analysis.proof.stops import Kind, Stop, Walked, walk_to_stop
from engine.definition import Release
from engine.nodes import Node

SUBSTANCE = ("type", "article", "plan", "priority")
"""What makes an outcome another one for the person, besides where it stands."""

Pair: TypeAlias = tuple[Stop, Stop]
"""Where somebody stopped then, and where they stop now."""


class Seen(NamedTuple):
    """A person as one of the releases sees them: with answers to its own questions."""

    person: Person
    unskipped: Mapping[str, Any]
    """What they answer where they may not skip."""


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """One person with the same answers in both releases, and the way they took in each."""

    then: Walked
    now: Walked

    @property
    def pair(self) -> Pair:
        return (self.then.stop, self.now.stop)


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """What changed for people whose journeys begin from `today` on within a year."""

    today: date
    pairs: Mapping[Pair, Somebody] = field(default_factory=dict)
    """Where people stopped then and where they stop now, when that is not the same."""
    asked: Mapping[str, Somebody] = field(default_factory=dict)
    """Facts, by their names now, for which somebody is asked who was not asked before."""
    spared: Mapping[str, Somebody] = field(default_factory=dict)
    """Facts, by their names then, for which somebody was asked who is not asked now."""
    shown: Mapping[tuple[Fitting, Fitting], Somebody] = field(default_factory=dict)
    """Items of a page of results that are shown to somebody in another way than before: then, and now."""
    open_stops: tuple[str, ...] = ()
    """What is not settled about where people end, and why: sentences without a full stop."""
    open_questions: tuple[str, ...] = ()
    """The same about what they are asked."""
    open_results: tuple[str, ...] = ()
    """The same about what they are shown as results."""

    @property
    def is_same_outcome(self) -> bool:
        """Proved: nobody ends elsewhere."""
        return not self.pairs and not self.open_stops

    @property
    def is_same_questions(self) -> bool:
        """Proved: everybody is asked the same."""
        return not (self.asked or self.spared or self.open_questions)

    @property
    def is_same_results(self) -> bool:
        """Proved: whoever comes to the same page of results is shown the same."""
        return not self.shown and not self.open_results


class Comparison:
    """One comparison on its way."""

    def __init__(self, then: Release, now: Release, matching: Matching, span: tuple[date, date]) -> None:
        self.then, self.now, self.matching, self.span = then, now, matching, span
        self.shared = share(then.flow, now.flow, matching)
        self.pairs: dict[Pair, Somebody] = {}
        self.asked: dict[str, Somebody] = {}
        self.spared: dict[str, Somebody] = {}
        self.shown: dict[tuple[Fitting, Fitting], Somebody] = {}
        self.open_results: list[str] = []
        self.open_stops: list[str] = []
        self.open_questions: list[str] = []

    def walk(self, then: Seen, now: Seen) -> Somebody | None:
        """Walks both ways in the engine and keeps what they show; None when an answer is missing."""
        seen = self.look(then, now)
        if seen is not None:
            for where, key in self.shown_by(seen):
                where.setdefault(key, seen)
        return seen

    def look(self, then: Seen, now: Seen) -> Somebody | None:
        """Walks both ways in the engine; None when an answer is missing."""
        one, two = walk_to_stop(self.then, *then), walk_to_stop(self.now, *now)
        if Kind.WAITING in (one.stop.kind, two.stop.kind):
            return None
        return Somebody(then=one, now=two)

    def shown_by(self, seen: Somebody) -> Iterator[tuple[dict[Any, Somebody], Any]]:
        """The differences that somebody shows: in which of the tables of this comparison, under what."""
        if not self.is_same(*seen.pair):
            yield self.pairs, seen.pair
        else:
            yield from ((self.shown, each) for each in self._results(seen))
        before, after = set(seen.then.asked), {self.matching.fact(fact) for fact in seen.now.asked}
        yield from ((self.asked, fact) for fact in seen.now.asked if self.matching.fact(fact) not in before)
        yield from ((self.spared, fact) for fact in seen.then.asked if fact not in after)

    def _results(self, seen: Somebody) -> Iterator[tuple[Fitting, Fitting]]:
        earlier = {each.item: each for each in fits_of(seen.then, self.then)}
        for fitting in fits_of(seen.now, self.now):
            before = earlier.get(fitting.item)
            if before and before.fit is not fitting.fit:
                yield before, fitting

    def is_same(self, then: Stop, now: Stop) -> bool:
        """Whether it is the same for the person to stop here then and there now."""
        if then.kind is not now.kind or then.node != self.matching.node(now.node):
            return False
        before, after = self.then.flow.nodes[then.node], self.now.flow.nodes[now.node]
        return then.kind is not Kind.OUTCOME or _substance(before) == _substance(after)

    def result(self) -> Behaviour:
        """Everything found, in the order of the flows."""
        return Behaviour(
            today=self.span[0],
            pairs=dict(sorted(self.pairs.items(), key=lambda each: self._place(each[0]))),
            asked={fact: self.asked[fact] for fact in self.now.flow.facts if fact in self.asked},
            spared={fact: self.spared[fact] for fact in self.then.flow.facts if fact in self.spared},
            shown=dict(sorted(self.shown.items())),
            open_stops=tuple(dict.fromkeys(self.open_stops)),
            open_results=tuple(dict.fromkeys(self.open_results)),
            open_questions=tuple(dict.fromkeys(self.open_questions)),
        )

    def _place(self, pair: Pair) -> tuple[int, ...]:
        kinds, before, after = list(Kind), list(self.then.flow.nodes), list(self.now.flow.nodes)
        then, now = pair
        return kinds.index(then.kind), before.index(then.node), kinds.index(now.kind), after.index(now.node)


def _substance(node: Node) -> tuple[Any, ...]:
    return tuple(getattr(node, key, "") for key in SUBSTANCE)
