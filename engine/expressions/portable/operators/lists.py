"""Lists. Inside each only the item is in view, as in JsonLogic; null is an empty list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.expressions.portable.call import Call
from engine.expressions.portable.limits import JSONLOGIC
from engine.expressions.portable.operators.arithmetic import total
from engine.expressions.portable.registry import portable
from engine.expressions.portable.values import LIST, Carried, kind_of, measure, settled
from engine.model.values import Number

_LIST = "a list, and {}"
_NO_LIST = "Anything but a list or null as the first argument: JsonLogic takes it for an empty list, CertLogic stops."


@portable(
    "some",
    least=2,
    most=2,
    arguments=_LIST.format("a condition"),
    result="Yes when the condition holds for at least one item.",
    refuses=_NO_LIST,
)
def some(call: Call) -> bool:
    return any(call.holds(1, item) for item in call.items())


@portable(
    "all",
    least=2,
    most=2,
    arguments=_LIST.format("a condition"),
    result="Yes when the condition holds for every item; no for an empty list, as in JsonLogic.",
    refuses=_NO_LIST,
)
def every(call: Call) -> bool:
    items = call.items()
    return bool(items) and all(call.holds(1, item) for item in items)


@portable(
    "none",
    least=2,
    most=2,
    arguments=_LIST.format("a condition"),
    result="Yes when the condition holds for no item; yes for an empty list.",
    refuses=_NO_LIST,
)
def none(call: Call) -> bool:
    return not some(call)


@portable(
    "filter",
    least=2,
    most=2,
    arguments=_LIST.format("a condition"),
    result="The items for which the condition holds, in their order.",
    refuses=_NO_LIST,
)
def kept(call: Call) -> list[Any]:
    return call.made(item for item in call.items() if call.holds(1, item))


@portable(
    "map",
    least=2,
    most=2,
    arguments=_LIST.format("what to make of each item"),
    result="What is made of each item, in their order.",
    refuses=_NO_LIST,
)
def mapped(call: Call) -> list[Any]:
    return call.made(call.each(1, item) for item in call.items())


@portable(
    "reduce",
    least=2,
    most=3,
    arguments="a list; the next value, made of `accumulator` and `current`; and the first value (null without)",
    result="The last value, after going through all items. `data` names what is outside, as in CertLogic, where "
    "JsonLogic has null.",
    refuses=_NO_LIST,
)
def reduced(call: Call) -> Any:
    items = call.items()
    carried = call.value(2) if len(call) > 2 else None
    outside = {} if call.budget.written_for == JSONLOGIC else {"data": call.data}
    for item in items:
        carried = call.each(1, Carried(item, carried, **outside))
        measure(carried, call.budget, call.operation.pointer)
    return carried


@portable(
    "merge",
    least=0,
    arguments="lists, or single values",
    result="One list of all their items.",
)
def merged(call: Call) -> list[Any]:
    return call.made(_flat(call.values()))


@portable(
    "count",
    most=2,
    arguments="a list, and optionally a condition",
    result="How many items there are, or for how many the condition holds. Ours; JsonLogic has no such operator.",
)
def counted(call: Call) -> int:
    items = call.items()
    return len(items) if len(call) == 1 else sum(call.holds(1, item) for item in items)


@portable(
    "sum",
    most=2,
    arguments="a list, and optionally what to add up of each item",
    result="The sum, exact; 0 for no items. Ours; JsonLogic has no such operator.",
)
def summed(call: Call) -> Number:
    items = call.items()
    place = len(call) - 1
    parts = [settled(item, call.at(0)) for item in items] if place == 0 else [call.each(1, item) for item in items]
    return total(call, [call.as_number(part, place) for part in parts])


def _flat(values: list[Any]) -> Iterator[Any]:
    for value in values:
        if kind_of(value) == LIST:
            yield from value
        else:
            yield value
