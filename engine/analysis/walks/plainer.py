"""Makes a walk plainer without losing what it is there to show: round numbers, first options, no idle answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from engine.analysis.proof import Person, Way
from engine.analysis.walks.covered import Measure
from engine.analysis.walks.covering import Candidate
from engine.expressions.types import CALENDAR, NUMERIC, Kind, Type, fact_type
from engine.model.flow import Fact

_ROUND = (1_000_000, 100_000, 10_000, 1_000, 100, 10)


def make_plain(measure: Measure, candidate: Candidate, share: int, today: date, facts: dict[str, Fact]) -> Candidate:
    """A person with plainer answers who still covers `share`, and is asked no more than before."""
    kept = _tried(measure, candidate, replace(candidate.person, today=today), share) or candidate
    kept = _tried(measure, kept, replace(kept.person, unhelped=frozenset()), share) or kept
    for fact in reversed(kept.way.asked):
        if fact not in kept.way.asked:
            continue
        for value in _plainer(fact_type(facts[fact]), facts[fact], kept.person.answers.get(fact), today):
            other = replace(kept.person, answers={**kept.person.answers, fact: value})
            better = _tried(measure, kept, other, share)
            if better is not None:
                kept = better
                break
    is_over = bool(kept.covers & measure.ended)
    answers = _asked(kept.person, kept.way, facts, is_over=is_over)
    return replace(kept, person=replace(kept.person, answers=answers))


def _tried(measure: Measure, before: Candidate, person: Person, share: int) -> Candidate | None:
    covers, way = measure.walk(person)
    if share & ~covers or len(way.asked) > before.length or (way.refused and not before.way.refused):
        return None
    return Candidate(person=person, way=way, covers=covers)


def _asked(person: Person, way: Way, facts: dict[str, Fact], *, is_over: bool) -> dict[str, Any]:
    """The answers that were asked for; all where a walk does not end, as what was asked last is no step of it."""
    wanted = set(way.asked) if is_over else set(facts)
    order = {fact: place for place, fact in enumerate(way.asked)}
    named = sorted(wanted & person.answers.keys(), key=lambda fact: order.get(fact, len(order)))
    return {fact: person.answers[fact] for fact in named}


def _plainer(type_: Type, fact: Fact, value: Any, today: date) -> Iterator[Any]:
    """Other answers, the plainest first; none that is not plainer than the one that is there."""
    if value is None:
        return
    if type_.kind is Kind.BOOLEAN:
        options: list[Any] = [False]
    elif type_.kind is Kind.CHOICE:
        options = list(type_.options)
    elif type_.kind is Kind.CHOICES:
        exclusive = fact.domain.get("exclusive")
        options = [*([(exclusive,)] if exclusive else []), *((each,) for each in type_.options)]
    elif type_.kind in NUMERIC:
        options = list(_round(type_, value))
    elif type_.kind in CALENDAR:
        options = [today.replace(day=1), date(today.year, 1, 1), date(today.year - 40, 1, 1)]
    else:
        options = []
    for option in options:
        if option == value:
            return
        yield option


def _round(type_: Type, value: Any) -> Iterator[Any]:
    low = type_.bounds.low if type_.bounds.low is not None else 0
    high = type_.bounds.high
    scale = 100 if type_.kind is Kind.MONEY else 1
    steps = (each * scale for each in _ROUND)
    for number in (low, low + scale, *(int(value // step) * step for step in steps), int(value)):
        if low <= number and (high is None or number <= high):
            yield number
