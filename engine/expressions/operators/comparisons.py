"""Comparing values: equality, order, and membership in a list or selection."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from engine.expressions.adapting import MismatchError, adapt, in_words, options_of, unify
from engine.expressions.code import Code, compare
from engine.expressions.numbers import settle
from engine.expressions.operators.logic import combine
from engine.expressions.operators.registry import Operator, Strict, register
from engine.expressions.typed import ARRAY, LITERAL, Typed, applied
from engine.expressions.types import BOOLEAN, TEXT, Kind, Type

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.interpreter import Env
    from engine.expressions.typecheck import Call

EQUAL = frozenset({Kind.BOOLEAN, Kind.NUMBER, Kind.MONEY, Kind.TEXT, Kind.CHOICE, Kind.DATE, Kind.MONTH})
ORDERED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.MONTH})
MANY = 3
"""From this many items on, a set is quicker than looking through them."""


class Equality(Strict):
    """`==` and its like: between values of one kind."""

    least = most = 2
    arguments = "two values of one kind"

    def __init__(self, name: str, compares: Callable[[Any, Any], bool], node: ast.cmpop, result: str) -> None:
        self.name, self._compares, self._node, self.result = name, compares, node, result

    def check(self, call: Call) -> Typed:
        args = call.aligned(call.nodes(), "compared")
        if args[0].type.kind not in EQUAL:
            call.fail(
                f"{_upper(in_words(args[0]))}: it cannot be compared with “{self.name}”. Use “in”, “some” or “all”."
            )
        return applied(self.name, BOOLEAN, args, pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> bool:
        return self._compares(*values)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        left, right = exprs
        if node.args[0].type.kind is Kind.BOOLEAN:
            return _compare_booleans(left, self._node, right)
        return compare(left, self._node, right)


class Order(Operator):
    """`<` and its like; with three arguments the middle one lies between the others."""

    least, most = 2, 3
    kinds = ORDERED
    unknown = (
        "Unknown when an argument is unknown; but with three arguments no, when the two known ones already say so."
    )

    def __init__(
        self, name: str, compares: Callable[[Any, Any], bool], node: type[ast.cmpop], words: tuple[str, str, str]
    ) -> None:
        self.name, self._compares, self._node = name, compares, node
        self.arguments, self.result, self._only = words

    def check(self, call: Call) -> Typed:
        args = call.nodes()
        if self.kinds != ORDERED:
            args = tuple(call.as_kind(node, place, *_dates(args)) for place, node in enumerate(args))
        fitted = call.aligned(args, "compared")
        if fitted[0].type.kind not in self.kinds:
            call.fail(f"“{self.name}” compares {self._only}, but {in_words(fitted[0])}.")
        return applied(self.name, BOOLEAN, fitted, pointer=call.pointer)

    def run(self, node: Typed, env: Env) -> bool | None:
        values = [env.value(arg) for arg in node.args]
        found: bool | None = True
        for left, right in pairwise(values):
            if left is None or right is None:
                found = None
            elif not self._compares(left, right):
                return False
        return found

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        codes = [emitter.emit(arg) for arg in node.args]
        if len(codes) == 2 or not any(code.can_be_unknown for code in codes):
            return emitter.strictly_of(
                codes, lambda first, *rest: ast.Compare(first, [self._node() for _ in rest], list(rest))
            )
        return self._between(codes, emitter)

    def _between(self, codes: list[Code], emitter: Emitter) -> Code:
        """`low < x < high` where one may be unknown: the two halves joined by a three-valued `and`."""
        low, middle, high = codes[0], emitter.once(codes[1]), codes[2]
        bare = Code(middle.value)
        halves = [
            emitter.strictly_of(pair, lambda left, right: compare(left, self._node(), right))
            for pair in ([low, bare], [bare, high])
        ]
        halves.sort(key=lambda code: code.can_be_unknown)
        both = combine(halves, emitter, deciding=False)
        return Code(both.value, middle.checks, both.maybe)


class In(Strict):
    name = "in"
    least = most = 2
    arguments = "a value; a written list of values, a selection, or (for text) a text"
    result = "Yes when the value is in the list, is among the options selected, or is a part of the text."

    def check(self, call: Call) -> Typed:
        needle = call.node(0)
        if needle.type.kind is Kind.CHOICE and not needle.type.flexible and (texts := call.texts(1)):
            args = needle, options_of(needle.type, texts, call.at(1))  # what most conditions on choices look like
            return applied(self.name, BOOLEAN, args, pointer=call.pointer)
        hay = call.node(1)
        try:
            args = _membership(needle, hay)
        except MismatchError:
            call.fail(f"{_upper(in_words(needle))}, but {in_words(hay)}: one cannot be in the other.")
        return applied(self.name, BOOLEAN, args, pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> bool:
        needle, hay = values
        return needle in hay

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        needle, hay = exprs
        written = node.args[1]
        if written.op != ARRAY or any(item.op != LITERAL for item in written.args):
            return compare(needle, ast.In(), hay)
        items = [settle(item.data) for item in written.args]
        if len(items) == 1:
            return compare(needle, ast.Eq(), emitter.constant(items[0]))
        values = tuple(items) if len(items) < MANY else frozenset(items)
        return compare(needle, ast.In(), emitter.constant(values))


def _membership(needle: Typed, hay: Typed) -> tuple[Typed, Typed]:
    """Needle and hay, of kinds that go together."""
    kind = hay.type.kind
    if kind is Kind.CHOICES:
        return adapt(needle, Type(Kind.CHOICE, options=hay.type.options)), hay
    if kind is Kind.TEXT:
        return adapt(needle, TEXT), adapt(hay, TEXT)
    item = hay.type.item
    if kind is not Kind.ARRAY or item is None or needle.type.kind not in EQUAL:
        raise MismatchError
    if needle.type.flexible:
        return adapt(needle, item), hay
    if hay.op == ARRAY:
        return needle, adapt(hay, Type(Kind.ARRAY, item=needle.type))
    unify([needle, Typed("item", item)])
    return needle, hay


def _compare_booleans(left: ast.expr, node: ast.cmpop, right: ast.expr) -> ast.expr:
    """`x == true` is just x, and so on."""
    for one, other in ((left, right), (right, left)):
        if isinstance(other, ast.Constant) and isinstance(other.value, bool):
            same = other.value is isinstance(node, ast.Eq)
            return one if same else ast.UnaryOp(ast.Not(), one)
    return compare(left, ast.Is() if isinstance(node, ast.Eq) else ast.IsNot(), right)


def _dates(args: tuple[Typed, ...]) -> tuple[Kind, ...]:
    """Dates, or months where a month is among the arguments."""
    months = any(node.type.kind is Kind.MONTH for node in args)
    return (Kind.MONTH, Kind.DATE) if months else (Kind.DATE, Kind.MONTH)


def _upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


_NUMBERS = ("two or three numbers, amounts or dates", "numbers, amounts of money and dates")


def _order(name: str, compares: Callable[[Any, Any], bool], node: type[ast.cmpop], words: str) -> Order:
    result = f"Yes when each is {words} the next."
    return Order(name, compares, node, (_NUMBERS[0], result, _NUMBERS[1]))


def _equality(name: str) -> Equality:
    if name.startswith("="):
        return Equality(name, operator.eq, ast.Eq(), "Yes when both are the same.")
    return Equality(name, operator.ne, ast.NotEq(), "Yes when they differ.")


class DateOrder(Order):
    """`before` and its like, which say in words what `<` says of dates."""

    kinds = frozenset({Kind.DATE, Kind.MONTH})


def _date_order(name: str, compares: Callable[[Any, Any], bool], node: type[ast.cmpop], words: str) -> Order:
    return DateOrder(
        name, compares, node, ("two or three dates, or months", f"Yes when each is {words} the next.", "dates")
    )


register(
    *map(_equality, ("==", "===", "!=", "!==")),
    _order("<", operator.lt, ast.Lt, "less than"),
    _order("<=", operator.le, ast.LtE, "at most"),
    _order(">", operator.gt, ast.Gt, "more than"),
    _order(">=", operator.ge, ast.GtE, "at least"),
    _date_order("before", operator.lt, ast.Lt, "before"),
    _date_order("after", operator.gt, ast.Gt, "after"),
    _date_order("not-before", operator.ge, ast.GtE, "on or after"),
    _date_order("not-after", operator.le, ast.LtE, "on or before"),
    In(),
)
