"""A layout that goes on from an older one: what was there stays, what is new finds a place, and room is made for it.

It takes a hundredth of the time of a new layout, and nobody loses sight of anything. It is not as tidy: a line of it
may run through a box. So it is what is shown at once, until the new layout is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.analysis.layout import Area, Box, Layout, Line, Point, Route
from engine.analysis.opening import Piece, move, open_route, pieces_of, point_at

_MOST_NEW = 6
_MOST_RESIZED = 12
_BETWEEN = 34
"""Pixels between what is put in and what stands beside, above and below it."""
_BESIDE = 6
"""Between a label and the end of its line."""
_TIP = 10
"""How long the arrow at the end of a line is."""
_IN = 24
"""So far from the corners of a box a line leaves it."""
_BOW = 64
"""So far a line goes aside that leads back."""


@dataclass(frozen=True, kw_only=True)
class Laid:
    """What was laid out, and how."""

    boxes: Sequence[Box]
    lines: Sequence[Line]
    layout: Layout


def settle(old: Laid, boxes: Sequence[Box], lines: Sequence[Line]) -> Layout | None:
    """The old layout with these boxes and lines; None where too much of it is new."""
    were = old.layout.boxes
    new = [box for box in boxes if box.id not in were]
    resized = [box for box in boxes if box.id in were and _size(were[box.id]) != _size(box)]
    if len(new) > _MOST_NEW or len(resized) > _MOST_RESIZED or 2 * len(new) > len(boxes):
        return None
    if any(box.group and box.group not in old.layout.groups for box in boxes):
        return None
    paper = _Paper(old, boxes, lines)
    for box in resized:
        paper.resize(box)
    for box in new:
        paper.put(box)
    for line in lines:
        if line.id not in paper.routes:
            is_into_new = line.target not in were
            paper.routes[line.id] = _route(line, paper.boxes[line.source], paper.boxes[line.target], is_into_new)
    return paper.layout()


class _Paper:
    """A layout while it changes."""

    def __init__(self, old: Laid, boxes: Sequence[Box], lines: Sequence[Line]) -> None:
        there = {box.id: box for box in boxes}
        were = {line.id: line for line in old.lines}
        self.lines = lines
        self.left = {line.id: old.layout.routes[line.id] for line in old.lines}
        """Where lines ran, those that are gone too."""
        self.boxes = {name: area for name, area in old.layout.boxes.items() if name in there}
        groups = {box.group for box in boxes}
        self.groups = {name: area for name, area in old.layout.groups.items() if name in groups}
        self.ends = {line.id: (line.source, line.target) for line in lines}
        self.routes = {
            line.id: _labelled(old.layout.routes[line.id], line)
            for line in lines
            if line.id in were and self.ends[line.id] == (were[line.id].source, were[line.id].target)
        }

    def resize(self, box: Box) -> None:
        """A box stays where it is; below a higher one room is made."""
        area = self.boxes[box.id]
        if box.height > area.height:
            self.open(self.cut_below(area), box.height - area.height, grown=box.id)
        x = area.center[0] - box.width / 2
        self.boxes[box.id] = Area(x=x, y=area.y, width=box.width, height=box.height)
        for name, route in self.routes.items():
            if self.ends[name][0] == box.id and abs(route.points[0][1] - area.bottom) <= 1 and box.height < area.height:
                begin = (route.points[0][0], area.y + box.height)
                self.routes[name] = replace(route, points=(begin, *route.points[1:]))

    def put(self, box: Box) -> None:
        """A new box comes below the one that leads to it; beside everything where none does."""
        into = next((line for line in self.lines if line.target == box.id and line.source in self.boxes), None)
        if into is None:
            right = max((area.right for area in self.boxes.values() if area.y < box.height + _BETWEEN), default=0)
            self.boxes[box.id] = Area(x=right + _BETWEEN, y=0, width=box.width, height=box.height)
            return
        above = self.boxes[into.source]
        cut = self.cut_below(above)
        wanted = self._came_by(box, into.source, cut)
        over = _BETWEEN + into.label[1]
        below = _BETWEEN + max((line.label[1] for line in self.lines if line.source == box.id), default=0)
        taken = self.open(cut, over + box.height + below)
        middle = _free(wanted, box.width / 2 + _BETWEEN / 2, taken)
        self.boxes[box.id] = Area(x=middle - box.width / 2, y=cut + over, width=box.width, height=box.height)

    def _came_by(self, box: Box, source: str, cut: float) -> float:
        """Where the line ran into which the box is put; else the middle of the box above."""
        onward = {line.target for line in self.lines if line.source == box.id}
        for name in (f"{source}→{target}" for target in onward):
            if name in self.left and name not in self.routes:
                passes = [x for piece in pieces_of(self.left[name]) for x in _at_height(piece, cut)]
                return passes[0] if passes else self.left[name].points[0][0]
        return self.boxes[source].center[0]

    def cut_below(self, area: Area) -> float:
        """The height right below a box, and below all that stands beside its lower border."""
        labels = [route.label for route in self.routes.values() if route.label]
        cut = area.bottom
        while lower := [each.bottom for each in (*self.boxes.values(), *labels) if each.y < cut < each.bottom]:
            cut = max(lower)
        return cut

    def open(self, cut: float, height: float, *, grown: str | None = None) -> list[float]:
        """Moves everything below a cut down, and tells where lines now run straight through the room that is made.

        What leaves a box that has grown moves down with its lower border.
        """
        below = {name for name, area in self.boxes.items() if area.y >= cut}
        taken: list[float] = []
        for name, route in self.routes.items():
            source, target = self.ends[name]
            if source == grown:
                own = self.boxes[source].bottom
                self.routes[name], passes = open_route(route, own, height, True, target in below)
            else:
                self.routes[name], passes = open_route(route, cut, height, source in below, target in below)
            taken += passes
        self.boxes = {name: move(area, height) if name in below else area for name, area in self.boxes.items()}
        for name, area in self.groups.items():
            is_below = area.y >= cut
            higher = replace(area, height=area.height + height) if area.bottom > cut else area
            self.groups[name] = move(area, height) if is_below else higher
        return taken

    def layout(self) -> Layout:
        """All of it, from the top left corner."""
        spots = [*self.boxes.values(), *self.groups.values()]
        spots += [route.label for route in self.routes.values() if route.label]
        points = [point for route in self.routes.values() for point in (*route.points, route.tip)]
        left = min([0, *(area.x for area in spots), *(x for x, _ in points)])
        return Layout(
            width=max([*(area.right for area in spots), *(x for x, _ in points)], default=0) - left,
            height=max([*(area.bottom for area in spots), *(y for _, y in points)], default=0),
            boxes=_all_aside(self.boxes, -left),
            routes={name: _aside(route, -left) for name, route in self.routes.items()} if left else self.routes,
            groups=_all_aside(self.groups, -left),
        )


def _size(what: Box | Area) -> tuple[float, float]:
    return what.width, what.height


def _labelled(route: Route, line: Line) -> Route:
    """A route with a label of another size in the same place."""
    width, height = line.label
    if not width:
        return replace(route, label=None)
    if route.label and (route.label.width, route.label.height) == (width, height):
        return route
    middle = route.label.center if route.label else point_at(_middle_piece(route), 0.5)
    return replace(route, label=_around(middle, line.label))


def _middle_piece(route: Route) -> Piece:
    pieces = list(pieces_of(route))
    return pieces[len(pieces) // 2]


def _around(middle: Point, size: tuple[float, float]) -> Area:
    return Area(x=middle[0] - size[0] / 2, y=middle[1] - size[1] / 2, width=size[0], height=size[1])


def _route(line: Line, source: Area, target: Area, is_into_new: bool) -> Route:
    """A new line: down from box to box, or around by the right where it leads back. Its label is near what is new."""
    if target.y <= source.bottom + _TIP:
        piece = _back(source, target)
        label = _around(point_at(piece, 0.5), line.label)
        return Route(points=piece, tip=(target.right, piece[3][1]), label=label if line.label[0] else None)
    piece = _down(source, target)
    room = line.label[1] / 2 + _BESIDE
    middle = (piece[3][0], piece[3][1] - room) if is_into_new else (piece[0][0], piece[0][1] + room)
    label = _around(middle, line.label)
    return Route(points=piece, tip=(piece[3][0], target.y), label=label if line.label[0] else None)


def _down(source: Area, target: Area) -> Piece:
    begin = _within(target.center[0], source)
    end = _within(begin, target)
    from_y, to_y = source.bottom, target.y - _TIP
    bend = (to_y - from_y) / 2
    return (begin, from_y), (begin, from_y + bend), (end, to_y - bend), (end, to_y)


def _back(source: Area, target: Area) -> Piece:
    aside = max(source.right, target.right) + _BOW
    from_y, to_y = source.center[1] + _TIP, target.center[1] - _TIP
    return (source.right, from_y), (aside, from_y), (aside, to_y), (target.right + _TIP, to_y)


def _within(x: float, area: Area) -> float:
    return min(max(x, area.x + _IN), area.right - _IN)


def _free(wanted: float, reach: float, taken: Sequence[float]) -> float:
    """The place nearest to the wanted one with nothing so far to both sides."""
    edges = [wanted, *(x - reach for x in taken), *(x + reach for x in taken)]
    free = [x for x in edges if all(abs(x - each) >= reach - 0.01 for each in taken)]
    return min(free, key=lambda x: abs(x - wanted))


def _at_height(piece: Piece, y: float) -> Iterator[float]:
    """Where a piece of a line passes a height, nearly."""
    before = piece[0]
    for step in range(1, 25):
        after = point_at(piece, step / 24)
        if min(before[1], after[1]) <= y <= max(before[1], after[1]):
            yield (before[0] + after[0]) / 2
        before = after


def _all_aside(areas: dict[str, Area], by: float) -> dict[str, Area]:
    return {name: replace(area, x=area.x + by) for name, area in areas.items()} if by else areas


def _aside(route: Route, by: float) -> Route:
    label = replace(route.label, x=route.label.x + by) if route.label else None
    points = tuple((x + by, y) for x, y in route.points)
    return Route(points=points, tip=(route.tip[0] + by, route.tip[1]), label=label)
