"""A grid as a form: cells by the number of their row and column, and what the buttons beside them do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from engine.definition import Speaker
from engine.editing import Grid, GridRow, Input, Names, input_column, read_pasted

MOST_ROWS: Final = 500
MOST_COLUMNS: Final = 30
_ROW = re.compile(r"row\.(\d{1,4})\.id")
_INPUT = re.compile(r"in\.(\d{1,2})\.id")
_OUTPUT = re.compile(r"out\.(\d{1,2})\.fact")
_HINTS: Final = {
    "boolean": "yes, no or -",
    "choice": "an answer, several with commas, not …, or -",
    "place": "an answer, several with commas, not …, or -",
    "date": "2026-11-22, < 2026-11-22, 2026-01-01..2026-12-31, or -",
    "month": "2026-11, < 2026-11, or -",
    **dict.fromkeys(("integer", "decimal", "money", "year"), "5, < 100, 10..20, or -"),
}
T = TypeVar("T")


def hint(each: Input, names: Names, speaker: Speaker) -> str:
    """What can be typed below an input."""
    column = input_column(each, names, speaker)
    return _HINTS.get(column.type, "a text, or -")


def read_form(form: Any) -> Grid:
    """The grid that was posted, whether it is whole or not."""
    inputs = _numbers(form, _INPUT, MOST_COLUMNS)
    outputs = _numbers(form, _OUTPUT, MOST_COLUMNS)
    rows = tuple(
        GridRow(
            id=form.get(f"row.{row}.id", ""),
            tests=tuple(form.get(f"row.{row}.in.{column}", "") for column in inputs),
            given=tuple(form.get(f"row.{row}.out.{column}", "") for column in outputs),
            because=form.get(f"row.{row}.because", ""),
        )
        for row in _numbers(form, _ROW, MOST_ROWS)
    )
    return Grid(
        inputs=tuple(_input(form, column) for column in inputs),
        outputs=tuple(form.get(f"out.{column}.fact", "") for column in outputs),
        rows=rows,
        hit=form.get("hit", "first"),
        collect=form.get("collect", ""),
    )


def _numbers(form: Any, pattern: re.Pattern[str], most: int) -> list[int]:
    found = (pattern.fullmatch(name) for name in form)
    return sorted(int(match[1]) for match in found if match)[:most]


def _input(form: Any, column: int) -> Input:
    id, fact = form.get(f"in.{column}.id", ""), form.get(f"in.{column}.fact", "")
    if fact:
        return Input(id=id, fact=fact)
    try:
        return Input(id=id, expression=json.loads(form.get(f"in.{column}.json") or "null"))
    except (ValueError, RecursionError):
        return Input(id=id)


def act(grid: Grid, asked: str, pasted: str) -> Grid:
    """What a button does: `row-add`, `row-drop 3`, `in-up 1` and the like, or `paste`."""
    verb, _, place = asked.partition(" ")
    what, _, how = verb.partition("-")
    at = int(place) if place.isdecimal() else 0
    if verb == "paste":
        rows = (*grid.rows, *read_pasted(pasted, len(grid.inputs), len(grid.outputs)))
        return replace(grid, rows=rows[:MOST_ROWS])
    if what == "row":
        return replace(grid, rows=_changed(grid.rows, how, at, GridRow()))
    if what == "in":
        rows = tuple(replace(row, tests=_changed(row.tests, how, at, "")) for row in grid.rows)
        return replace(grid, inputs=_changed(grid.inputs, how, at, Input()), rows=rows)
    if what == "out":
        rows = tuple(replace(row, given=_changed(row.given, how, at, "")) for row in grid.rows)
        return replace(grid, outputs=_changed(grid.outputs, how, at, ""), rows=rows)
    return grid


def _changed(entries: tuple[T, ...], how: str, at: int, new: T) -> tuple[T, ...]:
    changes: dict[str, Callable[[Sequence[T]], Sequence[T]]] = {
        "add": lambda each: [*each, new],
        "drop": lambda each: [*each[:at], *each[at + 1 :]],
        "up": lambda each: [*each[: at - 1], each[at], each[at - 1], *each[at + 1 :]] if 0 < at < len(each) else each,
    }
    return tuple(changes.get(how, list)(entries))
