"""Draws what is laid over a map: badges at the corners of nodes, and the caption that says what they mean."""

from __future__ import annotations

from collections.abc import Sequence

from engine.analysis.drawing.measuring import width_of
from engine.analysis.drawing.overlays import Badge, Mark
from engine.analysis.layout import Area
from engine.analysis.markup import Markup, element, join

_TALL = 20
_SIZE = 12
_INSET = 14
_GAP = 4
_SIGNS = {"error": "✕", "warning": "!", "note": "i"}
"""Before the number, so that no severity is told by its colour alone."""


def badges(mark: Mark, area: Area, is_rtl: bool) -> Markup:
    """The badges of a node, side by side on its upper border, from the corner at which its lines end."""
    drawn = []
    at: float = _INSET
    for badge in reversed(mark.badges):
        text = f"{_SIGNS[badge.tone]} {badge.text}" if badge.tone in _SIGNS else badge.text
        wide = width_of(text, _SIZE, bold=True) + 14
        drawn.append(_badge(badge, text, area.x + at if is_rtl else area.right - at - wide, area.y, wide))
        at += wide + _GAP
    return join(drawn)


def _badge(badge: Badge, text: str, x: float, border: float, wide: float) -> Markup:
    y = border - _TALL / 2
    return element(
        "g",
        element("title", " ".join(badge.sentences)) if badge.sentences else None,
        element("rect", class_="map-badge-ground", x=x, y=y, width=wide, height=_TALL, rx=_TALL / 2),
        element("text", text, class_="map-badge-text", x=x + wide / 2, y=y + 14.5, text_anchor="middle"),
        class_=f"map-badge map-badge-{badge.tone}",
    )


def caption(lines: Sequence[str], x: float, y: float, step: float) -> Markup:
    """What the overlay means, above the map."""
    return join(
        element("text", line, class_="map-caption", x=x, y=y + place * step) for place, line in enumerate(lines)
    )
