"""What stands in the boxes of a map: signs, types, names and words, from the side where the language begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from engine.analysis.drawing.lines import SMALL
from engine.analysis.drawing.measuring import width_of, wrapped
from engine.analysis.drawing.picture import Shape
from engine.analysis.drawing.shapes import SIGN_SIZE, sign
from engine.analysis.layout import Area
from engine.analysis.markup import Markup, element, join

WIDTH = 236
PAD = 16
TOP = 12
LINE_HEIGHT = 18
_HEADING = 11


def draw_start(shape: Shape, area: Area) -> Markup:
    """The way in."""
    return join(
        sign("start", PAD - 2, (area.height - SIGN_SIZE) / 2),
        element("text", shape.text, class_="map-heading map-words", x=PAD + SIGN_SIZE + 4, y=area.height / 2 + 5),
    )


@lru_cache(maxsize=4096)
def draw_card(shape: Shape, words: Sequence[str], is_rtl: bool) -> Markup:
    """A node's sign, type and id, and below them its words."""
    kind_width = width_of(shape.kind, _HEADING, bold=True) + SIGN_SIZE + 6
    room = WIDTH - 2 * PAD - 8 - kind_width - 10
    name = wrapped(shape.id.rpartition("/")[2], room, _HEADING, lines=1)[0] if room > 30 else ""
    left = WIDTH - 8 - PAD - SIGN_SIZE if is_rtl else PAD
    heading = PAD + SIGN_SIZE + 6
    return join(
        sign(shape.type, left, TOP),
        draw_text([shape.kind], heading - PAD, TOP + 11, "heading", WIDTH - 8, LINE_HEIGHT, is_rtl=is_rtl),
        element(
            "text",
            name,
            class_="map-id",
            x=PAD if is_rtl else WIDTH - PAD - 8,
            y=TOP + 11,
            text_anchor="start" if is_rtl else "end",
            direction="ltr",
        ),
        draw_text(words, 0, TOP + 15 + 6 + 13, "words", WIDTH - 8, LINE_HEIGHT, is_rtl=is_rtl),
    )


def draw_sign(shape: Shape, named: str, area: Area, is_rtl: bool) -> Markup:
    """A small box with the name of a node that is drawn elsewhere. What leads to it says so already."""
    name = wrapped(shape.text, area.width - 2 * PAD - SIGN_SIZE - 4, SMALL, lines=1)
    return element(
        "g",
        element("title", named),
        element("rect", class_="map-shape", width=area.width, height=area.height, rx=area.height / 2),
        sign(shape.type, area.width - PAD - SIGN_SIZE if is_rtl else PAD - 2, (area.height - SIGN_SIZE) / 2),
        draw_text(name, SIGN_SIZE + 4, area.height / 2 + 4, "words map-small", area.width, 0, is_rtl=is_rtl),
        class_=f"map-sign-to map-{shape.type}",
        aria_hidden="true",
        data_to=shape.stands_for,
        transform=f"translate({area.x:g} {area.y:g})",
    )


def draw_text(
    lines: Sequence[str], x: float, y: float, kind: str, width: float, step: float, *, is_rtl: bool
) -> Markup:
    """Lines that begin at the side where the language begins, within a width."""
    side = width - x - PAD if is_rtl else x + PAD
    return join(
        element("text", line, class_=f"map-{kind}", x=side, y=y + place * step, direction="rtl" if is_rtl else None)
        for place, line in enumerate(lines)
    )
