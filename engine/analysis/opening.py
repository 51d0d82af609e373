"""Opens room in a picture along a level line: what lies below it moves down, and lines that pass it get longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from engine.analysis.layout import Area, Point, Route

Piece: TypeAlias = tuple[Point, Point, Point, Point]
"""Of a Bézier curve: where it begins, two points that bend it, where it ends."""

_SAMPLES = 12
_HALVINGS = 12


def open_route(
    route: Route, cut: float, height: float, begins_below: bool, ends_below: bool
) -> tuple[Route, list[float]]:
    """The route of a line with the room opened, and where it passes it: straight down, as it were.

    What it begins and ends at says on which side its ends are: a box may end at the very cut.
    """
    heights = [y for _, y in route.points]
    if not (begins_below or ends_below) and max(heights) <= cut:
        return route, []
    label = move(route.label, height) if route.label and route.label.y >= cut else route.label
    if begins_below and ends_below and min(heights) >= cut:
        moved = tuple([(x, y + height) for x, y in route.points])
        return Route(points=moved, tip=(route.tip[0], route.tip[1] + height), label=label), []
    points, was_below = [_down(route.points[0], height, begins_below)], begins_below
    passes: list[float] = []
    for part in (part for piece in pieces_of(route) for part in _parted(piece, cut)):
        is_below = point_at(part, 0.5)[1] > cut
        if is_below != was_below:
            passes.append(part[0][0])
            points += _straight(_down(part[0], height, was_below), _down(part[0], height, is_below))
        points += [_down(each, height, is_below) for each in part[1:]]
        was_below = is_below
    if was_below != ends_below:
        last = route.points[-1]
        passes.append(last[0])
        points += _straight(_down(last, height, was_below), _down(last, height, ends_below))
    return Route(points=tuple(points), tip=_down(route.tip, height, ends_below), label=label), passes


def pieces_of(route: Route) -> Iterator[Piece]:
    start = route.points[0]
    for place in range(1, len(route.points), 3):
        one, two, end = route.points[place : place + 3]
        yield start, one, two, end
        start = end


def point_at(piece: Piece, t: float) -> Point:
    """A point of the curve, `t` of its way along."""
    return _halves(piece, t)[0][3]


def move(area: Area, by: float) -> Area:
    return Area(x=area.x, y=area.y + by, width=area.width, height=area.height)


def _parted(piece: Piece, cut: float) -> Iterator[Piece]:
    """The piece in parts, none of which passes the cut."""
    heights = [y for _, y in piece]
    if min(heights) >= cut or max(heights) <= cut:
        yield piece
        return
    low = 0.0
    side = point_at(piece, 1 / (4 * _SAMPLES))[1] > cut
    for step in range(1, _SAMPLES + 1):
        high = step / _SAMPLES
        if (point_at(piece, high)[1] > cut) != side:
            first, rest = _halves(piece, _passing(piece, cut, low, high, side))
            yield first
            yield from _parted(rest, cut) if step < _SAMPLES else (rest,)
            return
        low = high
    yield piece


def _passing(piece: Piece, cut: float, low: float, high: float, side: bool) -> float:
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (point_at(piece, middle)[1] > cut) == side:
            low = middle
        else:
            high = middle
    return high


def _halves(piece: Piece, t: float) -> tuple[Piece, Piece]:
    """Both sides of a point of the curve, as curves (de Casteljau)."""
    a, b, c, d = piece
    ab, bc, cd = _toward(a, b, t), _toward(b, c, t), _toward(c, d, t)
    abc, bcd = _toward(ab, bc, t), _toward(bc, cd, t)
    middle = _toward(abc, bcd, t)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def _toward(one: Point, two: Point, t: float) -> Point:
    return one[0] + (two[0] - one[0]) * t, one[1] + (two[1] - one[1]) * t


def _straight(begin: Point, end: Point) -> list[Point]:
    """What follows `begin` on a straight piece to `end`."""
    return [_toward(begin, end, 1 / 3), _toward(begin, end, 2 / 3), end]


def _down(point: Point, height: float, is_below: bool) -> Point:
    return (point[0], point[1] + height) if is_below else point
