"""Made-up people, and the way they take through the flow: what happens, seen in the engine itself."""

from __future__ import annotations

import random  # noqa: TID251  seeded: the same people every time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from engine.analysis.proof.givens import plain_answer
from engine.definition import Release
from engine.expressions.typed import LITERAL, Typed
from engine.expressions.types import CALENDAR, NUMERIC, Kind, Type, fact_type
from engine.model.flow import Fact
from engine.model.journey import Given, Journey
from engine.model.prompts import PathStep
from engine.nodes import Goes, MessageNode
from engine.runtime import trace
from engine.runtime.trace import JourneyVisit, Trace

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_SEED = 20261122
_YEARS = 90


@dataclass(frozen=True, kw_only=True)
class Person:
    """Answers by which somebody comes somewhere."""

    answers: Mapping[str, Any]
    """By fact; None is skipped."""
    today: date
    unhelped: frozenset[str] = frozenset()
    """Articles that did not help."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """The way somebody took: steps, the node where it ended, and what the flow failed of, if it did."""

    steps: tuple[PathStep, ...]
    node: str
    failed: str
    refused: bool
    known: Mapping[str, Any]
    """Every fact with a value at the end, and `today`."""
    refilled: Mapping[tuple[int, str], Any] = field(default_factory=dict)
    """By the number of a step and a fact that a later step fills again: what this step filled it with."""

    def filled_by(self, number: int) -> dict[str, Any]:
        """The facts that a step filled, with what."""
        return {fact: self.value_of(number, fact) for fact in self.steps[number].sets}

    def value_of(self, number: int, fact: str) -> Any:
        """What a step filled a fact with."""
        again = self.refilled
        return again[number, fact] if again and (number, fact) in again else self.known.get(fact)

    @property
    def exits(self) -> tuple[tuple[str, str], ...]:
        """Node and exit, in order."""
        return tuple((step.node, step.exit) for step in self.steps)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Facts that the person was asked for, in order."""
        return tuple(fact for step in self.steps for fact in step.sets if step.place)


def follow(release: Release, person: Person) -> Way:
    """Walks the flow as that person would."""
    answers = {fact: given_by(value) for fact, value in person.answers.items()}
    journey = journey_of(release, person.today, answers, messages_in(release) | person.unhelped)
    there = trace(release, journey)
    return Way(
        steps=there.path,
        node=there.node,
        failed=there.failed,
        refused=bool(there.refusals),
        known=there.known,
        refilled=_refilled(release, journey, there),
    )


def messages_in(release: Release) -> frozenset[str]:
    """What everybody reads and goes on."""
    return frozenset(node.id for node in release.flow.nodes.values() if isinstance(node, MessageNode))


def given_by(value: Any) -> Given:
    """An answer, as a journey keeps it."""
    return Given(value=value, at=_LONG_AGO)


def journey_of(release: Release, today: date, answers: Mapping[str, Given], passed: frozenset[str]) -> Journey:
    """The journey of a made-up person."""
    return Journey(
        id="proof",
        release=release.fingerprint,
        started_at=datetime.combine(today, time(12), tzinfo=ZoneInfo(release.flow.time_zone)),
        today=today,
        language=release.flow.language,
        answers=answers,
        passed=passed,
    )


def _refilled(release: Release, journey: Journey, there: Trace) -> dict[tuple[int, str], Any]:
    """What steps filled facts with that were filled again, found by taking the steps once more."""
    counts = Counter(fact for step in there.path for fact in step.sets)
    if there.failed:  # a node that cannot be left may have filled its facts with nothing
        counts.update(release.flow.nodes[there.node].fills)
    again = {fact for fact, count in counts.items() if count > 1}
    found: dict[tuple[int, str], Any] = {}
    if not again:
        return found
    known: dict[str, Any] = {"today": journey.today}
    visit = JourneyVisit(release, journey, known)
    for number, step in enumerate(there.path):
        entry = release.flow.nodes[step.node].enter(visit)
        assert isinstance(entry, Goes), "a step of the path goes on"
        known.update(entry.sets)
        found.update(((number, fact), value) for fact, value in entry.sets.items() if fact in again)
    return found


def random_people(release: Release, today: tuple[date, date], count: int) -> Iterator[Person]:
    """People with answers near what the conditions speak of; the same ones each time."""
    chance = random.Random(_SEED)  # noqa: S311  examples, not secrets
    numbers, dates = _spoken_of(release)
    articles = [node.id for node in release.flow.nodes.values() if node.outcome and node.exits()]
    days = (today[1] - today[0]).days
    types = {fact.id: fact_type(fact) for fact in release.flow.facts.values()}
    for _ in range(count):
        begins = today[0] + timedelta(days=chance.randint(0, days))
        answers = {
            fact.id: None
            if chance.random() < 0.05
            else answer_for(fact, types[fact.id], chance, numbers, dates, begins)
            for fact in release.flow.facts.values()
        }
        unhelped = frozenset(each for each in articles if chance.random() < 0.5)
        yield Person(answers=answers, today=begins, unhelped=unhelped)


def answer_for(
    fact: Fact, type_: Type, chance: random.Random, numbers: Sequence[Any], dates: Sequence[date], today: date
) -> Any:
    """Some answer to a fact of a type, often near one of these."""
    if type_.kind is Kind.BOOLEAN:
        return chance.random() < 0.5
    if type_.kind is Kind.CHOICE and type_.options:
        return chance.choice(type_.options)
    if type_.kind is Kind.CHOICES:
        return _selection(fact, type_.options, chance)
    if type_.kind in NUMERIC:
        return _number(type_.bounds, chance, numbers, whole=bool(type_.is_whole))
    if type_.kind in CALENDAR:
        near = chance.choice(dates) if dates and chance.random() < 0.4 else today
        span = chance.choice((3, 40, 400, 365 * _YEARS))
        day = near + timedelta(days=chance.randint(-span, span // 4))
        return day.replace(day=1) if type_.kind is Kind.MONTH else day
    return plain_answer(fact)


def _selection(fact: Fact, options: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    exclusive = fact.domain.get("exclusive")
    if exclusive and chance.random() < 0.4:
        return (exclusive,)
    some = [option for option in options if option != exclusive and chance.random() < 0.3]
    return tuple(some) or tuple(option for option in options if option != exclusive)[:1]


def _number(bounds: Any, chance: random.Random, numbers: Sequence[Any], *, whole: bool) -> Any:
    low = bounds.low if bounds.low is not None else 0
    high = bounds.high if bounds.high is not None else low + 10_000
    fitting = [each for each in numbers if low <= each <= high]
    if fitting and chance.random() < 0.6:
        near = chance.choice(fitting) + chance.choice((-1, 0, 0, 1))
    else:
        span = chance.choice((5, 100, 10**9))
        near = low + chance.randint(0, max(0, min(int(high - low), span)))
    found = min(max(near, low), high)
    return int(found) if whole or Fraction(found).denominator == 1 else found


def _spoken_of(release: Release) -> tuple[list[Any], list[date]]:
    """Numbers and dates that stand in conditions and tables."""
    found: set[Any] = set()
    for typed in release.typed.values():
        _collect(typed, found)
    return _apart(found)


def constants_in(release: Release) -> dict[str, tuple[list[Any], list[date]]]:
    """By fact: the numbers and the dates in the conditions and calculations that read it."""
    found: dict[str, set[Any]] = {}
    for typed in release.typed.values():
        spoken: set[Any] = set()
        _collect(typed, spoken)
        for _, fact in typed.reads if spoken else ():
            found.setdefault(fact, set()).update(spoken)
    return {fact: _apart(spoken) for fact, spoken in found.items()}


def _apart(found: set[Any]) -> tuple[list[Any], list[date]]:
    """Numbers and dates, each sorted."""
    dates = sorted(each for each in found if isinstance(each, date))
    return sorted(each for each in found if not isinstance(each, date)), dates


def _collect(typed: Typed, found: set[Any]) -> None:
    if typed.op == LITERAL and (typed.type.kind in NUMERIC or typed.type.kind in CALENDAR):
        found.add(typed.data)
    if typed.op == "lookup":
        found.update(
            each for each in (*typed.data.keys, *typed.data.results) if isinstance(each, int | Fraction | date)
        )
    for arg in typed.args:
        _collect(arg, found)
