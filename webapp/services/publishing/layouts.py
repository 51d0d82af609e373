"""Layouts of maps, kept in memory: of the same boxes and lines the layout is always the same.

An edit that changes neither the size of a box nor a line costs no layout at all. Any other edit is shown at once by
the layout that its writer has before them, with room made for what is new; the new layout is asked for right after it.
"""

from __future__ import annotations

import secrets
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.scenarios import run_layout

if TYPE_CHECKING:
    from engine.analysis import Drawing, Laid, Layout
    from webapp.persistence import UnitOfWork

_REMEMBERED = 200
"""Layouts, each by its name and by what it is of; the oldest goes first. One of 200 nodes takes half a megabyte."""


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Where everything on a map is."""

    laid: Laid
    name: str
    """By which it is found again for the next edit."""
    is_new: bool
    """Whether it was laid out for this very picture, and not brought along from the one before."""

    @property
    def layout(self) -> Layout:
        return self.laid.layout


def remembered(uow: UnitOfWork, drawing: Drawing) -> Layout:
    """The layout of a drawing, from memory where it was laid out before."""
    return arrange(uow, drawing).layout


def arrange(uow: UnitOfWork, drawing: Drawing, *, seen: str = "") -> Placed:
    """The layout of a drawing; where there is none yet, the one that is `seen` goes on, if that is still known."""
    from engine.analysis import Direction, Laid, lay_out, settle

    boxes, lines = drawing.boxes, drawing.lines
    cache: dict[Any, Any] = uow.database.cache
    found: Placed | None = cache.get(("layout", boxes, lines))
    if found is not None:
        return found
    old: Placed | None = cache.get(("layout", seen)) if seen else None
    layout = settle(old.laid, boxes, lines) if old is not None else None
    is_new = layout is None
    if layout is None:
        layout = lay_out(boxes, lines, Direction.DOWN, run_layout)
    laid = Laid(boxes=boxes, lines=lines, layout=layout)
    placed = Placed(laid=laid, name=secrets.token_urlsafe(9), is_new=is_new)
    _remember(cache, placed, ("layout", placed.name), *([("layout", boxes, lines)] if is_new else []))
    return placed


def _remember(cache: dict[Any, Any], placed: Placed, *keys: tuple[Hashable, ...]) -> None:
    kept = [each for each in list(cache) if isinstance(each, tuple) and each[0] == "layout"]
    for each in kept[: max(0, len(kept) - _REMEMBERED + len(keys))]:
        cache.pop(each, None)
    cache.update(dict.fromkeys(keys, placed))
