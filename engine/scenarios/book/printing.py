"""The map in a book: whole on a screen, and on paper cut into sheets on which its words can still be read."""

from __future__ import annotations

from math import ceil

from engine.analysis.drawing import Drawn
from engine.analysis.layout import Area
from engine.analysis.markup import Markup, element, join

SHEET = (1080, 1230)
"""Pixels of the map that a sheet of paper holds: its small print is then 6 points high."""
_SHARED = 60
"""Pixels that two sheets have in common, so that nothing is lost between them."""
_MARGIN = 24


def sheets(drawn: Drawn) -> Markup:
    """The map, and the same map in sheets."""
    whole = element(
        "div", Markup(drawn.svg), class_="screen wide", tabindex="0", role="group", aria_label="The map of the flow"
    )
    cut = _cut(drawn)
    told = element("p", "Filled boxes are outcomes. Each line says when it is taken.")
    return join(told, whole, [_sheet(area, number, len(cut)) for number, area in enumerate(cut, start=1)])


def _cut(drawn: Drawn) -> list[Area]:
    """The parts of the map that fit on a sheet, row by row; those without a box are left out."""
    width, height = drawn.layout.width + 2 * _MARGIN, drawn.layout.height + 2 * _MARGIN
    wide, tall = min(SHEET[0], width), min(SHEET[1], height)
    columns, rows = _count(width, SHEET[0]), _count(height, SHEET[1])
    areas = [
        Area(x=column * (SHEET[0] - _SHARED), y=row * (SHEET[1] - _SHARED), width=wide, height=tall)
        for row in range(rows)
        for column in range(columns)
    ]
    return [area for area in areas if _is_used(area, drawn)]


def _is_used(area: Area, drawn: Drawn) -> bool:
    """Whether a box, or a part of one, lies there."""
    left, top = area.x - _MARGIN, area.y - _MARGIN
    return any(
        left < box.right and box.x < left + area.width and top < box.bottom and box.y < top + area.height
        for box in drawn.layout.boxes.values()
    )


def _count(size: float, sheet: int) -> int:
    return max(1, ceil((size - _SHARED) / (sheet - _SHARED)))


def _sheet(area: Area, number: int, of: int) -> Markup:
    picture = element(
        "svg",
        element("use", href="#map-all"),
        viewBox=f"{area.x:g} {area.y:g} {area.width:g} {area.height:g}",
        width=f"{area.width / SHEET[0] * 100:.0f}%",
        class_="map",
        aria_hidden="true",
    )
    where = element("p", f"Sheet {number} of {of}", class_="meta") if of > 1 else None
    return element("div", where, picture, class_="paper", aria_hidden="true")
