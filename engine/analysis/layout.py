"""Where the boxes and lines of a layered picture go: asked of the program `dot`, in its own language and back.

Values in, values out. The program itself is run by whoever calls (`engine.scenarios.layout_program`), so that a
picture can be laid out in a test, in a worker or from a cache. Sizes and places are in pixels, from the top left.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

Point: TypeAlias = tuple[float, float]
Program: TypeAlias = Callable[[str], str]
"""Reads a graph in the language of `dot`, and gives back its layout as JSON."""

_INCH = 72
"""Pixels: one of ours is one of the program's points."""
_SETTINGS = ((34, 46, "ordering=out"), (34, 46, ""), (44, 52, ""), (28, 60, ""), (60, 60, "ordering=out"))
"""Pixels between boxes of one rank, and between ranks; and whether the lines of a box leave it in their own order.

The first with which no line touches a box or another's label is taken, else the one with the fewest touches.
"""
_LARGE_SETTING = (34, 46, "")
_MOST_TRIED = 300
"""Boxes; a larger picture is laid out once, whatever comes out."""
_STEPS = 24
_RIM = 2
"""So far into a box a line may come: it ends on its border."""


class Direction(StrEnum):
    """Which way a picture is read."""

    DOWN = "down"
    RIGHT = "right"
    LEFT = "left"


_RANKS = {Direction.DOWN: "TB", Direction.RIGHT: "LR", Direction.LEFT: "RL"}


@dataclass(frozen=True, kw_only=True)
class Box:
    """Something with a size. Boxes of the same `group` are kept together, within a frame of their own."""

    id: str
    width: float
    height: float
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """Leads from one box to another; its label, if it has one, has a size."""

    id: str
    source: str
    target: str
    label: tuple[float, float] = (0, 0)
    weight: int = 1
    """How much it matters that this line is short and straight."""


@dataclass(frozen=True, kw_only=True)
class Area:
    """A place and a size; `x` and `y` are its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def center(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, kw_only=True)
class Route:
    """The way of a line: a start, then three points for each piece of a Bézier curve; `tip` is where it arrives."""

    points: tuple[Point, ...]
    tip: Point
    label: Area | None = None


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A whole picture."""

    width: float
    height: float
    boxes: Mapping[str, Area]
    routes: Mapping[str, Route]
    groups: Mapping[str, Area]


def lay_out(boxes: Sequence[Box], lines: Sequence[Line], direction: Direction, program: Program) -> Layout:
    """The picture of these boxes and lines. The same for the same values.

    The program keeps lines clear of boxes but for rare corners; those are laid out again with other settings.
    """
    if len(boxes) > _MOST_TRIED:
        return _read(json.loads(program(to_dot(boxes, lines, direction, _LARGE_SETTING))), boxes, lines)
    tried: list[tuple[tuple[int, int], int, Layout]] = []
    for setting in _SETTINGS:
        layout = _read(json.loads(program(to_dot(boxes, lines, direction, setting))), boxes, lines)
        touches = count_touches(layout)
        if touches == (0, 0):
            return layout
        tried.append((touches, len(tried), layout))
    return min(tried, key=lambda each: each[:2])[2]


def count_touches(layout: Layout) -> tuple[int, int]:
    """How many lines run into a box, and how many over another's label."""
    boxes = sorted(_core(area) for area in layout.boxes.values())
    own = {name: _core(route.label) for name, route in layout.routes.items() if route.label}
    labels = sorted(own.values())
    on_boxes = on_labels = 0
    for name, route in layout.routes.items():
        near_boxes = _near(route, boxes)
        near_labels = [core for core in _near(route, labels) if core is not own.get(name)]
        points = list(points_on(route, _STEPS)) if near_boxes or near_labels else []
        on_boxes += _touches(points, near_boxes)
        on_labels += _touches(points, near_labels)
    return on_boxes, on_labels


_Core: TypeAlias = tuple[float, float, float, float]
"""What lies farther in than the rim of an area: left, right, top, bottom. Bare numbers: thousands are compared."""


def _core(area: Area) -> _Core:
    return area.x + _RIM, area.right - _RIM, area.y + _RIM, area.bottom - _RIM


def _near(route: Route, cores: list[_Core]) -> list[_Core]:
    """Those that the route may run through: a curve never leaves the space between the points it is given by."""
    xs, ys = zip(*route.points, route.tip, strict=True)
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    begun = cores[: bisect_left(cores, (right,))]
    return [core for core in begun if core[1] > left and core[2] < bottom and core[3] > top]


def _touches(points: Sequence[Point], cores: Sequence[_Core]) -> bool:
    return any(left < x < right and top < y < bottom for left, right, top, bottom in cores for x, y in points)


def points_on(route: Route, steps: int) -> Iterator[Point]:
    """Points along the curves of a route, its ends included."""
    start = route.points[0]
    for place in range(1, len(route.points), 3):
        (x1, y1), (x2, y2), end = route.points[place : place + 3]
        for step in range(steps + 1):
            t = step / steps
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield a * start[0] + b * x1 + c * x2 + d * end[0], a * start[1] + b * y1 + c * y2 + d * end[1]
        start = end
    yield route.tip


def to_dot(
    boxes: Sequence[Box],
    lines: Sequence[Line],
    direction: Direction,
    setting: tuple[int, int, str] = _SETTINGS[0],
) -> str:
    """The graph in the language of the program. Nothing of it but numbers of ours: no name can be misread."""
    numbers = {box.id: number for number, box in enumerate(boxes)}
    told = [
        "digraph {",
        f'graph [rankdir={_RANKS[direction]} nodesep="{_inches(setting[0])}"'
        f' ranksep="{_inches(setting[1])}" pad=0 margin=0 splines=true newrank=true {setting[2]}]',
        'node [shape=box fixedsize=true label=""]',
        "edge [arrowsize=0.8]",
    ]
    for number, box in enumerate(boxes):
        told.append(f'n{number} [width="{_inches(box.width)}" height="{_inches(box.height)}"]')
    for place, group in enumerate(_groups(boxes)):
        inside = " ".join(f"n{numbers[box.id]}" for box in boxes if box.group == group)
        told.append(f"subgraph cluster_{place} {{ margin=22; {inside} }}")
    for place, line in enumerate(lines):
        told.append(
            f"n{numbers[line.source]} -> n{numbers[line.target]} [id=e{place} weight={line.weight}{_label(line)}]"
        )
    return "\n".join([*told, "}", ""])


def _groups(boxes: Sequence[Box]) -> list[str]:
    return [group for group in dict.fromkeys(box.group for box in boxes) if group]


def _label(line: Line) -> str:
    """A table without text: the program keeps that much room for what we write ourselves."""
    width, height = line.label
    if not width:
        return ""
    size = f'FIXEDSIZE="TRUE" WIDTH="{round(width)}" HEIGHT="{round(height)}"'
    return (
        f' label=<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0" {size}><TR><TD></TD></TR></TABLE>>'
    )


def _inches(pixels: float) -> str:
    return f"{pixels / _INCH:.4f}"


def _read(found: Mapping[str, Any], boxes: Sequence[Box], lines: Sequence[Line]) -> Layout:
    _, _, width, height = _numbers(found["bb"])
    objects = {each["name"]: each for each in found.get("objects", ())}
    placed = {box.id: _around(_numbers(objects[f"n{place}"]["pos"]), box, height) for place, box in enumerate(boxes)}
    frames = {group: _frame(objects[f"cluster_{place}"]["bb"], height) for place, group in enumerate(_groups(boxes))}
    edges = {each["id"]: each for each in found.get("edges", ())}
    routes = {line.id: _route(edges[f"e{place}"], line, height) for place, line in enumerate(lines)}
    return Layout(width=width, height=height, boxes=placed, routes=routes, groups=frames)


def _around(middle: Sequence[float], box: Box, height: float) -> Area:
    x, y = middle
    return Area(x=x - box.width / 2, y=height - y - box.height / 2, width=box.width, height=box.height)


def _frame(corners: str, height: float) -> Area:
    left, low, right, high = _numbers(corners)
    return Area(x=left, y=height - high, width=right - left, height=high - low)


def _route(edge: Mapping[str, Any], line: Line, height: float) -> Route:
    """Reads `e,x,y x,y …`: the tip of the arrow, then the points of the curve."""
    parts = edge["pos"].split(";")[0].split(" ")
    tips = [_flipped(part[2:], height) for part in parts if part.startswith("e,")]
    points = tuple(_flipped(part, height) for part in parts if part[1:2] != ",")
    label = None
    if line.label[0] and "lp" in edge:
        x, y = _flipped(edge["lp"], height)
        width, tall = line.label
        label = Area(x=x - width / 2, y=y - tall / 2, width=width, height=tall)
    return Route(points=points, tip=tips[0] if tips else points[-1], label=label)


def _flipped(pair: str, height: float) -> Point:
    """The program counts from the bottom, a picture from the top."""
    x, y = _numbers(pair)
    return x, height - y


def _numbers(text: str) -> list[float]:
    return [float(each) for each in text.split(",")]
