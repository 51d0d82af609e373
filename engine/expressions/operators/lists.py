"""Lists: the members of a list fact, the options of a selection, or written values."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from engine.expressions.adapting import MismatchError, adapt, in_words
from engine.expressions.code import Code, function_of, invoke
from engine.expressions.intervals import ANYTHING, Interval
from engine.expressions.numbers import is_too_large
from engine.expressions.operators.registry import Helpers, Operator, register
from engine.expressions.operators.text import MOST_CHARACTERS
from engine.expressions.scope import Frame
from engine.expressions.typed import Typed, applied
from engine.expressions.types import BOOLEAN, NUMERIC, Kind, Type, fact_type, number

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.interpreter import Env
    from engine.expressions.typecheck import Call

MOST_NESTED = 2
ITEMS = frozenset({Kind.LIST, Kind.CHOICES, Kind.ARRAY})
LIST = 'a list, a selection or written values, and {}; in it `var` names a fact of the member, or `""` the item itself'

Each = Callable[[Any], Any]


class Iteration(Operator):
    """What all list operators share: they look at one item after the other."""

    def items(self, call: Call) -> Typed:
        """The list to go through."""
        if len(call.frames) >= MOST_NESTED:
            call.fail(f"Lists can be gone through {MOST_NESTED} deep, not more.")
        node = call.node(0)
        if node.type.kind not in ITEMS:
            call.fail(f"`{self.name}` needs a list here, but {in_words(node)}.", 0)
        return node

    def applied(self, call: Call, type_: Type, args: tuple[Typed, ...]) -> Typed:
        """The finished part. It does not read the members: those names end here."""
        depth = len(call.frames) + 1
        node = applied(self.name, type_, args, data=depth, pointer=call.pointer)
        return replace(node, reads=frozenset(key for key in node.reads if key[0] < depth))

    def run(self, node: Typed, env: Env) -> Any:
        items = env.value(node.args[0])
        return None if items is None else self.over(items, lambda item: env.within(frame_of(item)).value(node.args[1]))

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        with emitter.within(node.data):
            each = emitter.emit(node.args[1])
        body = function_of([f"_e_m{node.data}"], each.whole())
        build = partial(self._invoked, body)
        return emitter.strictly([node.args[0]], build, maybe=each.can_be_unknown)

    def _invoked(self, body: ast.expr, items: ast.expr) -> ast.expr:
        return invoke(f"_e_{self.name}", items, body)

    def over(self, items: Iterable[Any], each: Each) -> Any:
        """The result for known items. The generated code calls the same function."""
        return self.helpers[f"_e_{self.name}"](items, each)


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


def folded(items: Iterable[Any], step: Callable[[Any, Any], Any], start: Any) -> Any:
    """Carries a value through the items; unknown as soon as it is, or grows beyond all measure."""
    carried = start
    for item in items:
        carried = step(carried, item)
        if carried is None or _is_beyond_measure(carried):
            return None
    return carried


class Quantifier(Iteration):
    """`some`, `all`, `none`: a condition on the items."""

    least = most = 2
    arguments = LIST.format("a condition")

    def __init__(self, name: str, function: Callable[[Iterable[Any], Each], Any], result: str, unknown: str) -> None:
        self.name, self.result = name, result
        self.unknown = unknown  # type: ignore[misc]
        self.helpers = {f"_e_{name}": function}  # type: ignore[misc]

    def check(self, call: Call) -> Typed:
        items = self.items(call)
        return self.applied(call, BOOLEAN, (items, call.condition(1, frame_types(items.type))))


class Filter(Iteration):
    name = "filter"
    least = most = 2
    arguments = LIST.format("a condition")
    result = "The items for which the condition is yes, in their order."
    unknown = "Unknown when the list is, or when the condition is unknown for an item."
    helpers: ClassVar[Helpers] = {"_e_filter": kept}

    def check(self, call: Call) -> Typed:
        items = self.items(call)
        condition = call.condition(1, frame_types(items.type))
        return self.applied(call, items.type.settled(), (_settled(items), condition))


class Map(Iteration):
    name = "map"
    least = most = 2
    arguments = LIST.format("what to make of each")
    result = "What is made of each item, in their order."
    unknown = "Unknown when the list is, or what is made of one item."
    helpers: ClassVar[Helpers] = {"_e_map": mapped}

    def check(self, call: Call) -> Typed:
        items = self.items(call)
        made = call.node(1, frame_types(items.type))
        if made.type.kind in ITEMS:
            call.fail(f"`map` makes one value of each item, but {in_words(made)}.", 1)
        return self.applied(call, Type(Kind.ARRAY, item=made.type.settled()), (_settled(items), made))


class Count(Iteration):
    name = "count"
    most = 2
    arguments = LIST.format("optionally a condition")
    result = "How many items there are, or for how many the condition is yes."
    unknown = "Unknown when the list is, or when the condition is unknown for an item."
    helpers: ClassVar[Helpers] = {"_e_count": counted, "_e_len": len}

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
    helpers: ClassVar[Helpers] = {"_e_sum": total, "_e_total": sum}

    def check(self, call: Call) -> Typed:
        items = self.items(call)
        parts = (call.node(1, frame_types(items.type)),) if len(call.args) > 1 else ()
        item = parts[0].type if parts else items.type.item
        if item is None or item.kind not in NUMERIC:
            call.fail("`sum` adds up numbers or amounts: say which of each member, as a second argument.", 0)
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


class Reduce(Iteration):
    name = "reduce"
    least = most = 3
    arguments = (
        "a list, a selection or written values; the next value, made of `accumulator` and `current` "
        "(of a member `current.<fact>`); and the first value"
    )
    result = "The last value, after going through all items."
    unknown = "Unknown when the list is, or one of the values on the way; also when a value grows beyond all measure."
    helpers: ClassVar[Helpers] = {"_e_reduce": folded}

    def check(self, call: Call) -> Typed:
        items, start = self.items(call), call.node(2)
        if start.type.kind in ITEMS:
            call.fail("`reduce` carries one value through the list; it cannot be a list itself.", 2)
        start, step = self._agreed(call, items, start)
        kind = step.type.kind
        type_ = replace(
            step.type.settled(), bounds=ANYTHING if kind in NUMERIC or kind is Kind.TEXT else step.type.bounds
        )
        return self.applied(call, type_, (_settled(items), step, start))

    def _agreed(self, call: Call, items: Typed, start: Typed) -> tuple[Typed, Typed]:
        """First value and step, of one type: tries until what comes out is what went in."""
        size = call.checker.size
        for _ in range(3):
            call.checker.size = size
            fitted, step = self._tried(call, items, start)
            places = fitted.type.places
            if fitted.type.kind is start.type.kind:
                places = _more(start.type.places, step.type.places)
                if not start.type.flexible and places == start.type.places:
                    return fitted, step
            start = replace(fitted, type=replace(fitted.type.settled(), places=places))
        call.checker.size = size
        # Every step adds decimal places: there is no telling how many there will be.
        return self._tried(call, items, replace(start, type=replace(start.type, places=None)))

    def _tried(self, call: Call, items: Typed, start: Typed) -> tuple[Typed, Typed]:
        names = {f"current.{name}" if name else "current": type_ for name, type_ in frame_types(items.type).items()}
        step = call.node(1, {"accumulator": replace(start.type, bounds=ANYTHING), **names})
        try:
            fitted = adapt(start, step.type)
            return fitted, adapt(step, fitted.type)
        except MismatchError:
            call.fail(f"The first value of `reduce` is {start.type.words}, but {in_words(step)}.", 1)

    def run(self, node: Typed, env: Env) -> Any:
        items, start = env.value(node.args[0]), env.value(node.args[2])
        if items is None or start is None:
            return None

        def step(carried: Any, item: Any) -> Any:
            return env.within({"accumulator": carried, **_current(item)}).value(node.args[1])

        return folded(items, step, start)

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        with emitter.within(node.data, reducing=True):
            step = emitter.emit(node.args[1]).whole()
        body = function_of([f"_e_a{node.data}", f"_e_m{node.data}"], step)
        ends = [node.args[0], node.args[2]]
        return emitter.strictly(ends, lambda items, start: invoke("_e_reduce", items, body, start), maybe=True)


def frame_types(type_: Type) -> Frame:
    """Names at hand for each item of such a list."""
    if type_.kind is Kind.LIST:
        return {name: fact_type(fact) for name, fact in (type_.members or {}).items()}
    if type_.kind is Kind.CHOICES:
        return {"": Type(Kind.CHOICE, options=type_.options)}
    return {"": type_.item or BOOLEAN}


def frame_of(item: Any) -> Mapping[str, Any]:
    """Values at hand for an item."""
    return item if isinstance(item, Mapping) else {"": item}


def _current(item: Any) -> Mapping[str, Any]:
    if isinstance(item, Mapping):
        return {f"current.{name}": value for name, value in item.items()}
    return {"current": item}


def _settled(items: Typed) -> Typed:
    return replace(items, type=items.type.settled()) if items.type.flexible else items


def _more(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)


def _is_beyond_measure(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) > MOST_CHARACTERS
    return not isinstance(value, bool) and hasattr(value, "denominator") and is_too_large(value)


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
    Reduce(),
)
