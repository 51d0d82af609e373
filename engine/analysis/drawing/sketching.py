"""The picture of a flow that is being drawn: whatever is there, also where it is not whole yet.

Sections can be closed: their steps are then one box with their first step, and what leaves them leaves the box. The
flow that a step runs can be opened: its steps then stand in a frame of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
    group: str = ""
    """The step that runs the flow in which this one stands."""
    inside: int = 0
    """So many steps has the flow that it runs, as long as they are not shown."""


def build_sketch(
    steps: Sequence[Step],
    start: str,
    words: Words,
    *,
    title: str,
    language: str,
    closed: Mapping[str, Sequence[str]] | None = None,
    groups: Mapping[str, str] | None = None,
) -> Picture:
    """The picture of these steps. `closed` names those that each closed one hides. Exits to nowhere are left out.

    `groups` says what the flows are called that are opened, by the steps that run them.
    """
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
        groups=groups or {},
    )
    return with_start(picture, start, words.sentence("Start"))


def _shape(step: Step, words: Words, hidden: int) -> Shape:
    kind = words.sentence(KINDS.get(step.type, step.type))
    return Shape(
        id=step.id,
        type=step.type,
        kind=kind,
        text=step.text,
        is_outcome=step.type in _OUTCOMES and not step.group,
        group=step.group,
        hidden=hidden,
        inside=step.inside,
    )


def _without_hidden(steps: Sequence[Step], closed: Mapping[str, Sequence[str]]) -> list[Step]:
    """The steps that are seen. What leads to a hidden one leads to the box that hides it, and leaves that box."""
    by_name = {step.id: step for step in steps}
    box_of = {name: box for box, inside in closed.items() for name in inside}
    shown = []
    for step in steps:
        if step.id in box_of:
            continue
        inside = [step.id, *closed.get(step.id, ())]
        leaving = (
            replace(exit, target=box_of.get(exit.target, exit.target))
            if len(inside) == 1
            else Leaving(
                name=exit.name if name == step.id else "",
                target=box_of.get(exit.target, exit.target),
                label="",
                meaning=exit.meaning,
            )
            for name in inside
            if name in by_name
            for exit in by_name[name].exits
            if exit.target not in inside or len(inside) == 1
        )
        shown.append(replace(step, exits=tuple(leaving)))
    return shown
