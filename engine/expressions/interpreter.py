"""The plain reference interpreter: what every expression means. The compiler is held against it by tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.expressions.numbers import settle
from engine.expressions.operators.registry import operators
from engine.expressions.typed import ARRAY, GUARD, LITERAL, Key, Typed
from engine.model.values import Value, Values


@dataclass(frozen=True)
class Env:
    """The known values, and the members at hand inside list operators, outermost first."""

    values: Values
    frames: tuple[Mapping[str, Any], ...] = ()

    def look_up(self, key: Key) -> Any:
        depth, name = key
        return self.frames[depth - 1].get(name) if depth else self.values.get(name)

    def value(self, node: Typed) -> Any:
        """The value of an expression; None is unknown."""
        if node.op == LITERAL:
            return node.data
        if node.op == ARRAY:
            items = [self.value(item) for item in node.args]
            return None if any(item is None for item in items) else tuple(items)
        if node.op == GUARD:
            return guarded(self.value(node.args[0]), node)
        return operators[node.op].run(node, self)

    def within(self, frame: Mapping[str, Any]) -> Env:
        """The same, with one more member at hand."""
        return Env(self.values, (*self.frames, frame))


def evaluate(typed: Typed, values: Values) -> Value | None:
    """The value of a checked expression; None when it is unknown."""
    value: Value | None = settle(Env(values).value(typed))
    return value


def constant_of(typed: Typed) -> Any:
    """The value of an expression that reads nothing; None when it is unknown."""
    return constant_value(typed, 0)


def constant_value(node: Typed, depth: int) -> Any:
    """The value of a part that reads nothing, which stands inside `depth` list operators."""
    return settle(Env({}, ({},) * depth).value(node))


def guarded(value: Any, node: Typed) -> Any:
    """The value, or None where it lies outside the domain it was calculated for."""
    if value is None:
        return None
    size = len(value) if isinstance(value, str) else value
    return value if size in node.data else None
