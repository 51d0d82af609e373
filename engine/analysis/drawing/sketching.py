"""The picture of a flow that is being drawn: whatever is there, also where it is not whole yet.

Sections can be closed: their steps are then one box with their first step, and what leaves them leaves the box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.analysis.drawing.naming import KINDS
from engine.analysis.drawing.picture import Leaving, Picture, Shape, nearest_first, ways_of, with_start
from engine.model.words import Words

_OUTCOMES = frozenset({"end", "article", "results", "handoff"})


@dataclass(frozen=True, kw_only=True)
class Step:
    """One node as the outline tells it."""

    id: str
    type: str
    text: str
    exits: tuple[Leaving, ...] = ()


def build_sketch(
    steps: Sequence[Step],
    start: str,
    words: Words,
    *,
    title: str,
    language: str,
    closed: Mapping[str, Sequence[str]] | None = None,
) -> Picture:
    """The picture of these steps. `closed` names those that each closed one hides. Exits to nowhere are left out."""
    shown = _without_hidden(steps, closed or {})
    known = {step.id: step for step in shown}
    hidden = {name: len(inside) for name, inside in (closed or {}).items()}
    order = nearest_first({step.id: [exit.target for exit in step.exits] for step in shown}, start)
    picture = Picture(
        title=title,
        language=language,
        direction=Words(language).direction,
        shapes=tuple(_shape(known[name], words, hidden.get(name, 0)) for name in order),
        ways=tuple(
            way for name in order for way in ways_of(name, [exit for exit in known[name].exits if exit.target in known])
        ),
        groups={},
    )
    return with_start(picture, start, words.sentence("Start"))


def _shape(step: Step, words: Words, hidden: int) -> Shape:
    kind = words.sentence(KINDS.get(step.type, step.type))
    return Shape(
        id=step.id, type=step.type, kind=kind, text=step.text, is_outcome=step.type in _OUTCOMES, hidden=hidden
    )


def _without_hidden(steps: Sequence[Step], closed: Mapping[str, Sequence[str]]) -> list[Step]:
    """The steps that are seen. What leaves a hidden one leaves the box that hides it."""
    by_name = {step.id: step for step in steps}
    hidden = {name for inside in closed.values() for name in inside}
    shown = []
    for step in steps:
        if step.id in hidden:
            continue
        inside = [step.id, *closed.get(step.id, ())]
        leaving = [
            Leaving(name=exit.name if name == step.id else "", target=exit.target, label="", meaning=exit.meaning)
            for name in inside
            if name in by_name
            for exit in by_name[name].exits
            if exit.target not in inside
        ]
        exits = step.exits if len(inside) == 1 else tuple(leaving)
        shown.append(Step(id=step.id, type=step.type, text=step.text, exits=exits))
    return shown
