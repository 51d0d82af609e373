"""Text: joining and cutting."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from engine.expressions.adapting import adapt, in_words
from engine.expressions.code import invoke
from engine.expressions.intervals import Interval
from engine.expressions.numbers import TOO_LARGE
from engine.expressions.operators.registry import Strict, calls, register
from engine.expressions.typed import Typed, applied
from engine.expressions.types import TEXT, Kind, Type

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.typecheck import Call

MOST_CHARACTERS = 10_000
LONGEST_NUMBER = len(str(-TOO_LARGE))


def joined_text(*parts: str | int) -> str | None:
    """The parts one after the other; unknown when that is too long."""
    text = "".join(map(str, parts))
    return text if len(text) <= MOST_CHARACTERS else None


def part_of(text: str, start: int, length: int | None = None) -> str:
    """So many characters from `start`, which counts from the end below zero. A negative length leaves so many off."""
    begin = start if start >= 0 else max(0, len(text) + start)
    if length is None:
        return text[begin:]
    return text[begin : begin + length] if length >= 0 else text[begin : max(begin, len(text) + length)]


class Cat(Strict):
    name = "cat"
    arguments = "texts and whole numbers"
    result = "The texts one after the other, without a space between them."
    unknown = f"Unknown when an argument is unknown, or the text is longer than {MOST_CHARACTERS} characters."
    helpers = calls(cat=joined_text)

    def check(self, call: Call) -> Typed:
        args = tuple(self._part(call, node, place) for place, node in enumerate(call.nodes()))
        highs = [arg.type.bounds.high if arg.type.kind is Kind.TEXT else LONGEST_NUMBER for arg in args]
        longest = None if None in highs else sum(high for high in highs if high)
        return applied(self.name, Type(Kind.TEXT, bounds=Interval(0, longest)), args, pointer=call.pointer)

    def _part(self, call: Call, node: Typed, place: int) -> Typed:
        if node.type.kind is Kind.TEXT:
            return adapt(node, TEXT)
        if node.type.kind is not Kind.NUMBER:
            call.fail(f"“cat” joins texts and whole numbers, but {in_words(node)}.", place)
        if not node.type.is_whole:
            call.fail("“cat” joins texts and whole numbers, but this number can have decimal places. Round it.", place)
        return node

    def is_partial(self, node: Typed) -> bool:
        longest = node.type.bounds.high
        # An answer is never that long; what is calculated might be.
        numbers = [arg.type.bounds for arg in node.args if arg.type.kind is Kind.NUMBER and arg.op != "var"]
        measured = all(bounds.within(Interval(-TOO_LARGE, TOO_LARGE)) for bounds in numbers)
        return longest is None or longest > MOST_CHARACTERS or not measured

    def apply(self, node: Typed, *values: Any) -> str | None:
        return joined_text(*values)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return invoke("_e_cat", *exprs)


class Substr(Strict):
    name = "substr"
    least, most = 2, 3
    arguments = "a text, a whole number where to begin (0 is the first character, -1 the last), and optionally how many"
    result = "That part of the text. A negative length leaves so many characters off at the end."
    helpers = calls(substr=part_of)

    def check(self, call: Call) -> Typed:
        text = call.of_kind(0, Kind.TEXT)
        numbers = [call.integer(place, "a position", -10_000, 10_000) for place in range(1, len(call.args))]
        type_ = Type(Kind.TEXT, bounds=Interval(0, text.type.bounds.high))
        return applied(self.name, type_, (text,), data=tuple(numbers), pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> str:
        return part_of(values[0], *node.data)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return invoke("_e_substr", exprs[0], *(ast.Constant(part) for part in node.data))


register(Cat(), Substr())
