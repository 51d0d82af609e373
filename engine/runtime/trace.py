"""Where a journey stands: the path recomputed from its answers, node by node.

This is the plain way to run a flow. `engine.runtime.compiled` does the same in generated code where only
the outcome matters; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from engine.definition.release import Release
from engine.expressions import fitted
from engine.model.flow import Fact
from engine.model.journey import ContactGiven, Given, Journey
from engine.model.prompts import Asks, PathStep, Refusal
from engine.model.values import Value, Values
from engine.nodes import MAX_STEPS, Fails, Goes, Waits
from engine.questions import Context, fact_types


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One place where the person was, or is, asked or told something."""

    place: str
    node: str
    asks: Asks
    known: Values
    path_length: int
    """How many steps of the path come before it."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """A path from the start to the first thing that is still open."""

    path: tuple[PathStep, ...]
    waiting: tuple[Waiting, ...]
    """Every place on the path, in order. The last one is open, unless the flow failed."""
    known: Values
    node: str
    """The node at which the path stands."""
    refusals: tuple[Refusal, ...] = ()
    failed: str = ""
    """Why the flow cannot go on: unknown, unset, loop or limit; empty when it can."""

    @property
    def frontier(self) -> Waiting:
        """The first thing still open."""
        return self.waiting[-1]

    def find(self, place: str) -> Waiting | None:
        """The place of that name on this path."""
        return next((each for each in self.waiting if each.place == place), None)

    def index(self, place: str) -> int:
        """Its position among the places of this path."""
        return next(i for i, each in enumerate(self.waiting) if each.place == place)


class JourneyVisit:
    """What nodes see of a journey (`engine.nodes.base.Visit`)."""

    def __init__(self, release: Release, journey: Journey, known: dict[str, Value | None]) -> None:
        self._release = release
        self._journey = journey
        self._known = known

    def truth(self, pointer: str) -> bool | None:
        return self._release.compiled[pointer](self._known)  # type: ignore[return-value]  # a condition

    def value(self, pointer: str) -> Value | None:
        return self._release.compiled[pointer](self._known)

    def is_known(self, fact: str) -> bool:
        return fact in self._known

    def given(self, fact: str) -> Given | None:
        given = self._journey.answers.get(fact)
        return given if given is not None and given.on_path else None

    def supposing(self, fact: str, value: Value | None) -> JourneyVisit:
        return JourneyVisit(self._release, self._journey, {**self._known, fact: value})

    def fitted(self, fact: str, value: Value | None) -> Value | None:
        return fitted(self._release.flow.facts[fact], value)

    def domain_refusal(self, fact: str, value: Value) -> Refusal | None:
        release, journey = self._release, self._journey
        may_have_changed = fact in release.relative_facts or (
            fact in release.dated_facts and journey.today != local_date(release, journey.started_at)
        )
        if not may_have_changed:
            return None
        return check_domain(release.flow.facts[fact], value, self._known, journey)

    def has_passed(self, place: str) -> bool:
        return place in self._journey.passed

    def contact(self, node: str) -> ContactGiven | None:
        return self._journey.contacts.get(node)

    def was_sent(self, node: str) -> bool:
        return self._journey.sent == node


def trace(release: Release, journey: Journey) -> Trace:
    """Runs the flow on the answers that count, up to the first thing still open. Done once for each journey."""
    traced = journey.memo.get(release.fingerprint)
    if not isinstance(traced, Trace):
        traced = journey.memo[release.fingerprint] = _trace(release, journey)
    return traced


def keep_trace(release: Release, journey: Journey, traced: Trace) -> None:
    """Spares `journey` its tracing where a copy of it was traced that differs in what no node looks at."""
    journey.memo[release.fingerprint] = traced


def _trace(release: Release, journey: Journey) -> Trace:
    nodes = release.flow.nodes
    known: dict[str, Value | None] = {"today": journey.today}
    path: list[PathStep] = []
    waiting: list[Waiting] = []
    seen: set[str] = set()
    here = release.flow.start
    visit = JourneyVisit(release, journey, known)  # sees `known` as it grows
    while True:
        if here in seen or len(path) >= MAX_STEPS:
            return _failed("loop" if here in seen else "limit", here, path, waiting, known)
        seen.add(here)
        entry = nodes[here].enter(visit)
        if isinstance(entry, Waits):
            waiting.extend(_waits(entry, here, known, len(path)))
            return Trace(path=tuple(path), waiting=tuple(waiting), known=known, node=here, refusals=entry.refusals)
        if entry.waited:
            place = Waiting(place=here, node=here, asks=entry.waited, known=dict(known), path_length=len(path))
            waiting.append(place)
        known.update(entry.sets)
        if isinstance(entry, Fails):
            return _failed(entry.why, here, path, waiting, known)
        path.append(step_of(here, entry))
        here = entry.target


def local_date(release: Release, now: datetime) -> date:
    """The date in the flow's time zone."""
    return now.astimezone(ZoneInfo(release.flow.time_zone)).date()


def check_domain(fact: Fact, value: Value, known: Values, journey: Journey) -> Refusal | None:
    """Why `value` is outside the fact's domain, if it is."""
    context = Context(today=journey.today, values=known, locale=journey.language)
    return fact_types[fact.type].check(fact, value, context)


def step_of(node: str, entry: Goes) -> PathStep:
    """The step of a path that leaves a node in this way."""
    return PathStep(
        node=node,
        exit=entry.exit,
        rule=entry.rule,
        also=entry.also,
        place=node if entry.waited else "",
        asked=tuple(entry.sets) if entry.waited in (Asks.ANSWER, Asks.PAGE) else (),
        sets=tuple(entry.sets),
    )


def _waits(entry: Waits, node: str, known: Mapping[str, Value | None], length: int) -> list[Waiting]:
    places = (*entry.earlier, (entry.place, entry.asks))
    return [Waiting(place=place, node=node, asks=asks, known=known, path_length=length) for place, asks in places]


def _failed(
    why: str, node: str, path: list[PathStep], waiting: list[Waiting], known: Mapping[str, Value | None]
) -> Trace:
    help_place = Waiting(place=node + HELP, node=node, asks=Asks.HELP, known=known, path_length=len(path))
    return Trace(path=tuple(path), waiting=(*waiting, help_place), known=known, node=node, failed=why)


HELP = ".help"
"""Ends the name of the place where a person lands whose flow cannot go on."""
