"""What a table's rows leave out, cover twice and never decide, by trying every combination of values that matter."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

MOST = 200_000
_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True)
class Tried:
    """What came of it: whether a combination fits no row, which rows never decide, which fit together."""

    has_gap: bool
    never: frozenset[str]
    together: frozenset[tuple[str, str]]


def try_all(table: Mapping[str, Any], facts: Mapping[str, Any]) -> Tried:
    """Every combination of one table."""
    values = [list(_values(table, place, facts)) for place in range(len(table["inputs"]))]
    tests = [
        [[_fits(row["when"][place], value) for value in column] for place, column in enumerate(values)]
        for row in table["rows"]
    ]
    names = [row["id"] for row in table["rows"]]
    ranks = {row["id"]: _rank(table, place) for place, row in enumerate(table["rows"])}
    size = 1
    for column in values:
        size *= len(column)
    assert size <= MOST, size
    has_gap, first, every, together = False, set[str](), set[str](), set[tuple[str, str]]()
    for places in product(*(range(len(column)) for column in values)):
        fitting = [name for name, test in zip(names, tests, strict=True) if all(map(_at, test, places))]
        has_gap |= not fitting
        first.update(sorted(fitting, key=ranks.__getitem__)[:1])
        every.update(fitting)
        together.update((one, other) for index, one in enumerate(fitting) for other in fitting[index + 1 :])
    deciding = first if table["hit"] in ("first", "priority") else every
    return Tried(has_gap, frozenset(names) - deciding, frozenset(together))


def _rank(table: Mapping[str, Any], place: int) -> tuple[int, ...]:
    """The place of a row among those that fit: by the order of its outputs' values, then by its own."""
    gives = table["rows"][place]["then"]
    orders = [(output["values"], gives[output["fact"]]) for output in table["outputs"] if "values" in output]
    return (*(values.index(value) for values, value in orders), place)


def _at(column: Sequence[bool], place: int) -> bool:
    return column[place]


def _values(table: Mapping[str, Any], place: int, facts: Mapping[str, Any]) -> Iterator[Any]:
    """Values of a column of which every cell treats all others like one: each written one, and those around it."""
    value = table["inputs"][place]["value"]
    fact = facts.get(value["var"]) if isinstance(value, dict) and list(value) == ["var"] else None
    if fact and fact["type"] == "choice":
        yield from (option["id"] for option in fact["options"])
        return
    written = [each for row in table["rows"] for each in _written(row["when"][place])]
    numbers = sorted({each for each in written if not isinstance(each, bool)})
    if not numbers:
        yield from (True, False)
        return
    low, high = (fact or {}).get("minimum"), (fact or {}).get("maximum")
    step = 1 if fact and fact["type"] == "integer" else 0.001
    around = {each + by for each in numbers for by in (-step, 0, step)}
    yield from sorted(each for each in around if (low is None or each >= low) and (high is None or each <= high))


def _written(cell: Any) -> Iterator[Any]:
    if isinstance(cell, dict):
        for each in cell.values():
            yield from _written(each)
    elif isinstance(cell, list):
        for each in cell:
            yield from _written(each)
    elif cell is not None:
        yield cell


def _fits(cell: Any, value: Any) -> bool:
    if cell is None:
        return True
    if not isinstance(cell, dict):
        return bool(cell == value)
    ((name, operand),) = cell.items()
    if name == "in":
        return value in operand
    if name == "between":
        return bool(operand[0] <= value <= operand[1])
    if name == "not":
        return not _fits(operand, value)
    if name == "any-of":
        return any(_fits(each, value) for each in operand)
    return _SIGNS[name](value, operand)
