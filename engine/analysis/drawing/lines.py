"""Draws the lines between nodes: a curve, its arrow, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from engine.analysis.drawing.overlays import THINNEST, Mark
from engine.analysis.drawing.picture import Shape, Way
from engine.analysis.drawing.shapes import on_outline
from engine.analysis.layout import Area, Layout, Point, Route
from engine.analysis.markup import Markup, element, join
from engine.model.bidi import begins_from_right

SMALL = 12
SMALL_LINE = 15
_TIP = 9


@lru_cache(maxsize=8192)
def draw_way(way: Way, route: Route, mark: Mark, said: str, *, is_lit: bool = False) -> Markup:
    """A way; `said` is the whole of it for those who hear the map."""
    width = mark.width or (THINNEST + 1 if mark.tone not in ("", "none") else THINNEST)
    classes = ["map-edge", *([f"map-tone-{mark.tone}"] if mark.tone else []), *(["map-lit"] if is_lit else [])]
    return element(
        "g",
        element("title", said),
        element("path", class_="map-line", d=_curve(route), stroke_width=width),
        element("polygon", class_="map-tip", points=_arrow(route, width)),
        class_=" ".join(classes),
        role="img",
        aria_label=said,
        data_from=way.source or None,
        data_to=way.target,
        data_exits=" ".join(way.exits) or None,
    )


@lru_cache(maxsize=8192)
def draw_label(lines: Sequence[str], number: str, area: Area) -> Markup:
    """What stands beside a line, and below it its number."""
    x, _ = area.center
    top = area.y + 3 + 11
    direction = "rtl" if begins_from_right("".join(lines)) else None
    told = [
        *((line, "map-label", direction) for line in lines),
        *([(number, "map-label map-number", None)] if number else []),
    ]
    return join(
        element("text", line, class_=kind, x=x, y=top + place * SMALL_LINE, text_anchor="middle", direction=side)
        for place, (line, kind, side) in enumerate(told)
    )


def fitted(layout: Layout, way: Way, shapes: Mapping[str, Shape]) -> Route:
    """The route of a way, from the outline of one shape to that of the other."""
    route, ends = layout.routes[way.id], (way.source, way.drawn_to)
    begin, tip = (
        point if shapes[end].stands_for else on_outline(shapes[end].type, layout.boxes[end], point)
        for end, point in zip(ends, (route.points[0], route.tip), strict=True)
    )
    return Route(points=(begin, *route.points[1:]), tip=tip, label=route.label)


def _curve(route: Route) -> str:
    first, *rest = route.points
    pieces = [rest[place : place + 3] for place in range(0, len(rest), 3)]
    return f"M{_pair(first)}" + "".join("C" + " ".join(_pair(point) for point in piece) for piece in pieces)


def _arrow(route: Route, width: float) -> str:
    """A triangle from where the curve ends to where it arrives, wider for a wide line."""
    (x, y), (to_x, to_y) = route.points[-1], route.tip
    length = max(((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5, 0.1)
    half = _TIP * 0.42 + width / 2 - THINNEST / 2
    across = ((y - to_y) / length * half, (to_x - x) / length * half)
    corners = ((to_x, to_y), (x + across[0], y + across[1]), (x - across[0], y - across[1]))
    return " ".join(_pair(point) for point in corners)


def _pair(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
