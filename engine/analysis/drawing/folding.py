"""Draws how boxes are opened and closed: a button in a box, and the frame around what was opened in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.analysis.drawing.cards import PAD
from engine.analysis.drawing.lines import SMALL
from engine.analysis.drawing.measuring import width_of, wrapped
from engine.analysis.layout import Area
from engine.analysis.markup import Markup, element, join
from engine.model.words import Words

_TALL = 24
_PLUS = "M-4 0H4M0 -4V4"
_MINUS = "M-4 0H4"
_SIGN = 18
"""What the sign of a button takes of its width."""


@dataclass(frozen=True, kw_only=True)
class Folds:
    """Where a picture leads that can be opened and closed."""

    fold: Callable[[str], str] | None = None
    """The address of the picture with a box opened or closed; without it no box has a button."""
    flows: Mapping[str, str] = field(default_factory=dict)
    """By frame: the address of the flow whose steps stand in it."""


def draw_fold(folds: Folds, box: str, said: str, name: str, at: tuple[float, float], *, is_rtl: bool) -> Markup | None:
    """The button that opens a box. `said` is what is read on it, `name` what is heard; it begins with the same."""
    if folds.fold is None:
        return None
    x, y = at
    wide = fold_width(said)
    return _button(
        folds.fold(box), box, said, name, Area(x=x - wide if is_rtl else x, y=y, width=wide, height=_TALL), _PLUS
    )


def fold_width(said: str) -> float:
    return width_of(said, SMALL, bold=True) + _SIGN + 26


def draw_frame(title: str, area: Area, *, is_rtl: bool, is_door: bool) -> Markup:
    """The frame of a flow that is shown in place."""
    return element(
        "g",
        element("rect", class_="map-frame", x=area.x, y=area.y, width=area.width, height=area.height, rx=10),
        element(
            "text",
            wrapped(title, _room(area), SMALL, lines=1, bold=True)[0] if title else "",
            class_="map-frame-title map-door-text" if is_door else "map-frame-title",
            x=area.right - PAD if is_rtl else area.x + PAD,
            y=area.y + 15,
            direction="rtl" if is_rtl else None,
        ),
    )


def draw_frame_doors(folds: Folds, group: str, title: str, area: Area, words: Words, *, is_rtl: bool) -> Markup:
    """Over the title of a frame the link to its own flow; on its upper border the button that closes it."""
    said = words.sentence("Close")
    wide = fold_width(said)
    x = area.x + PAD if is_rtl else area.right - PAD - wide
    room = min(_room(area), width_of(title, SMALL, bold=True) + 12)
    door = None
    if group in folds.flows:
        door = element(
            "a",
            element("title", title),
            element(
                "rect",
                class_="map-hit",
                x=area.right - PAD - room if is_rtl else area.x + PAD - 4,
                y=area.y - 3,
                width=room,
                height=_TALL,
                rx=4,
            ),
            class_="map-door",
            href=folds.flows[group],
            aria_label=words.sentence("The flow “{title}”", title=title),
        )
    at = Area(x=x, y=area.y - _TALL / 2, width=wide, height=_TALL)
    close = _button(folds.fold(group), group, said, f"{said}: {title}", at, _MINUS) if folds.fold else None
    return join(door, close)


def _room(area: Area) -> float:
    return area.width - 2 * PAD - 12


def _button(href: str, box: str, said: str, name: str, area: Area, sign: str) -> Markup:
    middle = area.y + _TALL / 2
    return element(
        "a",
        element("rect", class_="map-fold-ground", x=area.x, y=area.y, width=area.width, height=_TALL, rx=_TALL / 2),
        element("path", class_="map-fold-sign", d=sign, transform=f"translate({area.x + 14:g} {middle:g})"),
        element("text", said, class_="map-fold-text", x=area.x + _SIGN + 6, y=middle + 4.5),
        class_="map-fold",
        href=href,
        aria_label=name,
        data_fold=box,
    )
