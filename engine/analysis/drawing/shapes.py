"""The outline and the sign of each type of node. Every outline fills the whole box that lines were laid out around."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt

from engine.analysis.layout import Area, Point
from engine.analysis.markup import Markup, element, join

_CUT = 12
_BARS = 6
_BEHIND = 4
"""How far the sheets behind a stack look out: within the box."""

SIGNS: Mapping[str, str] = {
    "question": "M4 5.2a3 3 0 1 1 4.2 2.7c-.8.4-1.2.9-1.2 1.9M7 12.4v.1",
    "page": "M2 3h10M2 7h10M2 11h6",
    "message": "M2 2.5h10v7H6.5L4 12V9.5H2z",
    "decision": "M7 1.5 12.5 7 7 12.5 1.5 7z",
    "table": "M1.5 2.5h11v9h-11zM1.5 5.5h11M5.2 2.5v9M8.9 2.5v9",
    "calculate": "M2.5 5h9M2.5 9h9",
    "subflow": "M1.5 3h11v8h-11zM4 3v8M10 3v8",
    "repeat": "M11.5 5A5 5 0 1 0 12 8.5M11.8 2v3.2H8.6",
    "article": "M3 1.5h8v11H3zM5 4.5h4M5 7h4M5 9.5h2.5",
    "results": "M2 4l1.2 1.2L5.3 3M7.5 4h5M2 9.5l1.2 1.2 2.1-2.2M7.5 9.5h5",
    "handoff": "M7 6.3a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM2.2 12.8c.3-3 2.1-4.6 4.8-4.6s4.5 1.6 4.8 4.6",
    "end": "M2 7.5 5.5 11 12 3.5",
    "start": "M4.5 2.5 11 7l-6.5 4.5z",
    "return": "M12 3v5H3M6 5 3 8l3 3",
    "member": "M7 2v10M2 7h10",
    "gather": "M2.5 3h9M2.5 7h9M2.5 11h9",
}
SIGNS = {**SIGNS, "more": SIGNS["question"], "gate": SIGNS["decision"]}
SIGN_SIZE = 14


def outline(type_: str, area: Area) -> Markup:
    """The outline of a box, drawn from its top left corner at 0, 0."""
    draw = _OUTLINES.get(type_, _card)
    return draw(area.width, area.height)


def on_outline(type_: str, area: Area, point: Point) -> Point:
    """The point of an outline at which a line meets it that was laid out around the whole box."""
    x, y = point
    left, right = _INSETS.get(type_, _no_inset)(area, min(max(y, area.y), area.bottom))
    return min(max(x, area.x + left), area.right - right), y


def sign(type_: str, x: float, y: float) -> Markup:
    """The sign of a type, with its top left corner at this place."""
    return element("path", class_="map-sign", d=SIGNS[type_], transform=f"translate({x:g} {y:g})")


def _rect(width: float, height: float, radius: float, *, x: float = 0, y: float = 0, kind: str = "shape") -> Markup:
    return element("rect", class_=f"map-{kind}", x=x, y=y, width=width, height=height, rx=radius)


def _card(width: float, height: float) -> Markup:
    return _rect(width, height, 8)


def _stack(width: float, height: float) -> Markup:
    """Several sheets, one behind the other."""
    wide, tall = width - 2 * _BEHIND, height - 2 * _BEHIND
    behind = [_rect(wide, tall, 6, x=step, y=step, kind="behind") for step in (2 * _BEHIND, _BEHIND)]
    return join(behind, _rect(wide, tall, 6))


def _hexagon(width: float, height: float) -> Markup:
    middle = height / 2
    points = ((_CUT, 0), (width - _CUT, 0), (width, middle), (width - _CUT, height), (_CUT, height), (0, middle))
    return element("polygon", class_="map-shape", points=" ".join(f"{x:g},{y:g}" for x, y in points))


def _barred(width: float, height: float) -> Markup:
    """Double sides: something that is described elsewhere."""
    bars = f"M{_BARS} 0V{height:g}M{width - _BARS:g} 0V{height:g}"
    return join(_rect(width, height, 3), element("path", class_="map-inner", d=bars))


def _barred_stack(width: float, height: float) -> Markup:
    wide, tall = width - 2 * _BEHIND, height - 2 * _BEHIND
    bars = f"M{_BARS} 0V{tall:g}M{wide - _BARS:g} 0V{tall:g}"
    return join(_stack(width, height), element("path", class_="map-inner", d=bars))


def _ruled(width: float, height: float) -> Markup:
    """A table: a rule under its heading."""
    return join(_rect(width, height, 2), element("path", class_="map-inner", d=f"M0 30H{width:g}"))


def _slanted(width: float, height: float) -> Markup:
    points = ((_CUT, 0), (width, 0), (width - _CUT, height), (0, height))
    return element("polygon", class_="map-shape", points=" ".join(f"{x:g},{y:g}" for x, y in points))


def _pill(width: float, height: float) -> Markup:
    return _rect(width, height, _radius(height))


def _radius(height: float) -> float:
    return min(height, 44) / 2


def _no_inset(area: Area, y: float) -> tuple[float, float]:
    return 0, 0


def _hexagon_inset(area: Area, y: float) -> tuple[float, float]:
    inset = _CUT * abs(y - area.center[1]) / (area.height / 2)
    return inset, inset


def _slanted_inset(area: Area, y: float) -> tuple[float, float]:
    down = (y - area.y) / area.height
    return _CUT * (1 - down), _CUT * down


def _pill_inset(area: Area, y: float) -> tuple[float, float]:
    radius = _radius(area.height)
    into = max(radius - (y - area.y), radius - (area.bottom - y), 0)
    inset = radius - sqrt(radius**2 - into**2)
    return inset, inset


_INSETS: Mapping[str, Callable[[Area, float], tuple[float, float]]] = {
    **dict.fromkeys(("decision", "gate"), _hexagon_inset),
    **dict.fromkeys(("calculate", "gather"), _slanted_inset),
    **dict.fromkeys(("article", "handoff", "results", "end", "start"), _pill_inset),
}
"""How far an outline stands back from the left and the right of its box, at a height."""
_OUTLINES: Mapping[str, Callable[[float, float], Markup]] = {
    "page": _stack,
    "decision": _hexagon,
    "gate": _hexagon,
    "table": _ruled,
    "calculate": _slanted,
    "gather": _slanted,
    "subflow": _barred,
    "repeat": _barred_stack,
    "article": _pill,
    "handoff": _pill,
    "results": _pill,
    "end": _pill,
    "start": _pill,
}
