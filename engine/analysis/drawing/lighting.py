"""What is lit in a picture while all else is dimmed: the way that somebody went, or every way through some nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from engine.analysis.drawing.picture import START, Picture
from engine.analysis.markup import Markup, element


@dataclass(frozen=True, kw_only=True)
class Lit:
    """Nodes and ways that are lit."""

    nodes: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    """By their ids."""
    path: tuple[str, ...] = ()
    """Of one way through the flow: its boxes, in order."""
    is_on: bool = True
    """Whether all else is dimmed."""

    @property
    def last(self) -> str:
        """Where that way ends."""
        return self.path[-1] if self.path else ""

    def classes(self, node: str) -> list[str]:
        """What the style sheet knows a node by."""
        last = ["map-last"] if self.path and node == self.last else []
        return ["map-lit", *last] if node in self.nodes else []

    def over_node(self, node: str, part: Markup) -> Markup:
        """What stands at a node is dimmed with it."""
        return self._dimmed(part, is_lit=node in self.nodes)

    def over_way(self, way: str, part: Markup) -> Markup:
        """What stands at a line is dimmed with it."""
        return self._dimmed(part, is_lit=way in self.ways)

    def _dimmed(self, part: Markup, *, is_lit: bool) -> Markup:
        return element("g", part, class_="map-dim") if self.is_on and not is_lit else part


UNLIT = Lit(is_on=False)


def light_path(picture: Picture, names: Iterable[str], hidden: Mapping[str, str]) -> Lit:
    """The way along these nodes. Those within another flow, or `hidden` in a box, are lit by it; unknown ones left out.

    A line is lit where the picture has one from each node to the one that comes next.
    """
    known = {shape.id for shape in picture.shapes if shape.id != START and not shape.stands_for}
    boxes = (_box_of(name, known, hidden) for name in names)
    path = tuple(box for box, _ in groupby(box for box in boxes if box))
    went = set(pairwise((START, *path)))
    ways = frozenset(way.id for way in picture.ways if (way.source, way.target) in went)
    begun = {START} if any(way.source == START and way.id in ways for way in picture.ways) else set()
    return Lit(nodes=frozenset({*path, *begun}), ways=ways, path=path)


def light_around(picture: Picture, nodes: Sequence[str]) -> Lit:
    """Every way that leads to these nodes, and every way on from there."""
    before = _reached(nodes, [(way.target, way.source) for way in picture.ways])
    after = _reached(nodes, [(way.source, way.target) for way in picture.ways])
    ways = frozenset(
        way.id for way in picture.ways if any(way.source in side and way.target in side for side in (before, after))
    )
    return Lit(nodes=frozenset(before | after), ways=ways)


def _reached(names: Iterable[str], lines: Iterable[tuple[str, str]]) -> set[str]:
    """All that is met from these names along the lines."""
    following: dict[str, list[str]] = {}
    for begin, end in lines:
        following.setdefault(begin, []).append(end)
    met = set(names)
    waiting = list(met)
    while waiting:
        for name in following.get(waiting.pop(), ()):
            if name not in met:
                met.add(name)
                waiting.append(name)
    return met


def _box_of(name: str, known: set[str], hidden: Mapping[str, str]) -> str:
    """What stands for a node on the map; empty when nothing does."""
    while name and name not in known:
        name = hidden.get(name) or name[: max(name.rfind("/"), 0)]
    return name
