"""Writing a part of a draft, or all of it, as JSON: one edit, and every line of the text by what stands there."""

from __future__ import annotations

import copy
import json
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.editing.operations import Done, Operation, operations
from engine.editing.parts import ConflictError
from engine.editing.pointers import find, find_value, join, name_of, split
from engine.editing.sheet import Sheet
from engine.editing.wording import each_text
from engine.errors import EditError
from engine.model.values import Json

_KEPT = ("format", "id")
"""What names the flow: it cannot become another one."""
_SPACE = re.compile(r"[ \t\r\n]*")
_DEEPEST = 60


@operations.register("write-json")
@dataclass(frozen=True, kw_only=True)
class WriteJson(Operation):
    """Puts a value where a pointer leads; the empty pointer is the whole flow. With `was`, only over that."""

    op = "write-json"

    pointer: str
    value: Json
    was: Json = None

    def run(self, sheet: Sheet) -> Done:
        now = find_value(sheet.document, self.pointer)
        if self.was is not None and now not in (self.was, self.value):
            raise ConflictError(self.pointer, now, self.value)
        before = {pointer for pointer, _ in each_text(sheet.document)}
        if self.pointer:
            self._write_part(sheet)
        else:
            self._write_whole(sheet)
        after = {pointer for pointer, _ in each_text(sheet.document)}
        for texts in sheet.each_text():
            for gone in (before - after) & texts.keys():
                del texts[gone]
        steps = split(self.pointer)
        where = f"“{steps[-1]}”" if steps else "the flow"
        return Done(said=f"Wrote {where} as JSON.", focus=self.pointer)

    def _write_part(self, sheet: Sheet) -> None:
        steps = split(self.pointer)
        if steps[0] in _KEPT:
            raise EditError("A flow keeps its name and format.", "Duplicate it to give the copy another name.")
        if steps[0] in ("nodes", "facts", "tables") and not isinstance(self.value, Mapping):
            raise EditError(f"“{steps[-1]}” is an object.", "Write it in braces: {…}.")
        find(sheet.document, self.pointer).write(copy.deepcopy(self.value))

    def _write_whole(self, sheet: Sheet) -> None:
        if not isinstance(self.value, Mapping) or not _has_shape(self.value):
            raise EditError("A flow is an object with “facts” and “nodes”.", "Write it as in a file.")
        if any(self.value.get(key) != sheet.document.get(key) for key in _KEPT):
            raise EditError("A flow keeps its name and format.", "Duplicate it to give the copy another name.")
        sheet.document = copy.deepcopy(dict(self.value))


def _has_shape(value: Mapping[str, Any]) -> bool:
    """Whether the parts are there that every surface goes through; the rest is told by the check."""
    groups = [value.get("nodes"), value.get("facts"), value.get("tables", {}), value.get("sources", {})]
    if not all(isinstance(group, Mapping) for group in groups):
        return False
    parts = [*value["nodes"].values(), *value["facts"].values()]
    return all(isinstance(each, Mapping) and isinstance(each.get("type"), str) for each in parts)


@dataclass
class _Spot:
    """A value in a text: its line, and the values in it."""

    line: int
    value: Json
    inner: dict[str, _Spot] = field(default_factory=dict)


def lines_of(text: str) -> dict[str, int]:
    """The line on which each value of a JSON text begins, by its pointer. The text has to be whole."""
    spot, _ = _Reader(text).read(0, 0)
    found: dict[str, int] = {}
    waiting = [("", spot)]
    while waiting:
        pointer, each = waiting.pop()
        found[pointer] = each.line
        waiting += [(pointer + join(key), inner) for key, inner in each.inner.items()]
    return found


def line_of(lines: Mapping[str, int], pointer: str) -> int:
    """The line of a pointer, or of the nearest thing that it lies in."""
    while pointer not in lines and pointer:
        pointer = pointer.rpartition("/")[0]
    return lines.get(pointer, 1)


class _Reader:
    """Reads a JSON text and keeps where things stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.decoder = json.JSONDecoder()
        self.breaks = [match.start() for match in re.finditer("\n", text)]

    def read(self, at: int, depth: int) -> tuple[_Spot, int]:
        at = self._skip(at)
        value, end = self.decoder.raw_decode(self.text, at)
        spot = _Spot(self._line(at), value)
        if depth < _DEEPEST and value and isinstance(value, dict | list):
            self._read_inner(spot, at + 1, depth, isinstance(value, dict))
        return spot, end

    def _read_inner(self, spot: _Spot, at: int, depth: int, is_object: bool) -> None:
        number = 0
        while True:
            key, line = str(number), 0
            if is_object:
                at = self._skip(at)
                line = self._line(at)
                key, at = json.decoder.scanstring(self.text, at + 1)  # type: ignore[attr-defined]  # not in the stubs
                at = self._skip(at) + 1
            inner, at = self.read(at, depth + 1)
            spot.inner[key if is_object else name_of(inner.value) or key] = inner
            inner.line = line or inner.line
            at = self._skip(at)
            if self.text[at] != ",":
                return
            at, number = at + 1, number + 1

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def _line(self, at: int) -> int:
        return bisect_left(self.breaks, at) + 1
