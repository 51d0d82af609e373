"""What the address of a map says of how it is seen, and what stands beside it about the chosen steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final
from urllib.parse import quote

from flask import request, url_for

from engine.editing import exits_of
from webapp.services.publishing import DraftView, Outline, ShownStep, sections_of, text_of

ZOOMS: Final = (25, 50, 75, 100, 150, 200)
COVERAGE: Final = "coverage"
_MOST = 500
"""Steps that can be chosen at once."""
_LONGEST_PATH = 6000
_LONGEST_NAME = 100
_BETWEEN = ","
"""Between the steps of a box: no name has it."""
_UNUSED = "..{}.."
"""Stands for the name of a step; none is called so."""


@dataclass(frozen=True, kw_only=True)
class MapState:
    """Which steps are chosen, which sections are closed, and how large the map is without a script."""

    selected: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    boxes: tuple[tuple[str, ...], ...] = ()
    """Steps that somebody made one box."""
    opened: tuple[str, ...] = ()
    """Steps whose flow is shown in its place; within such a flow, by the names of both."""
    zoom: int = 100
    path: str = ""
    """A way that is lit: `node:exit` of each step, parted by commas, the last one without an exit."""
    scenario: str = ""
    """The scenario whose way is lit instead."""
    overlay: str = ""
    """What is laid over the map instead of its problems."""
    lit: bool = False
    """Whether all ways through what is chosen are lit."""

    def within(self, seen: Outline) -> MapState:
        """Without steps that are gone."""
        there = {step.node for step in seen.steps}
        return replace(
            self,
            selected=tuple(name for name in self.selected if name in there),
            closed=tuple(name for name in self.closed if name in there),
            boxes=tuple(box for each in self.boxes if len(box := tuple(name for name in each if name in there)) > 1),
            opened=tuple(name for name in self.opened if name.partition("/")[0] in there),
        )

    def at(self, focus: str) -> MapState:
        """With the step chosen that an edit was about."""
        _, group, node, *_ = (*focus.split("/"), "", "", "")
        return self.choosing(node) if group == "nodes" and node else self

    def choosing(self, node: str) -> MapState:
        return replace(self, selected=(node,))

    def closing(self, node: str) -> MapState:
        """With the section of a step closed, or open where it was closed."""
        closed = tuple(name for name in self.closed if name != node)
        return replace(self, closed=closed if node in self.closed else (*self.closed, node))

    def boxing(self) -> MapState:
        """With the chosen steps as one box. What was in a box with one of them is not any more."""
        apart = tuple(box for box in self.boxes if set(box).isdisjoint(self.selected))
        return replace(self, boxes=(*apart, self.selected))

    def folding(self, node: str) -> MapState:
        """With whatever is hidden at a step shown, or the flow that it runs opened or closed."""
        boxed = tuple(box for box in self.boxes if node in box)
        if boxed:
            return replace(self, boxes=tuple(box for box in self.boxes if box not in boxed))
        if node in self.closed:
            return self.closing(node)
        still = tuple(name for name in self.opened if name != node and not name.startswith(f"{node}/"))
        return replace(self, opened=still if node in self.opened else (*self.opened, node))

    def closing_all(self, nodes: Iterable[str]) -> MapState:
        """With the sections of all these closed, and no flow open."""
        return replace(self, closed=tuple(nodes), boxes=(), opened=())

    def is_folded(self) -> bool:
        """Whether anything is not as it is shown at first."""
        return bool(self.closed or self.boxes or self.opened)

    def box_of(self, node: str) -> tuple[str, ...]:
        """The steps that are one box with this one."""
        return next((box for box in self.boxes if node in box), ())

    def unlit(self) -> MapState:
        return replace(self, path="", scenario="", lit=False)

    def lighting(self) -> MapState:
        return replace(self.unlit(), lit=True)

    def under(self, overlay: str) -> MapState:
        return replace(self, overlay=overlay)

    def at_zoom(self, step: int) -> MapState:
        """The next larger or smaller size."""
        place = ZOOMS.index(self.zoom) + step
        return replace(self, zoom=ZOOMS[min(max(place, 0), len(ZOOMS) - 1)])

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What the forms send along, so that the map stays as it is seen."""
        single = [(name, value) for name, value in self._single.items() if value]
        return [*((key, value) for key, values in self._several.items() for value in values), *single]

    @property
    def _several(self) -> dict[str, list[str]]:
        boxes = [_BETWEEN.join(box) for box in self.boxes]
        return {"sel": [*self.selected], "closed": [*self.closed], "box": boxes, "open": [*self.opened]}

    @property
    def _single(self) -> dict[str, str]:
        zoom = "" if self.zoom == 100 else str(self.zoom)
        lit = "1" if self.lit else ""
        return {"zoom": zoom, "path": self.path, "scenario": self.scenario, "overlay": self.overlay, "lit": lit}

    def link(self, slug: str) -> Callable[[str], str]:
        """Where each step is chosen on the map as it is seen: one address, with another name in it each time."""
        here = self.address(slug)
        unused = next(name for name in map(_UNUSED.format, count()) if name not in here)
        before, middle, after = self.choosing(unused).address(slug).split(unused)
        return lambda node: f"{before}{quote(node)}{middle}{quote(node)}{after}"

    def address(self, slug: str, **more: str) -> str:
        """Where the map is seen so."""
        values: dict[str, Any] = {**self._several, **self._single, **more}
        anchor = f"at-{self.selected[0]}" if len(self.selected) == 1 else None
        return url_for(
            "editor.map", slug=slug, _anchor=anchor, **{key: value for key, value in values.items() if value}
        )


def read_state() -> MapState:
    """From the address, or from the hidden fields of a form."""
    given = request.form if request.method == "POST" else request.args
    zoom = given.get("zoom", "")
    return MapState(
        selected=tuple(dict.fromkeys(given.getlist("sel")[:_MOST])),
        closed=tuple(dict.fromkeys(given.getlist("closed")[:_MOST])),
        boxes=tuple(tuple(dict.fromkeys(box.split(_BETWEEN)[:_MOST])) for box in given.getlist("box")[:_MOST]),
        opened=tuple(dict.fromkeys(given.getlist("open")[:_MOST])),
        zoom=int(zoom) if zoom.isdecimal() and len(zoom) < 4 and int(zoom) in ZOOMS else 100,
        path=given.get("path", "")[:_LONGEST_PATH],
        scenario=given.get("scenario", "")[:_LONGEST_NAME],
        overlay=COVERAGE if given.get("overlay") == COVERAGE else "",
        lit=bool(given.get("lit")),
    )


@dataclass(frozen=True, kw_only=True)
class WayIn:
    """One way by which people come to a step."""

    node: str
    text: str
    when: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What is said beside the map about the chosen step, or steps."""

    steps: tuple[ShownStep, ...]
    data: Mapping[str, Any]
    pointer: str = ""
    """Of the words that can be written here."""
    words: str = ""
    ways_in: tuple[WayIn, ...] = ()
    open_exits: tuple[str, ...] = ()
    """Exits that the step may have and has not yet."""
    inside: int = 0
    """Steps that closing its section hides."""
    runs: str = ""
    """The flow that it runs, when that is there."""

    @property
    def step(self) -> ShownStep | None:
        """The one that is chosen, if it is one."""
        return self.steps[0] if len(self.steps) == 1 else None

    @classmethod
    def build(cls, shown: DraftView, seen: Outline, state: MapState, flows: Mapping[str, str]) -> Panel:
        """`flows` says which steps run which flow."""
        chosen = tuple(step for name in state.selected if (step := seen.step(name)) is not None)
        if len(chosen) != 1:
            return cls(steps=chosen, data={})
        step, document = chosen[0], shown.draft.document
        pointer, words = text_of(document, step.node)
        taken = {exit.name for exit in step.exits}
        ways = [
            WayIn(node=other.node, text=other.text, when=exit.when)
            for other in seen.steps
            for exit in other.exits
            if exit.target == step.node
        ]
        return cls(
            steps=chosen,
            data=document["nodes"][step.node],
            pointer=pointer,
            words=words,
            ways_in=tuple(ways),
            open_exits=tuple(name for name in exits_of(document["nodes"][step.node]) if name not in taken),
            inside=len(sections_of(seen.steps).get(step.node, ())),
            runs=flows.get(step.node, ""),
        )
