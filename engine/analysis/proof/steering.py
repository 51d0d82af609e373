"""Made-up people who go where nobody has been: at every question they give the answer that leads to most that is new.

What they show needs no solver. They are the same people every time.
"""

from __future__ import annotations

import random  # noqa: TID251  seeded: the same people every time
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.analysis.proof.people import Person, answer_for, constants_in
from engine.analysis.proof.verdicts import EXIT, Claim, Verdict
from engine.definition import Release
from engine.expressions.types import CALENDAR, NUMERIC, Kind, Type, fact_type
from engine.model.flow import Fact
from engine.model.journey import Given, Journey
from engine.nodes import Goes, MessageNode, Node, PageNode, QuestionNode
from engine.questions import Context, fact_types
from engine.runtime.trace import JourneyVisit

_SEED = 20261122
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_TRIES = 5
"""Answers that are thought of where the answer decides the way; all options, where there are not more."""
_LITTLE = 2
"""So few unseen exits on any one way are better looked for one by one."""
_NUDGES = 60
"""Other answers to one question that are tried."""
_BACK = 3
"""How many questions before a node are tried."""
_FAR = 50
"""Nodes that are looked ahead in silence."""
_BOUNDED = NUMERIC | CALENDAR | {Kind.CHOICE, Kind.CHOICES}


def is_in_domain(release: Release, fact: Fact, type_: Type, value: Any, known: Mapping[str, Any]) -> bool:
    """Whether a person may give this answer; patterns of texts aside. `known` has what was said before, and today."""
    if value is None or type_.kind not in _BOUNDED:
        return True
    context = Context(today=known["today"], values=known, locale=release.flow.language)
    return fact_types[fact.type].check(fact, value, context) is None


class Steering:
    """Makes up people for one flow. `order` are its nodes, each after those that lead to it."""

    def __init__(self, release: Release, span: tuple[date, date], order: Sequence[str]) -> None:
        self.release, self.span = release, span
        self.nodes = {name: release.flow.nodes[name] for name in order}
        self.place = {name: place for place, name in enumerate(order)}
        self.chance = random.Random(_SEED)  # noqa: S311  examples, not secrets
        self.near = constants_in(release)
        self.types = {fact.id: fact_type(fact) for fact in release.flow.facts.values()}
        self.messages = frozenset(node.id for node in self.nodes.values() if isinstance(node, MessageNode))

    def person(self, seen: Container[Claim]) -> Person | None:
        """Somebody whose way has as much as can be on it that is not in `seen`; nobody when that is little."""
        ahead = self._ahead(seen)
        if ahead[self.release.flow.start] <= _LITTLE:
            return None
        walk = _Walk(self, ahead, seen)
        walk.go()
        answers = {fact: given.value for fact, given in walk.answers.items()}
        return Person(answers=answers, today=walk.today, unhelped=frozenset(walk.unhelped))

    def nudge(self, claim: Claim, known: Verdict) -> Person | None:
        """Somebody who takes an exit, by another answer to one of the last questions of a walk to its node."""
        assert known.way is not None
        assert known.person is not None
        steps, node = known.way.steps, self.nodes[claim.node]
        here = next((place for place, step in enumerate(steps) if step.node == claim.node), len(steps))
        answers = {fact: known.person.answers.get(fact) for step in steps[:here] for fact in step.asked}
        if node.outcome:
            return replace(known.person, answers=answers, unhelped=known.person.unhelped | {claim.node})
        asked = [place for place in range(here) if steps[place].asked]
        begins = [(place, steps[place].node) for place in asked[-_BACK:]]
        if isinstance(node, QuestionNode | PageNode):
            begins.append((here, claim.node))
        for place, start in reversed(begins):
            before = {fact: known.way.known.get(fact) for step in steps[:place] for fact in step.sets}
            walk = _Walk(self, {}, (), today=known.person.today, known=before, answers=answers)
            for _ in range(_NUDGES):
                changed = walk.nudged(start, claim)
                if changed is not None:
                    return replace(known.person, answers={**answers, **changed})
        return None

    def _ahead(self, seen: Container[Claim]) -> dict[str, int]:
        """By node: how many unseen exits a way from there can have on it."""
        most: dict[str, int] = {}
        for name in reversed(self.place):
            ways = (
                (Claim(EXIT, name, exit.name) not in seen) + most.get(exit.target, 0)
                for exit in self.nodes[name].exits()
            )
            most[name] = max(ways, default=0)
        return most


class _Walk:
    """One of these people on the way."""

    def __init__(
        self,
        steering: Steering,
        ahead: Mapping[str, int],
        seen: Container[Claim],
        *,
        today: date | None = None,
        known: Mapping[str, Any] | None = None,
        answers: Mapping[str, Any] | None = None,
    ) -> None:
        self.steering, self.ahead, self.seen = steering, ahead, seen
        self.chance, self.release = steering.chance, steering.release
        days = (steering.span[1] - steering.span[0]).days
        self.today = today or steering.span[0] + timedelta(days=self.chance.randint(0, days))
        self.answers = {fact: Given(value=value, at=_LONG_AGO) for fact, value in (answers or {}).items()}
        self.unhelped: set[str] = set()
        self.known: dict[str, Any] = {"today": self.today, **(known or {})}
        zone = ZoneInfo(self.release.flow.time_zone)
        self.journey = Journey(
            id="proof",
            release=self.release.fingerprint,
            started_at=datetime.combine(self.today, time(12), tzinfo=zone),
            today=self.today,
            language=self.release.flow.language,
            answers=self.answers,
            passed=steering.messages,
        )
        self.visit = JourneyVisit(self.release, self.journey, self.known)  # sees the answers as they are given

    def go(self) -> None:
        here = self.release.flow.start
        been: set[str] = set()
        while here not in been:
            been.add(here)
            node = self.steering.nodes[here]
            if node.outcome:
                exits = node.exits()
                if not exits or self.worth(here, exits[0].name, exits[0].target) == 0:
                    return
                self.unhelped.add(here)
                here = exits[0].target
                continue
            if isinstance(node, QuestionNode | PageNode):
                self.choose(node)
            entry = node.enter(self.visit)
            if not isinstance(entry, Goes):
                return
            self.known.update(entry.sets)
            here = entry.target

    def nudged(self, start: str, claim: Claim) -> dict[str, Any] | None:
        """Other answers at `start`, where they lead to the exit."""
        node, known = self.steering.nodes[start], dict(self.known)
        facts = self.release.flow.facts
        changed = {fact: self.answer(facts[fact]) for fact in node.fills if fact not in known}
        given = {**self.answers, **{fact: Given(value=value, at=_LONG_AGO) for fact, value in changed.items()}}
        visit = JourneyVisit(self.release, replace(self.journey, answers=given), known)
        for _ in range(_FAR):
            entry = node.enter(visit)
            if not isinstance(entry, Goes):
                return None
            if node.id == claim.node:
                return changed if entry.exit == claim.name else None
            known.update(entry.sets)
            node = self.steering.nodes[entry.target]
        return None

    def worth(self, node: str, exit: str, target: str) -> int:
        """How much is new on a way that leaves there."""
        return (Claim(EXIT, node, exit) not in self.seen) + self.ahead.get(target, 0)

    def choose(self, node: QuestionNode | PageNode) -> None:
        """Gives the answers that lead furthest, of some that come to mind."""
        open_ = [fact for fact in node.fills if fact not in self.known]
        thoughts = self.thoughts(node, open_)
        best, most = thoughts[0], -2
        for answers in thoughts if len(thoughts) > 1 else ():
            self.answers.update(answers)
            worth = self.outlook(node)
            if worth > most:
                best, most = answers, worth
            if worth >= self.ahead[node.id]:
                break
        self.answers.update(best)

    def outlook(self, node: Node) -> int:
        """How much is new on the way from here to the next question, and may be after it."""
        known = dict(self.known)
        visit = JourneyVisit(self.release, self.journey, known)
        new = 0
        for _ in range(_FAR):
            entry = node.enter(visit)
            if not isinstance(entry, Goes):
                return new - 1
            new += Claim(EXIT, node.id, entry.exit) not in self.seen
            known.update(entry.sets)
            node = self.steering.nodes[entry.target]
            if node.outcome or isinstance(node, QuestionNode | PageNode):
                break
        return new + self.ahead.get(node.id, 0)

    def thoughts(self, node: Node, open_: Sequence[str]) -> list[dict[str, Given]]:
        """Answers to all that is asked, several times over where it matters."""
        count = _TRIES if open_ and self.ahead[node.id] and self.matters(node) else 1
        facts = self.release.flow.facts
        if len(open_) == 1 and count > 1:
            type_ = self.steering.types[open_[0]]
            options: Sequence[Any] = (True, False) if type_.kind is Kind.BOOLEAN else type_.options
            if type_.kind in (Kind.BOOLEAN, Kind.CHOICE) and len(options) <= _TRIES:
                mixed = self.chance.sample(options, len(options))
                return [{open_[0]: Given(value=each, at=_LONG_AGO)} for each in (*mixed, None)]
        return [{fact: Given(value=self.answer(facts[fact]), at=_LONG_AGO) for fact in open_} for _ in range(count)]

    def matters(self, node: Node) -> bool:
        """Whether the way parts before the next question."""
        for _ in range(_FAR):
            exits = node.exits()
            if len(exits) != 1:
                return len(exits) > 1
            node = self.steering.nodes[exits[0].target]
            if isinstance(node, QuestionNode | PageNode):
                return False
        return False

    def answer(self, fact: Fact) -> Any:
        """An answer near what conditions compare the fact with; now and then none."""
        if self.chance.random() < 0.05:
            return None
        numbers, dates = self.steering.near.get(fact.id, ((), ()))
        type_, found = self.steering.types[fact.id], None
        for _ in range(_TRIES):
            found = answer_for(fact, type_, self.chance, numbers, dates, self.today)
            if is_in_domain(self.release, fact, type_, found, self.known):
                break
        return found
