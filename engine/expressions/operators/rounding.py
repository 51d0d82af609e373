"""Rounding, always by a name and to a written number of places."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.expressions import numbers
from engine.expressions.adapting import in_words, listed
from engine.expressions.code import invoke
from engine.expressions.intervals import Interval
from engine.expressions.operators.registry import Strict, calls, register
from engine.expressions.scope import did_you_mean
from engine.expressions.typed import Typed, applied
from engine.expressions.types import NUMERIC, Kind
from engine.model.values import Number

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.typecheck import Call

Rounding = Callable[[Number, int], Number]

MODES: Mapping[str, Rounding] = {
    "half-up": numbers.round_half_up,
    "half-even": numbers.round_half_even,
    "half-down": numbers.round_half_down,
    "up": numbers.round_up,
    "down": numbers.round_down,
    "floor": numbers.floor,
    "ceil": numbers.ceil,
}
NAMED = tuple(mode for mode in MODES if mode not in {"floor", "ceil"})
CENT_PLACES = 2


class Round(Strict):
    """`round`, and `floor` and `ceil`, whose name is their mode."""

    helpers = calls(**{mode.replace("-", "_"): function for mode, function in MODES.items()})

    def __init__(self, name: str, most: int, arguments: str, result: str) -> None:
        self.name, self.most = name, most
        self.arguments, self.result = arguments, result

    def check(self, call: Call) -> Typed:
        node = call.node(0)
        if node.type.kind not in NUMERIC:
            call.fail(f"“{self.name}” needs a number or an amount of money, but {in_words(node)}.", 0)
        places = call.integer(1, "the number of decimal places", -6, 12) if len(call.args) > 1 else 0
        mode = self._mode(call)
        # Amounts are held in cents: two places of the whole unit are none of the cent.
        digits = places - CENT_PLACES if node.type.kind is Kind.MONEY else places
        if node.type.places is not None and node.type.places <= digits:
            return node
        function, bounds = MODES[mode], node.type.bounds
        ends = [None if end is None else function(end, digits) for end in (bounds.low, bounds.high)]
        type_ = replace(node.type, places=max(0, digits), bounds=Interval(*ends))
        return applied(self.name, type_, (node,), data=(mode, digits), pointer=call.pointer)

    def _mode(self, call: Call) -> str:
        if self.name != "round":
            return self.name
        if len(call.args) < 3:
            return "half-up"
        mode = call.text(2, "the name of a rounding")
        if mode not in NAMED:
            call.fail(f"No rounding is called “{mode}”.{did_you_mean(mode, NAMED)} There are {listed(NAMED)}.", 2)
        return mode

    def apply(self, node: Typed, *values: Any) -> Any:
        mode, digits = node.data
        return MODES[mode](values[0], digits)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        mode, digits = node.data
        return invoke(f"_e_{mode.replace('-', '_')}", exprs[0], ast.Constant(digits))


_PLACES = "a number or amount, and optionally to how many decimal places (0 without)"

register(
    Round(
        "round",
        3,
        f"{_PLACES} and how: {', '.join(NAMED)} (half-up without)",
        "The number rounded; an amount to 2 places is rounded to the cent.",
    ),
    Round("floor", 2, _PLACES, "The number rounded down, also below zero."),
    Round("ceil", 2, _PLACES, "The number rounded up, also below zero."),
)
