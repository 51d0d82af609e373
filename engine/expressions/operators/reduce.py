"""Carrying a value through a list: `reduce`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.expressions.adapting import MismatchError, adapt, in_words
from engine.expressions.code import Code, function_of, invoke
from engine.expressions.intervals import ANYTHING
from engine.expressions.numbers import is_too_large
from engine.expressions.operators.iteration import ITEMS, Iteration, frame_types, settled_items
from engine.expressions.operators.registry import calls, register
from engine.expressions.operators.text import MOST_CHARACTERS
from engine.expressions.typed import Typed
from engine.expressions.types import NUMERIC, Kind

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.interpreter import Env
    from engine.expressions.typecheck import Call


def folded(items: Iterable[Any], step: Callable[[Any, Any], Any], start: Any) -> Any:
    """Carries a value through the items; unknown as soon as it is, or grows beyond all measure."""
    carried = start
    for item in items:
        carried = step(carried, item)
        if carried is None or _is_beyond_measure(carried):
            return None
    return carried


class Reduce(Iteration):
    name = "reduce"
    least = most = 3
    arguments = (
        "a list, a selection or written values; the next value, made of `accumulator` and `current` "
        "(of a member `current.<fact>`); and the first value"
    )
    result = "The last value, after going through all items."
    unknown = "Unknown when the list is, or one of the values on the way; also when a value grows beyond all measure."
    helpers = calls(reduce=folded)

    def check(self, call: Call) -> Typed:
        items, start = self.items(call), call.node(2)
        if start.type.kind in ITEMS:
            call.fail("“reduce” carries one value through the list; it cannot be a list itself.", 2)
        start, step = self._agreed(call, items, start)
        kind = step.type.kind
        type_ = replace(
            step.type.settled(), bounds=ANYTHING if kind in NUMERIC or kind is Kind.TEXT else step.type.bounds
        )
        return self.applied(call, type_, (settled_items(items), step, start))

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
            call.fail(f"The first value of “reduce” is {start.type.words}, but {in_words(step)}.", 1)

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


def _current(item: Any) -> Mapping[str, Any]:
    if isinstance(item, Mapping):
        return {f"current.{name}": value for name, value in item.items()}
    return {"current": item}


def _more(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)


def _is_beyond_measure(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) > MOST_CHARACTERS
    return not isinstance(value, bool) and hasattr(value, "denominator") and is_too_large(value)


register(Reduce())
