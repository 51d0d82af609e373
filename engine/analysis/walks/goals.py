"""What a set of walks has to cover: each exit, rule, boundary, row, outcome and language of a flow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from engine.analysis.graph import FlowGraph
from engine.analysis.walks.boundaries import SIDES, Comparison, Lookup, find_comparisons, find_lookups
from engine.definition import HANDED, Release
from engine.expressions import Typed
from engine.nodes import Expression, GatherNode, Node, TableNode

_MEMBER = re.compile(r"/\d+(?=[/.])")
"""The number of a member of a list, in the name of a node: what holds for one member is shown by any."""


class Aim(StrEnum):
    """The kinds of goals, in the order in which they are told."""

    EXIT = "exit"
    RULE = "rule"
    BOUNDARY = "boundary"
    ROW = "row"
    OUTCOME = "outcome"
    LANGUAGE = "language"


Event: TypeAlias = tuple[Any, ...]
"""Something that happens on a walk and covers a goal: its aim, then what tells it from others of this aim."""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One thing to be covered. Any of its `events` will do: there are several for the members of a list."""

    aim: Aim
    pointer: str
    """Where it stands in the document; empty for a language."""
    node: str = ""
    name: str = ""
    """An exit, a rule, a row, a language."""
    holds: bool | None = None
    """For a rule: whether it is to hold, or not to hold."""
    comparison: Comparison | None = None
    side: int = 0
    """For a boundary: a step below, on it, a step above."""
    lookup: Lookup | None = None
    row: int | None = None
    """The row of a table of amounts."""
    events: tuple[Event, ...]


@dataclass(kw_only=True)
class Goals:
    """All goals of one flow, and what to look at to see them reached."""

    all: tuple[Goal, ...] = ()
    by_event: dict[Event, int] = field(default_factory=dict)
    """The goal that an event covers, as its bit."""
    comparisons: dict[str, list[Comparison]] = field(default_factory=dict)
    """By pointer of the expression."""
    lookups: dict[str, list[Lookup]] = field(default_factory=dict)
    node_of: dict[str, str] = field(default_factory=dict)
    """The node in which an expression stands, by its pointer."""

    @property
    def everything(self) -> int:
        return (1 << len(self.all)) - 1

    def of(self, mask: int) -> tuple[Goal, ...]:
        """The goals of these bits, in order."""
        return tuple(goal for place, goal in enumerate(self.all) if mask >> place & 1)


def find_goals(release: Release, there: FlowGraph) -> Goals:
    """Everything about a release that walks can show."""
    goals = Goals()
    found: dict[tuple[Any, ...], Goal] = {}
    for goal in (*_of_nodes(there, goals), *_of_languages(release)):
        key = (goal.aim, _MEMBER.sub("/1", goal.pointer), goal.name, goal.holds, goal.side, goal.row, *_number(goal))
        before = found.get(key)
        found[key] = goal if before is None else _joined(before, goal)
    goals.all = tuple(sorted(found.values(), key=lambda goal: list(Aim).index(goal.aim)))
    goals.by_event = {event: 1 << place for place, goal in enumerate(goals.all) for event in goal.events}
    return goals


def is_condition(expression: Expression) -> bool:
    """Whether it is a rule, a validator, a row or a condition of a catalogue."""
    others = expression.fills or expression.name or expression.is_rank or expression.is_exit
    return not others


def _number(goal: Goal) -> tuple[Any, ...]:
    """Which comparison or look-up of its expression it is."""
    return goal.events[0][2:3] if goal.comparison or goal.lookup else ()


def _joined(before: Goal, goal: Goal) -> Goal:
    return Goal(**{**before.__dict__, "events": (*before.events, *goal.events)})


def _of_languages(release: Release) -> Iterator[Goal]:
    for language in release.languages:
        yield Goal(aim=Aim.LANGUAGE, pointer="", name=language, events=((Aim.LANGUAGE, language),))


def _of_nodes(there: FlowGraph, goals: Goals) -> Iterator[Goal]:
    filled = _filled(there)
    for node in there.flow.nodes.values():
        for exit in node.exits() if node.id != HANDED else ():
            taken: Event = (Aim.EXIT, node.id, exit.name)
            yield Goal(aim=Aim.EXIT, pointer=node.pointer(), node=node.id, name=exit.name, events=(taken,))
        if node.outcome:
            ended: Event = (Aim.OUTCOME, node.id)
            yield Goal(aim=Aim.OUTCOME, pointer=node.pointer(), node=node.id, name=node.id, events=(ended,))
        if isinstance(node, TableNode):
            for row in node.rows:
                pointer, fired = node.pointer("rows", row.id), (Aim.ROW, node.id, row.id)
                yield Goal(aim=Aim.ROW, pointer=pointer, node=node.id, name=row.id, events=(fired,))
        for expression in node.expressions():
            yield from _of_expression(node, expression, there.typed[expression.pointer], filled, goals)


def _of_expression(
    node: Node, expression: Expression, typed: Typed, filled: Mapping[str, Typed], goals: Goals
) -> Iterator[Goal]:
    pointer = expression.pointer
    goals.node_of[pointer] = node.id
    if is_condition(expression):
        name = pointer.split("/")[-2]
        for holds in (True, False):
            read: Event = (Aim.RULE, pointer, holds)
            yield Goal(aim=Aim.RULE, pointer=pointer, node=node.id, name=name, holds=holds, events=(read,))
    if expression.is_exit:
        return
    comparisons, lookups = find_comparisons(typed, filled), find_lookups(typed)
    if comparisons:
        goals.comparisons[pointer] = comparisons
    if lookups:
        goals.lookups[pointer] = lookups
    for number, comparison in enumerate(comparisons):
        for row in comparison.rows:
            for side in SIDES:
                yield Goal(
                    aim=Aim.BOUNDARY,
                    pointer=pointer,
                    node=node.id,
                    comparison=comparison,
                    side=side,
                    row=row,
                    events=((Aim.BOUNDARY, pointer, number, row, side),),
                )
    for number, lookup in enumerate(lookups):
        for row in lookup.rows:
            used: Event = (Aim.ROW, pointer, number, row)
            yield Goal(aim=Aim.ROW, pointer=pointer, node=node.id, lookup=lookup, row=row, events=(used,))


def _filled(there: FlowGraph) -> dict[str, Typed]:
    """The expression that gives each fact, for those facts that one expression alone gives."""
    found: dict[str, list[Typed | None]] = {}
    for node in there.flow.nodes.values():
        given = {each.fills: there.typed[each.pointer] for each in node.expressions() if each.fills}
        for fact in node.fills:
            alone = None if isinstance(node, TableNode | GatherNode) else given.get(fact)
            found.setdefault(fact, []).append(alone)
    return {fact: some[0] for fact, some in found.items() if len(some) == 1 and some[0] is not None}
