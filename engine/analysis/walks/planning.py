"""Plans the walks of a flow: made-up people first, the solver for what they miss, then few of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.analysis.graph import FlowGraph, build_graph
from engine.analysis.proof import Person, Way
from engine.analysis.proof.encoding import TooKnottedError, encode
from engine.analysis.proof.people import random_people
from engine.analysis.proof.proving import Prover
from engine.analysis.proof.verdicts import AHEAD, PEOPLE
from engine.analysis.walks.asking import Questions
from engine.analysis.walks.covered import Measure
from engine.analysis.walks.covering import Candidate, choose, shares
from engine.analysis.walks.goals import Aim, Goal, Goals, find_goals
from engine.analysis.walks.plainer import make_plain
from engine.definition import Release

STEPS = 1_000_000
"""What one question may cost, in the solver's own steps: there are many."""
MOST_UNSETTLED = 12
"""After so many questions that are not settled no more are asked: the flow is too hard for the rest as well."""
_BUDGET = "the proof took more steps than it may"


@dataclass(frozen=True, kw_only=True)
class Walk:
    """One walk of a plan."""

    person: Person
    """With no more answers than are asked for."""
    way: Way
    language: str
    covers: int
    """All its goals, as bits."""
    shows: tuple[Goal, ...]
    """The goals that no walk before it covers: what it is there for."""


@dataclass(frozen=True, kw_only=True)
class Open:
    """A goal that nobody covers, and why: for these reasons nobody can, or it is not settled."""

    goal: Goal
    reasons: tuple[str, ...] | None = None
    """Pointers to what together makes it impossible."""
    unsettled: str = ""

    @property
    def is_impossible(self) -> bool:
        return self.reasons is not None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A covering set of walks, and what it leaves out."""

    goals: Goals
    walks: tuple[Walk, ...]
    open: tuple[Open, ...]
    today: date


def plan_walks(release: Release, *, today: date, people: int = PEOPLE, steps: int = STEPS) -> Plan:
    """Walks that cover whatever can be covered of a release, for journeys that begin from `today` on within a year."""
    there = build_graph(release.flow)
    goals = find_goals(release, there)
    measure = Measure(release, goals)
    pool = [_candidate(measure, person) for person in random_people(release, (today, today + AHEAD), people)]
    search = _Search(there, measure, today, steps)
    covered = 0
    for each in pool:
        covered |= each.covers
    open_ = tuple(search.find(goals.of(goals.everything & ~covered), covered))
    chosen = choose([*pool, *search.found])
    facts = dict(release.flow.facts)
    plain = [make_plain(measure, each, share, today, facts) for each, share in zip(chosen, shares(chosen), strict=True)]
    walks = tuple(_in_languages(measure, plain, release.languages))
    spoken = {walk.language for walk in walks}
    return Plan(
        goals=goals,
        walks=walks,
        open=tuple(each for each in open_ if not (each.goal.aim is Aim.LANGUAGE and each.goal.name in spoken)),
        today=today,
    )


def find_open(
    release: Release, measure: Measure, covered: int, *, today: date, steps: int = STEPS
) -> tuple[tuple[Open, ...], int]:
    """Of what is not covered: what nobody can cover or is not settled; and the goals that can be, as bits."""
    search = _Search(build_graph(release.flow), measure, today, steps)
    open_ = tuple(search.find(measure.goals.of(measure.goals.everything & ~covered), covered))
    possible = 0
    for each in search.found:
        possible |= each.covers
    return open_, possible


def _candidate(measure: Measure, person: Person) -> Candidate:
    covers, way = measure.walk(person)
    return Candidate(person=person, way=way, covers=covers)


class _Search:
    """Looks for people who cover what nobody has covered yet."""

    def __init__(self, there: FlowGraph, measure: Measure, today: date, steps: int) -> None:
        self.measure = measure
        self.found: list[Candidate] = []
        self._untold = ""
        self._left = MOST_UNSETTLED
        try:
            encoded = encode(there, (today, today + AHEAD))
        except TooKnottedError:
            self._untold = "the flow leads round in too many circles"
            return
        self._prover = Prover(encoded, steps=steps)
        self._questions = Questions(encoded, measure.goals)

    def find(self, goals: tuple[Goal, ...], covered: int) -> Iterator[Open]:
        """Those of the goals that nobody covers; whoever covers one of the others is among `found` then."""
        for goal in goals:
            bit = self.measure.goals.by_event[goal.events[0]]
            if bit & covered:
                continue
            if goal.aim is Aim.LANGUAGE:
                yield Open(goal=goal, unsettled="no walk is in it")
            elif self._untold:
                yield Open(goal=goal, unsettled=self._untold)
            else:
                open_ = self._ask(goal, bit)
                covered |= self.found[-1].covers if open_ is None else 0
                if open_ is not None:
                    yield open_

    def _ask(self, goal: Goal, bit: int) -> Open | None:
        if not self._left:
            return Open(goal=goal, unsettled=_BUDGET)
        answer = self._prover.ask(self._questions.condition(goal))
        if answer.reasons is not None:
            return Open(goal=goal, reasons=answer.reasons)
        if answer.person is None:
            self._left -= 1
            return Open(goal=goal, unsettled=_BUDGET)
        candidate = _candidate(self.measure, answer.person)
        if not candidate.covers & bit:
            opaque = ", ".join(sorted(self._questions.encoded.opaque)) or "nothing known"
            return Open(goal=goal, unsettled=f"it rests on what the proof does not look into: {opaque}")
        self.found.append(candidate)
        return None


def _in_languages(measure: Measure, chosen: list[Candidate], languages: tuple[str, ...]) -> Iterator[Walk]:
    """The walks, each in a language: in turn, so that every one is heard."""
    covered, turn = 0, 0
    for each in chosen:
        ends = bool(each.covers & measure.ended)
        language = languages[turn % len(languages)] if ends else languages[0]
        turn += ends
        covers, way = measure.walk(each.person, language)
        new = covers & ~covered
        covered |= covers
        yield Walk(person=each.person, way=way, language=language, covers=covers, shows=measure.goals.of(new))
