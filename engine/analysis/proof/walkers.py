"""Somebody on the way through a flow: their steps hang on those that they have in common with others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from engine.analysis.proof.people import Person, Way, follow
from engine.analysis.proof.verdicts import Claim
from engine.definition import Release
from engine.expressions.typed import TODAY
from engine.model.prompts import PathStep


@dataclass(eq=False, slots=True)
class Walker:
    """Somebody who has come to a node; or several people who answered alike so far."""

    node: str
    known: dict[str, Any]
    link: Link | None = None
    been: int = 0
    """The numbers of the nodes where they were, as bits."""
    unhelped: frozenset[str] = frozenset()
    people: tuple[Person, ...] = ()
    """Those whose answers are given; nobody, where answers are thought of on the way."""

    @property
    def today(self) -> date:
        day: date = self.known[TODAY]
        return day

    @property
    def length(self) -> int:
        return self.link.length if self.link else 0

    def with_people(self, people: Sequence[Person]) -> Walker:
        """Some of them."""
        return replace(self, people=tuple(people))


class Link:
    """One step of a way, after those before it."""

    __slots__ = ("answers", "before", "best", "claims", "count", "length", "sets", "step", "today", "unhelped")

    def __init__(self, walker: Walker, step: PathStep, sets: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
        self.before, self.step, self.sets, self.answers = walker.link, step, sets, answers
        self.today, self.unhelped = walker.today, walker.unhelped
        self.count: int = (self.before.count if self.before else 0) + 1
        """How many steps there are up to here."""
        self.length: int = walker.length + (len(step.sets) if step.place else 0)
        """How many questions they took."""
        self.claims: tuple[Claim, ...] = ()
        """What the step shows to be possible."""
        self.best: Shown | None = None
        """Of those who came by here, who had the fewest questions to the end."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Shown:
    """Somebody whose walk is over: how it ended, for those who want to see it whole."""

    last: Link | None
    today: date
    unhelped: frozenset[str]
    node: str = ""
    """Where it ended; empty for somebody whose end was not looked at."""
    failed: str = ""
    refused: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)
    """What was answered at the last node, which was not left."""
    sets: Mapping[str, Any] = field(default_factory=dict)
    """What the last node filled all the same."""

    @property
    def length(self) -> int:
        return self.last.length if self.last else 0

    def person(self) -> Person:
        answers = {fact: value for link in links_to(self.last) for fact, value in link.answers.items()}
        return Person(answers={**answers, **self.answers}, today=self.today, unhelped=self.unhelped)

    def way(self, release: Release) -> Way:
        """What `follow` says of the person, without walking all of it again."""
        if not self.node:
            return follow(release, self.person())
        links = links_to(self.last)
        known: dict[str, Any] = {TODAY: self.today}
        counts: Counter[str] = Counter(release.flow.nodes[self.node].fills if self.failed else ())
        for link in links:
            known.update(link.sets)
            counts.update(link.sets.keys())
        known.update(self.sets)
        again = {fact for fact, count in counts.items() if count > 1}
        refilled = {
            (number, fact): value
            for number, link in enumerate(links if again else ())
            for fact, value in link.sets.items()
            if fact in again
        }
        return Way(
            steps=tuple(link.step for link in links),
            node=self.node,
            failed=self.failed,
            refused=self.refused,
            known=known,
            refilled=refilled,
        )


def links_to(last: Link | None) -> list[Link]:
    """All steps of a way, the first one first."""
    found = []
    while last is not None:
        found.append(last)
        last = last.before
    return found[::-1]


def so_far(link: Link) -> Shown:
    """Somebody who stayed behind after a step."""
    return Shown(last=link, today=link.today, unhelped=link.unhelped)


def shorter(one: Shown | None, other: Shown | None) -> Shown | None:
    """Who had fewer questions; the first of two who had as many."""
    if one is None or other is None:
        return one or other
    return other if other.length < one.length else one
