"""Everybody who can walk through a small flow: every answer to every question, one after the other, in the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any

from engine.analysis.proof.people import Person, Way, follow
from engine.definition import Release
from engine.expressions.types import CALENDAR, NUMERIC, Kind, fact_type, member_facts
from engine.model.flow import Fact
from engine.nodes import Node, PageNode, QuestionNode
from engine.questions import Context, fact_types


class TooManyError(Exception):
    """More people than can be tried."""


def everybody(release: Release, today: date, most: int) -> Iterator[tuple[Person, Way]]:
    """All who answer in different ways, each with the whole way. Raises TooManyError."""
    waiting = [Person(answers={}, today=today)]
    finished = 0
    while waiting:
        person = waiting.pop()
        way = follow(release, person)
        node = release.flow.nodes[way.node]
        open_ = () if way.failed or way.refused else questions(node, person)
        if open_:
            waiting += answering(release, person, way, open_)
            continue
        finished += 1
        if finished > most:
            raise TooManyError
        yield person, way
        if node.outcome and node.exits() and not way.failed:
            waiting.append(replace(person, unhelped=person.unhelped | {node.id}))


def questions(node: Node, person: Person) -> tuple[Any, ...]:
    """What the node asks that nobody answered."""
    if isinstance(node, QuestionNode):
        asked: tuple[Any, ...] = (node,)
    else:
        asked = node.questions if isinstance(node, PageNode) else ()
    return tuple(each for each in asked if each.fact not in person.answers)


def answering(release: Release, person: Person, way: Way, open_: tuple[Any, ...]) -> Iterator[Person]:
    """The same person with every combination of answers to these questions."""
    facts = [release.flow.facts[each.fact] for each in open_]
    ways = [answers_to(fact, optional=each.optional) for fact, each in zip(facts, open_, strict=True)]
    for values in product(*ways):
        answers = dict(zip((fact.id for fact in facts), values, strict=True))
        known = {**way.known, **answers, "today": person.today}
        if all(fits(fact, answers[fact.id], person.today, known) for fact in facts):
            yield replace(person, answers={**person.answers, **answers})


def fits(fact: Fact, value: Any, today: date, known: Mapping[str, Any]) -> bool:
    if value is None:
        return True
    return fact_types[fact.type].check(fact, value, Context(today=today, values=known, locale="en")) is None


def answers_to(fact: Fact, *, optional: bool) -> list[Any]:
    """Every value of the fact's type, and none where it may be skipped."""
    return [*values_of(fact), *([None] if optional else [])]


def values_of(fact: Fact) -> list[Any]:
    type_ = fact_type(fact)
    if type_.kind is Kind.BOOLEAN:
        return [True, False]
    if type_.kind is Kind.CHOICE:
        return list(type_.options)
    if type_.kind is Kind.CHOICES:
        return list(chain.from_iterable(combinations(type_.options, size) for size in range(len(type_.options) + 1)))
    if type_.kind in NUMERIC:
        low, high = type_.bounds.low, type_.bounds.high
        assert low is not None
        assert high is not None
        step = Fraction(1, 10 ** (type_.places or 0))
        return [low + number * step for number in range(int((high - low) / step) + 1)]
    if type_.kind in CALENDAR:
        last = date.fromisoformat(fact.domain["latest"])
        return [last - timedelta(days=number) for number in range(4)]
    if type_.kind is Kind.LIST:
        return _groups(fact)
    raise AssertionError(f"{fact.id} has more values than can be tried")


def _groups(fact: Fact) -> list[Any]:
    names = list(member_facts(fact))
    each = product(*(answers_to(about, optional=True) for about in member_facts(fact).values()))
    members = [dict(zip(names, values, strict=True)) for values in each]
    sizes = range(fact.domain.get("minimum", 0), fact.domain["maximum"] + 1)
    return list(chain.from_iterable(product(members, repeat=size) for size in sizes))
