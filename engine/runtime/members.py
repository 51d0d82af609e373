"""The members of a list that is asked about one by one: who they are on a path, and taking one of them out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from engine.definition.release import Release
from engine.errors import NotWaitingError
from engine.model.inputs import RemoveMember
from engine.model.journey import Given, Journey
from engine.model.prompts import Asks, MemberPath
from engine.nodes import MORE, MoreNode, RepeatNode
from engine.runtime.taken import Outcome, Taken, get_waiting, moved_on
from engine.runtime.trace import Trace

T = TypeVar("T")


def members_on(here: Trace, repeat: str) -> tuple[MemberPath, ...]:
    """The members of a list on the path, each with the steps that ask about it."""
    found: list[MemberPath] = []
    entered = {step.node for step in here.path}
    while f"{repeat}/{len(found) + 1}" in entered:
        scope = f"{repeat}/{len(found) + 1}"
        path = tuple(step for step in here.path if step.node.startswith(f"{scope}/"))
        places = (each.place for each in here.waiting if each.node.startswith(f"{scope}/"))
        found.append(MemberPath(number=len(found) + 1, scope=scope, place=next(places, ""), path=path))
    return tuple(found)


def can_remove(release: Release, node: MoreNode, here: Trace) -> bool:
    """Whether there are more members than there have to be."""
    repeat = release.flow.nodes[node.repeat]
    assert isinstance(repeat, RepeatNode)
    least: int = release.flow.facts[repeat.fact].domain.get("minimum", 0)
    return len(members_on(here, node.repeat)) > (least if repeat.first else max(least, 1))


def take_removal(release: Release, journey: Journey, here: Trace, given: RemoveMember, now: datetime) -> Outcome:
    """The members after the one removed move up. It becomes the one after the last, off the path: nothing is lost."""
    waiting = get_waiting(here, given.place, Asks.ANSWER)
    node = release.flow.nodes[waiting.node]
    if not isinstance(node, MoreNode) or not can_remove(release, node, here):
        raise NotWaitingError(given.place)
    last = len(members_on(here, node.repeat))
    if not 0 < given.number <= last:
        raise NotWaitingError(given.place)
    moves = {given.number: last} | {number: number - 1 for number in range(given.number + 1, last + 1)}
    answers = _moved(_without_questions(journey.answers, node.repeat, last), node.repeat, moves)
    passed = _moved(dict.fromkeys(journey.passed, True), node.repeat, moves)
    moved = moved_on(journey, answers=answers, passed=frozenset(passed))
    return Taken(journey=moved, place=f"{node.repeat}/{last - 1}{MORE}", goes_on=False, given=given)


def _without_questions(answers: Mapping[str, Given], repeat: str, last: int) -> dict[str, Given]:
    """Whether there is another member after the last one is now said of the one before it."""
    kept = dict(answers)
    said = kept.pop(f"{repeat}/{last}{MORE}", None)
    before = f"{repeat}/{last - 1}{MORE}"
    kept.pop(before, None)
    return {**kept, before: said} if said is not None and last > 1 else kept


def _moved(named: Mapping[str, T], repeat: str, moves: Mapping[int, int]) -> dict[str, T]:
    """The same under new names, for everything that stands within a member."""
    moved: dict[str, T] = {}
    for name, each in named.items():
        number, slash, rest = name.removeprefix(f"{repeat}/").partition("/")
        is_inside = name.startswith(f"{repeat}/") and slash and number.isdecimal() and int(number) in moves
        moved[f"{repeat}/{moves[int(number)]}/{rest}" if is_inside else name] = each
    return moved
