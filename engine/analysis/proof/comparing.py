"""What changed for the public between two releases: who now ends elsewhere, and who is asked something else.

Both flows are encoded side by side over the same answers. Made-up people walk first; the solver is then asked for
whatever difference nobody has shown yet, until it proves that there is no other. Each example is walked in both
engines before it counts.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import Any

from engine.analysis.diff import Matching
from engine.analysis.graph import build_graph
from engine.analysis.proof.budget import Budget
from engine.analysis.proof.comparison import Behaviour, Comparison, Seen
from engine.analysis.proof.encoding import TooKnottedError
from engine.analysis.proof.people import Person, random_people
from engine.analysis.proof.proving import STEPS
from engine.analysis.proof.settling import settle
from engine.analysis.proof.simplifying import simplify
from engine.analysis.proof.verdicts import AHEAD
from engine.definition import Release

CROWD = 100
"""People who walk both ways before the solver is asked: plain ones, so that most examples are."""


def compare(
    then: Release,
    now: Release,
    matching: Matching,
    *,
    today: date,
    people: int = CROWD,
    steps: int = STEPS,
    budget: Budget | None = None,
) -> Behaviour:
    """Everything that differs for anybody between two sound releases of a flow."""
    comparison = Comparison(then, now, matching, (today, today + AHEAD))
    if then.logic == now.logic:
        return comparison.result()  # but for words they are the same
    for before, after in _crowd(comparison, people):
        comparison.walk(before, after)
    try:
        settle(comparison, build_graph(then.flow), build_graph(now.flow), steps, budget)
    except TooKnottedError:
        why = "the circles of a flow lead into each other in too many ways, so that only made-up people were tried"
        comparison.open_stops.append(f"whether anybody else ends elsewhere: {why}")
        comparison.open_questions.append(f"whether anybody else is asked something else: {why}")
    simplify(comparison)
    return comparison.result()


def _crowd(comparison: Comparison, count: int) -> Iterator[tuple[Seen, Seen]]:
    """Made-up people of either release in turn, with answers to the questions of both."""
    matching, shared = comparison.matching, {**comparison.shared.same, **comparison.shared.tied}
    called = {matching.node(name): name for name in comparison.now.flow.nodes}
    earlier: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    one, two = (random_people(each, comparison.span, count) for each in (comparison.then, comparison.now))
    for number, (then, now) in enumerate(zip(one, two, strict=True)):
        before, after = dict(then.answers), dict(now.answers)
        unhelped, still_unhelped = then.unhelped, now.unhelped
        if number % 2:
            after |= {new: before[old] for new, old in shared.items()}
            still_unhelped = _taken_over(then.unhelped, now.unhelped, called, comparison.then.flow.nodes)
        else:
            before |= {old: after[new] for new, old in shared.items()}
            names = {name: old for old, name in called.items()}
            unhelped = _taken_over(now.unhelped, then.unhelped, names, comparison.now.flow.nodes)
        today = then.today if number % 2 else now.today
        yield (
            Seen(Person(answers=before, today=today, unhelped=unhelped), earlier[0]),
            Seen(Person(answers=after, today=today, unhelped=still_unhelped), earlier[1]),
        )
        earlier = (before, after)


def _taken_over(
    theirs: frozenset[str], own: frozenset[str], called: Mapping[str, str], known: Container[str]
) -> frozenset[str]:
    """Which articles did not help, by the names that `called` gives to those `known` to the other release."""
    mine = {called[each]: each in theirs for each in called if each in known}
    return frozenset({name for name, is_unhelped in mine.items() if is_unhelped} | (own - mine.keys()))
