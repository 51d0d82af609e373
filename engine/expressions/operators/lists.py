"""Lists: the members of a list fact, the options of a selection, or written values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.expressions.adapting import in_words
from engine.expressions.code import Code, invoke
from engine.expressions.intervals import Interval
from engine.expressions.operators.iteration import ITEMS, LIST, Each, Iteration, frame_types, settled_items
from engine.expressions.operators.registry import calls, register
from engine.expressions.typed import Typed
from engine.expressions.types import BOOLEAN, NUMERIC, Kind, Type, number

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.interpreter import Env
    from engine.expressions.typecheck import Call


def some(items: Iterable[Any], holds: Each) -> bool | None:
    """Three-valued `or` over the items."""
    found: bool | None = False
    for item in items:
        value = holds(item)
        if value:
            return True
        if value is None:
            found = None
    return found


def every(items: Iterable[Any], holds: Each) -> bool | None:
    """Three-valued `and` over the items; no for none at all, as JsonLogic has it."""
    found: bool | None = bool(items)
    for item in items:
        value = holds(item)
        if value is False:
            return False
        if value is None:
            found = None
    return found


def none(items: Iterable[Any], holds: Each) -> bool | None:
    found = some(items, holds)
    return None if found is None else not found


def kept(items: Iterable[Any], holds: Each) -> tuple[Any, ...] | None:
    """The items for which it holds; unknown when that is unknown of one."""
    found = [(item, holds(item)) for item in items]
    return None if any(value is None for _, value in found) else tuple(item for item, value in found if value)


def mapped(items: Iterable[Any], make: Each) -> tuple[Any, ...] | None:
    found = tuple(make(item) for item in items)
    return None if None in found else found


def counted(items: Iterable[Any], holds: Each) -> int | None:
    found = kept(items, holds)
    return None if found is None else len(found)


def total(items: Iterable[Any], make: Each) -> Any:
    found = mapped(items, make)
    return None if found is None else sum(found)


class Quantifier(Iteration):
    """`some`, `all`, `none`: a condition on the items."""

    least = most = 2
    arguments = LIST.format("a condition")

    def __init__(self, name: str, function: Callable[[Iterable[Any], Each], Any], result: str, unknown: str) -> None:
        self.name, self.result = name, result
        self.unknown = unknown
        self.helpers = calls(**{name: function})

    def check(self, call: Call) -> Typed:
        items = self.items(call)
        return self.applied(call, BOOLEAN, (items, call.condition(1, frame_types(items.type))))


class Filter(Iteration):
    name = "filter"
    least = most = 2
    arguments = LIST.format("a condition")
    result = "The items for which the condition is yes, in their order."
    unknown = "Unknown when the list is, or when the condition is unknown for an item."
    helpers = calls(filter=kept)

    def check(self, call: Call) -> Typed:
        items = self.items(call)
        condition = call.condition(1, frame_types(items.type))
        return self.applied(call, items.type.settled(), (settled_items(items), condition))


class Map(Iteration):
    name = "map"
    least = most = 2
    arguments = LIST.format("what to make of each")
    result = "What is made of each item, in their order."
    unknown = "Unknown when the list is, or what is made of one item."
    helpers = calls(map=mapped)

    def check(self, call: Call) -> Typed:
        items = self.items(call)
        made = call.node(1, frame_types(items.type))
        if made.type.kind in ITEMS:
            call.fail(f"“map” makes one value of each item, but {in_words(made)}.", 1)
        return self.applied(call, Type(Kind.ARRAY, item=made.type.settled()), (settled_items(items), made))


class Count(Iteration):
    name = "count"
    most = 2
    arguments = LIST.format("optionally a condition")
    result = "How many items there are, or for how many the condition is yes."
    unknown = "Unknown when the list is, or when the condition is unknown for an item."
    helpers = calls(count=counted, len=len)

    def check(self, call: Call) -> Typed:
        items = self.items(call)
        conditions = (call.condition(1, frame_types(items.type)),) if len(call.args) > 1 else ()
        return self.applied(call, number(low=0), (items, *conditions))

    def run(self, node: Typed, env: Env) -> Any:
        if len(node.args) > 1:
            return super().run(node, env)
        items = env.value(node.args[0])
        return None if items is None else len(items)

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        if len(node.args) > 1:
            return super().emit(node, emitter)
        return emitter.strictly(node.args, partial(invoke, "_e_len"))


class SumOf(Iteration):
    name = "sum"
    most = 2
    arguments = LIST.format("for members what to add up of each")
    result = "The sum, exact; 0 for no items."
    unknown = "Unknown when the list is, or what is added up of one item."
    helpers = calls(sum=total, total=sum)

    def check(self, call: Call) -> Typed:
        items = self.items(call)
        parts = (call.node(1, frame_types(items.type)),) if len(call.args) > 1 else ()
        item = parts[0].type if parts else items.type.item
        if item is None or item.kind not in NUMERIC:
            call.fail("“sum” adds up numbers or amounts: say which of each member, as a second argument.", 0)
        low, high = item.bounds.low, item.bounds.high
        bounds = Interval(
            0 if low is not None and low >= 0 else None,
            0 if high is not None and high <= 0 else None,
        )
        return self.applied(call, replace(item, bounds=bounds), (items, *parts))

    def run(self, node: Typed, env: Env) -> Any:
        if len(node.args) > 1:
            return super().run(node, env)
        items = env.value(node.args[0])
        return None if items is None else sum(items)

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        if len(node.args) > 1:
            return super().emit(node, emitter)
        return emitter.strictly(node.args, partial(invoke, "_e_total"))


_SOME = "Yes as soon as the condition is yes for one item; otherwise unknown when it is unknown for one."
_ALL = "No as soon as the condition is no for one item; otherwise unknown when it is unknown for one."

register(
    Quantifier("some", some, "Yes when the condition is yes for at least one item.", _SOME),
    Quantifier(
        "all", every, "Yes when the condition is yes for every item; no for an empty list, as in JsonLogic.", _ALL
    ),
    Quantifier(
        "none", none, "Yes when the condition is yes for no item; yes for an empty list.", _SOME.replace("Yes", "No", 1)
    ),
    Filter(),
    Map(),
    Count(),
    SumOf(),
)
