"""Past journeys in two releases: how many would now end elsewhere, and where their ways part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.analysis.diff import Matching
from engine.analysis.proof.comparison import Comparison, Pair
from engine.analysis.proof.people import Person
from engine.analysis.proof.stops import Kind, Walked, walk_to_stop
from engine.definition import Release
from engine.model.values import Json
from engine.questions import fact_types


@dataclass(frozen=True, kw_only=True)
class Journey:
    """What somebody once answered, as canonical JSON by fact; None was skipped."""

    number: int
    """Names the journey: its line in a file."""
    answers: Mapping[str, Json]
    today: date


@dataclass(frozen=True, kw_only=True)
class Parting:
    """Journeys that part at the same node, from one stop then to another now."""

    at: str
    """The last node that both ways have in common, by its name then; empty where they begin apart."""
    pair: Pair
    numbers: tuple[int, ...]
    """Which journeys."""


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """What became of past journeys."""

    total: int
    same: int
    """How many end where they ended."""
    partings: tuple[Parting, ...] = ()
    """Those that do not, the most frequent first."""
    unfit: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By fact: journeys whose answer the new release refuses."""
    unread: Mapping[int, str] = field(default_factory=dict)
    """Journeys that are none of the old release, and why."""


def replay_journeys(then: Release, now: Release, matching: Matching, journeys: Iterable[Journey]) -> Replayed:
    """Walks every journey through both releases."""
    replaying = _Replaying(then, now, matching)
    for journey in journeys:
        replaying.total += 1
        replaying.replay(journey)
    return replaying.result()


class _Replaying:
    """One replay on its way."""

    def __init__(self, then: Release, now: Release, matching: Matching) -> None:
        self.then, self.now, self.matching = then, now, matching
        self.is_same = Comparison(then, now, matching, (date.min, date.min)).is_same
        self.total = 0
        self.same = 0
        self.parted: dict[tuple[str, Pair], list[int]] = {}
        self.unfit: dict[str, list[int]] = {}
        self.unread: dict[int, str] = {}

    def replay(self, journey: Journey) -> None:
        typed, broken = _typed(self.then, journey.answers, {})
        if broken:
            self.unread[journey.number] = next(iter(broken.values()))
            return
        one = walk_to_stop(self.then, Person(answers=typed, today=journey.today))
        if one.stop.kind is Kind.REFUSED:
            self.unread[journey.number] = f"the old release refuses an answer at “{one.stop.node}”"
            return
        names = {self.matching.fact(new): new for new in self.now.flow.facts}
        later = {name: value for name, value in journey.answers.items() if names.get(name)}
        typed, broken = _typed(self.now, later, names)
        two = walk_to_stop(self.now, Person(answers=typed, today=journey.today))
        unfit = self._unfit(two, set(broken))
        if unfit:
            self.unfit.setdefault(unfit, []).append(journey.number)
        elif self.is_same(one.stop, two.stop):
            self.same += 1
        else:
            self.parted.setdefault((self._parting(one, two), (one.stop, two.stop)), []).append(journey.number)

    def _unfit(self, walked: Walked, broken: set[str]) -> str:
        """The answer for which the new release stops the journey; empty when it takes them all."""
        if walked.stop.kind is Kind.REFUSED:
            return next((fact for fact in reversed(walked.asked) if walked.person.answers.get(fact) is not None), "")
        asked = walked.asked if walked.stop.kind is Kind.WAITING else ()
        return next((fact for fact in asked if fact in broken), "")

    def _parting(self, one: Walked, two: Walked) -> str:
        """The last node that both came by before they went different ways."""
        before = [step.node for step in one.way.steps] + [one.way.node]
        after = [self.matching.node(step.node) for step in two.way.steps] + [self.matching.node(two.way.node)]
        common = ""
        for then, now in zip(before, after, strict=False):
            if then != now:
                break
            common = then
        return common

    def result(self) -> Replayed:
        partings = [Parting(at=at, pair=pair, numbers=tuple(numbers)) for (at, pair), numbers in self.parted.items()]
        order = Counter({each: len(each.numbers) for each in partings})
        return Replayed(
            total=self.total,
            same=self.same,
            partings=tuple(sorted(partings, key=lambda each: (-order[each], each.at, each.numbers))),
            unfit={fact: tuple(numbers) for fact, numbers in sorted(self.unfit.items())},
            unread=self.unread,
        )


def _typed(
    release: Release, answers: Mapping[str, Json], names: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers as the release takes them, by its names; and what is wrong with those that it cannot."""
    typed: dict[str, Any] = {}
    broken: dict[str, str] = {}
    for name, value in answers.items():
        own = names.get(name, name)
        fact = release.flow.facts.get(own)
        if fact is None:
            broken[own] = f"the flow has no fact “{own}”"
            continue
        try:
            typed[own] = None if value is None else fact_types[fact.type].from_json(fact, value)
        except ValueError as error:
            broken[own] = f"the answer to “{own}” is no {fact.type}: {error}"
    return typed, broken
