"""Reading the data."""

from __future__ import annotations

import re
from typing import Any

from engine.expressions.portable.answer import RefusedError
from engine.expressions.portable.call import Call
from engine.expressions.portable.registry import portable
from engine.expressions.portable.values import CARRIED, LIST, NOTHING, NUMBER, TEXT, Carried, kind_of, settled

ABSENT = object()
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")
_LIKE_AN_INDEX = re.compile(r"\s*\+?[0-9]")


@portable(
    "var",
    least=0,
    most=2,
    arguments='a path such as `"home.rooms.0"` (`""` is all the data, or the item inside a list operator), and '
    "optionally what to take when nothing is there",
    result="What stands there; null when nothing does. Inside a list operator only the item is in view; inside "
    "`reduce` only `current`, `accumulator` and, as in CertLogic, `data` for what is outside.",
    refuses="`length` and characters of a text, which only JavaScript has; an index such as `01`, which is 1 in "
    'CertLogic and nothing in JsonLogic; `""` inside `reduce`.',
)
def var(call: Call) -> Any:
    path = _path(call, call.value(0) if len(call) else None, 0)
    found = find(call, call.data, path, 0)
    if found is not ABSENT:
        if kind_of(found) == CARRIED:
            call.refuse('Inside “reduce” name “current”, “accumulator” or “data”; "" differs between implementations.')
        return settled(found, call.operation.pointer)
    return call.value(1) if len(call) > 1 else None


@portable(
    "missing",
    least=0,
    arguments="paths, or one list of them",
    result="Those of the paths where the data has nothing, null or an empty text, as a list.",
)
def missing(call: Call) -> list[Any]:
    values = call.values()
    keys = values[0] if values and isinstance(values[0], list) else values
    return call.made(key for key in keys if is_missing(call, key))


@portable(
    "missing_some",
    least=2,
    most=2,
    arguments="how many are needed, and a list of paths",
    result="An empty list when at least so many of the paths have something; else those that have nothing.",
)
def missing_some(call: Call) -> list[Any]:
    needed, keys = call.number(0), call.items(1)
    without = call.made(key for key in keys if is_missing(call, key))
    return [] if len(keys) - len(without) >= needed else without


def is_missing(call: Call, key: Any) -> bool:
    found = find(call, call.data, _path(call, key, None), None)
    return found is ABSENT or found is None or found == ""


def find(call: Call, data: Any, path: str, place: int | None) -> Any:
    """What stands at a path; ABSENT when nothing does."""
    call.budget.spend_on_text(len(path), call.operation.pointer)
    if not path:
        return data
    for key in path.split("."):
        call.budget.spend(1, call.operation.pointer)
        data = _step(call, data, key, place)
        if data is ABSENT:
            return ABSENT
    return data


def _step(call: Call, data: Any, key: str, place: int | None) -> Any:
    if isinstance(data, Carried):
        return data.names.get(key, ABSENT)
    if isinstance(data, dict):
        return data.get(key, ABSENT)
    if isinstance(data, list | str):
        return _item(call, data, key, place)
    return ABSENT


def _item(call: Call, data: list[Any] | str, key: str, place: int | None) -> Any:
    is_index = _INDEX.fullmatch(key)
    if key == "length":
        call.refuse("“length” is only known to JavaScript. Use “count” for a list.", place)
    if isinstance(data, str):
        if is_index:
            call.refuse("A single character of a text is only known to JavaScript. Use “substr”.", place)
        return ABSENT
    if is_index:
        return data[int(key)] if int(key) < len(data) else ABSENT
    if _LIKE_AN_INDEX.match(key):
        call.refuse("An index is written without leading zeros or signs: implementations differ about it.", place)
    return ABSENT


def _path(call: Call, key: Any, place: int | None) -> str:
    kind = kind_of(key)
    if kind == NOTHING:
        return ""
    if kind == TEXT:
        return str(key)
    if kind == NUMBER:
        try:
            index = settled(key, call.operation.pointer)
        except RefusedError:
            index = None
        if isinstance(index, int) and index >= 0:
            return str(index)
    found = "a number that is no index" if kind == NUMBER else kind
    hint = " It has one path; write its parts with points between them." if kind == LIST else ""
    return call.refuse(f"“{call.name}” needs a path, but here is {found}.{hint}", place)
