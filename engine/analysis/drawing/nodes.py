"""Draws the nodes of a map. Each is drawn once and remembered: an edit changes few of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.analysis.drawing.cards import draw_card, draw_start
from engine.analysis.drawing.picture import START, Shape
from engine.analysis.drawing.shapes import outline
from engine.analysis.layout import Area
from engine.analysis.markup import Markup, element, join


@dataclass(frozen=True)
class Door:
    """Where a node leads, in a page that has something about it."""

    href: str
    said: str
    """What is heard: whoever moves from link to link meets no lines."""
    is_current: bool


@lru_cache(maxsize=8192)
def draw_node(
    shape: Shape, size: tuple[float, float], words: Sequence[str], name: str, door: Door | None, *, is_rtl: bool
) -> Markup:
    """What a node consists of, drawn from its top left corner."""
    area = Area(x=0, y=0, width=size[0], height=size[1])
    inside = draw_start(shape, area) if shape.id == START else draw_card(shape, words, is_rtl)
    title = element("title", f"{name} ({shape.id})" if shape.id else name)
    drawn = outline("page" if shape.hidden else shape.type, area)
    if door is None:
        return join(title, drawn, inside)
    return join(drawn, element("g", inside, aria_hidden="true"), _link(shape, area, door, title))


def _link(shape: Shape, area: Area, door: Door, title: Markup) -> Markup:
    """The link that lies over a whole box."""
    return element(
        "a",
        title,
        element("rect", class_="map-hit", width=area.width, height=area.height, rx=8),
        id=f"{'in' if shape.group else 'at'}-{shape.id}",
        href=door.href,
        aria_label=door.said,
        aria_current="true" if door.is_current else None,
    )
