"""What made-up people answer: whatever comes to mind near what conditions compare with. The same every time."""

from __future__ import annotations

import random  # noqa: TID251  seeded: the same people every time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from engine.analysis.proof.people import answer_for, constants_in
from engine.analysis.proof.walkers import Walker
from engine.definition import Release
from engine.expressions.typed import LITERAL, TODAY, Typed
from engine.expressions.types import CALENDAR, NUMERIC, Kind, Type, fact_type
from engine.model.flow import Fact
from engine.nodes import PageNode, QuestionNode
from engine.questions import Context, fact_types

_SEED = 20261122
_IDEAS = 6
"""Answers that are thought of where they cannot be listed."""
_RETRIES = 5
_SKIPPED = 0.2
_BOUNDED = NUMERIC | CALENDAR | {Kind.CHOICE, Kind.CHOICES}


def is_in_domain(release: Release, fact: Fact, type_: Type, value: Any, known: Mapping[str, Any]) -> bool:
    """Whether a person may give this answer; patterns of texts aside. `known` has what was said before, and today."""
    if value is None or type_.kind not in _BOUNDED:
        return True
    context = Context(today=known[TODAY], values=known, locale=release.flow.language)
    return fact_types[fact.type].check(fact, value, context) is None


class Thinking:
    """Thinks of answers to the questions of one flow."""

    def __init__(self, release: Release, span: tuple[date, date]) -> None:
        self.release, self.span = release, span
        self.chance = random.Random(_SEED)  # noqa: S311  examples, not secrets
        self.near = constants_in(release)
        self.types = {fact.id: fact_type(fact) for fact in release.flow.facts.values()}
        self.named = _options_named_in(release)
        self.read = {name for typed in release.typed.values() for _, name in typed.reads}

    def days(self) -> Iterator[date]:
        """Days on which people begin: the first one, the last one, and any."""
        first, last = self.span
        yield first
        yield last
        while True:
            yield first + timedelta(days=self.chance.randint(0, (last - first).days))

    def answers(
        self, node: QuestionNode | PageNode, walkers: Sequence[Walker], most: int
    ) -> Iterator[tuple[Walker, dict[str, Any]]]:
        """Each walker with some answers to all that is open; together as many different ones as there may be."""
        optional = _optional(node)
        ideas = {fact: self.ideas(fact, walkers[0], fact in optional) for fact in dict.fromkeys(node.fills)}
        longest = max(len(each) for each in ideas.values())
        for turn in range(min(longest, max(1, most // len(walkers)))):
            for place, walker in enumerate(walkers):
                open_ = [fact for fact in ideas if fact not in walker.known]
                if len(open_) == 1:
                    own = ideas[open_[0]]
                    yield from self.trying(walker, {open_[0]: own[(place + turn) % len(own)]})
                elif open_ or not turn:
                    yield from self.trying(walker, {fact: self.chance.choice(ideas[fact]) for fact in open_})

    def any_answers(self, node: QuestionNode | PageNode, walker: Walker) -> Iterator[tuple[Walker, dict[str, Any]]]:
        """Somebody with some answers to all that is open."""
        optional = _optional(node)
        open_ = [fact for fact in node.fills if fact not in walker.known]
        skipped = {fact for fact in open_ if fact in optional and self.chance.random() < _SKIPPED}
        return self.trying(
            walker, {fact: None if fact in skipped else self.answer(fact, walker.today) for fact in open_}
        )

    def trying(self, walker: Walker, answers: dict[str, Any]) -> Iterator[tuple[Walker, dict[str, Any]]]:
        """Somebody with these answers, or others in the place of those that they may not give."""
        for fact, value in answers.items():
            for _ in range(_RETRIES):
                if self.are_in_domain({fact: value}, walker.known):
                    break
                value = answers[fact] = self.answer(fact, walker.today)
            else:
                return
        yield walker, answers

    def ideas(self, fact: str, walker: Walker, is_optional: bool) -> list[Any]:
        """Answers to one question, in no order; the options that conditions name come first."""
        type_ = self.types[fact]
        found: list[Any]
        if type_.kind is Kind.BOOLEAN:
            found = [True, False]
        elif type_.kind is Kind.CHOICE and type_.options:
            named = [each for each in type_.options if each in self.named.get(fact, ())]
            others = [each for each in type_.options if each not in named]
            found = [*named, *self.chance.sample(others, min(len(others), _IDEAS))]
        else:
            found = [self.answer(fact, walker.today) for _ in range(_IDEAS if fact in self.read else 1)]
            found += self.far_out(fact)
        found = [*found, None] if is_optional else found
        return self.chance.sample(found, len(found))

    def far_out(self, fact: str) -> list[Any]:
        """Numbers less than all that a condition compares with, and more."""
        type_, (numbers, _) = self.types[fact], self.near.get(fact, ((), ()))
        if type_.kind not in NUMERIC or not numbers:
            return []
        low, high = type_.bounds.low, type_.bounds.high
        return [
            0 if low is None else low,
            2 * max(numbers) if high is None else high,
        ]

    def answer(self, fact: str, today: date) -> Any:
        """An answer near what conditions compare the fact with."""
        numbers, dates = self.near.get(fact, ((), ()))
        return answer_for(self.release.flow.facts[fact], self.types[fact], self.chance, numbers, dates, today)

    def are_in_domain(self, answers: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
        """Whether a person may give these answers."""
        facts = self.release.flow.facts
        return all(is_in_domain(self.release, facts[fact], self.types[fact], answers[fact], known) for fact in answers)


def _optional(node: QuestionNode | PageNode) -> set[str]:
    questions = [node] if isinstance(node, QuestionNode) else node.questions
    return {each.fact for each in questions if each.optional}


def _options_named_in(release: Release) -> dict[str, set[str]]:
    """By fact: the options in the conditions that read it."""
    found: dict[str, set[str]] = {}
    for typed in release.typed.values():
        texts = set(_texts_in(typed))
        for _, fact in typed.reads if texts else ():
            found.setdefault(fact, set()).update(texts)
    return found


def _texts_in(typed: Typed) -> Iterator[str]:
    if typed.op == LITERAL and isinstance(typed.data, str):
        yield typed.data
    for arg in typed.args:
        yield from _texts_in(arg)
