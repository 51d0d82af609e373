"""Exact arithmetic on numbers and amounts of money."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from engine.expressions import numbers
from engine.expressions.adapting import in_words, joined
from engine.expressions.code import chain, invoke
from engine.expressions.intervals import ANYTHING, Interval, greatest_of, least_of
from engine.expressions.operators.registry import Strict, calls, register
from engine.expressions.typed import Typed, applied
from engine.expressions.types import NUMERIC, Kind, Type

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.typecheck import Call


class Arithmetic(Strict):
    """What all arithmetic has in common: its arguments are numbers or amounts."""

    def numeric(self, call: Call) -> tuple[Typed, ...]:
        nodes = call.nodes()
        for place, node in enumerate(nodes):
            if node.type.kind in {Kind.DATE, Kind.MONTH}:
                call.fail(
                    f"“{self.name}” needs a number, but {in_words(node)}. For dates use “plusTime” or “days_between”.",
                    place,
                )
            if node.type.kind not in NUMERIC:
                call.fail(f"“{self.name}” needs a number or an amount of money, but {in_words(node)}.", place)
        return nodes


class Sum(Arithmetic):
    """`+` and `-`: all numbers, or all amounts."""

    def __init__(self, name: str, most: int | None, words: tuple[str, str]) -> None:
        self.name, self.most = name, most
        self.arguments, self.result = words

    def check(self, call: Call) -> Typed:
        args, type_ = call.unified(self.numeric(call), "added or subtracted")
        bounds = [arg.type.bounds for arg in args]
        if self.name == "-":
            bounds = [-bounds[0]] if len(bounds) == 1 else [bounds[0], -bounds[1]]
        total = reduce(operator.add, bounds)
        return applied(self.name, _retyped(type_, total), args, pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> Any:
        if self.name == "-":
            return -values[0] if len(values) == 1 else values[0] - values[1]
        return sum(values)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        if self.name == "-" and len(exprs) == 1:
            return ast.UnaryOp(ast.USub(), exprs[0])
        return chain(ast.Sub() if self.name == "-" else ast.Add(), exprs)


class Times(Arithmetic):
    name = "*"
    arguments = "numbers; one of them may be an amount of money"
    result = "The product, exact; an amount when one of them is an amount."

    def check(self, call: Call) -> Typed:
        args = self.numeric(call)
        amounts = [arg for arg in args if arg.type.kind is Kind.MONEY]
        if len(amounts) > 1:
            call.fail("An amount of money cannot be multiplied by another one. Multiply it by a number.")
        places = [arg.type.places for arg in args]
        type_ = Type(
            Kind.MONEY if amounts else Kind.NUMBER,
            flexible=not amounts and any(arg.type.flexible for arg in args),
            places=None if None in places else sum(each for each in places if each),
            bounds=reduce(operator.mul, (arg.type.bounds for arg in args)),
        )
        return applied(self.name, type_, args, pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> Any:
        return reduce(operator.mul, values)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return chain(ast.Mult(), exprs)


class Quotient(Arithmetic):
    """`/` and `%`: unknown by zero."""

    least = most = 2
    unknown = "Unknown when an argument is unknown, or when the divisor is zero."

    def is_partial(self, node: Typed) -> bool:
        return 0 in node.args[1].type.bounds

    def why_unknown(self, node: Typed) -> str:
        return "nothing can be divided by zero."


class Divide(Quotient):
    name = "/"
    arguments = "what is divided, and by what"
    result = "The exact quotient: a number for two of a kind, an amount for an amount divided by a number."
    helpers = calls(divide=numbers.divide)

    def check(self, call: Call) -> Typed:
        args = dividend, divisor = self.numeric(call)
        if divisor.type.kind is Kind.MONEY and dividend.type.kind is Kind.NUMBER:
            args, _ = call.unified(args, "divided")
        if args[0].type.kind is Kind.MONEY and args[1].type.kind is Kind.MONEY:
            type_ = Type(Kind.NUMBER, places=None)
        else:
            type_ = Type(dividend.type.kind, flexible=dividend.type.flexible, places=_quotient_places(*args))
        return applied(self.name, _retyped(type_, _quotient_bounds(*args)), args, pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> Any:
        return numbers.divide(*values)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return invoke("_e_divide", *exprs)


class Remainder(Quotient):
    name = "%"
    arguments = "what is divided, and by what"
    result = "What is left after dividing, with the sign of the first."
    helpers = calls(remainder=numbers.remainder)

    def check(self, call: Call) -> Typed:
        args, type_ = call.unified(self.numeric(call), "divided")
        return applied(self.name, _retyped(type_, ANYTHING), args, pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> Any:
        return numbers.remainder(*values)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return invoke("_e_remainder", *exprs)


class Extreme(Arithmetic):
    """`min` and `max`, of numbers, amounts or dates."""

    arguments = "numbers, amounts or dates, all of one kind"

    def __init__(
        self, name: str, picks: Callable[..., Any], bounds: Callable[[Sequence[Interval]], Interval], words: str
    ) -> None:
        self.name, self._picks, self._bounds = name, picks, bounds
        self.helpers = calls(**{name: picks})
        self.result = f"The {words} of them."

    def check(self, call: Call) -> Typed:
        nodes = call.nodes()
        if not any(node.type.kind in {Kind.DATE, Kind.MONTH} for node in nodes):
            nodes = self.numeric(call)
        args, _ = call.unified(nodes, "compared")
        type_ = _retyped(joined(args), self._bounds([arg.type.bounds for arg in args]))
        return applied(self.name, type_, args, pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> Any:
        return self._picks(values)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return exprs[0] if len(exprs) == 1 else invoke(f"_e_{self.name}", *exprs)


def _retyped(type_: Type, bounds: Interval) -> Type:
    return Type(type_.kind, flexible=type_.flexible, places=type_.places, bounds=bounds)


def _quotient_places(dividend: Typed, divisor: Typed) -> int | None:
    """Dividing by a written number such as 4 ends after so many places; by anything else it may not."""
    low, high = divisor.type.bounds.low, divisor.type.bounds.high
    if low is None or low != high or not low or dividend.type.places is None:
        return None
    inverse = numbers.decimal_places(numbers.divide(1, low) or 0)
    return None if inverse is None else dividend.type.places + inverse


def _quotient_bounds(dividend: Typed, divisor: Typed) -> Interval:
    """Known when the divisor stays on one side of zero and away from it."""
    low, high = divisor.type.bounds.low, divisor.type.bounds.high
    if low is None or low <= 0:
        return ANYTHING
    least = 0 if high is None else numbers.divide(1, high)
    return dividend.type.bounds * Interval(least, numbers.divide(1, low))


register(
    Sum("+", None, ("numbers, or amounts of money", "Their sum, exact.")),
    Sum(
        "-",
        2,
        (
            "a number or amount, and what is taken away; or one alone",
            "The difference, exact; of one alone its negative.",
        ),
    ),
    Times(),
    Divide(),
    Remainder(),
    Extreme("min", min, least_of, "smallest, or earliest,"),
    Extreme("max", max, greatest_of, "greatest, or latest,"),
)
