"""Makes a walk plainer without losing what it is there to show: round numbers, first options, no idle answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from engine.analysis.proof import Person, Way, plainer_answers
from engine.analysis.walks.covered import Measure
from engine.analysis.walks.covering import Candidate
from engine.expressions.types import fact_type
from engine.model.flow import Fact


def make_plain(measure: Measure, candidate: Candidate, share: int, today: date, facts: dict[str, Fact]) -> Candidate:
    """A person with plainer answers who still covers `share`, and is asked no more than before."""
    kept = _tried(measure, candidate, replace(candidate.person, today=today), share) or candidate
    kept = _tried(measure, kept, replace(kept.person, unhelped=frozenset()), share) or kept
    for fact in reversed(kept.way.asked):
        if fact not in kept.way.asked:
            continue
        for value in plainer_answers(fact_type(facts[fact]), facts[fact], kept.person.answers.get(fact), today):
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
