"""Layouts of maps, kept in memory: of the same boxes and lines the layout is always the same.

An edit that changes neither the size of a box nor a line costs no layout at all.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from engine.scenarios import run_layout

if TYPE_CHECKING:
    from engine.analysis import Drawing, Layout
    from webapp.persistence import UnitOfWork

_REMEMBERED = 400
"""Layouts; the oldest goes first."""


def remembered(uow: UnitOfWork, drawing: Drawing) -> Layout:
    """The layout of a drawing, from memory where it was laid out before."""
    from engine.analysis import Direction, lay_out

    cache: dict[Any, Any] = uow.database.cache
    key: tuple[Hashable, ...] = ("layout", drawing.boxes, drawing.lines)
    found: Layout | None = cache.get(key)
    if found is None:
        found = lay_out(drawing.boxes, drawing.lines, Direction.DOWN, run_layout)
        kept = [each for each in list(cache) if isinstance(each, tuple) and each[0] == "layout"]
        for each in kept[: max(0, len(kept) - _REMEMBERED + 1)]:
            cache.pop(each, None)
        cache[key] = found
    return found
