"""Exact arithmetic. Only numbers are calculated with; nothing is turned into one silently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from engine.expressions import numbers
from engine.expressions.portable.call import Call
from engine.expressions.portable.registry import portable
from engine.expressions.portable.values import TEXT, kind_of
from engine.model.values import Number

_CONVERTED = "Everything that is not a number: implementations turn text, null and yes or no into different numbers."


@portable(
    "+",
    arguments="numbers; or one text that writes a number, to turn it into one",
    result="Their sum, exact: 0.1 + 0.2 is 0.3.",
    refuses=_CONVERTED,
)
def plus(call: Call) -> Number:
    if len(call) == 1 and kind_of(value := call.value(0)) == TEXT:
        return _read(call, value)
    return _fold(call, lambda one, other: one + other)


@portable(
    "-", most=2, arguments="one or two numbers", result="Their difference; of one its negative.", refuses=_CONVERTED
)
def minus(call: Call) -> Number:
    return -call.number(0) if len(call) == 1 else _fold(call, lambda one, other: one - other)


@portable("*", arguments="numbers", result="Their product, exact.", refuses=_CONVERTED)
def times(call: Call) -> Number:
    return _fold(call, lambda one, other: one * other)


@portable(
    "/",
    least=2,
    most=2,
    arguments="what is divided, and by what",
    result="The exact quotient.",
    refuses=f"{_CONVERTED} Dividing by zero.",
)
def divide(call: Call) -> Number:
    return _quotient(call, numbers.divide)


@portable(
    "%",
    least=2,
    most=2,
    arguments="what is divided, and by what",
    result="What is left after dividing, with the sign of the first.",
    refuses=f"{_CONVERTED} Dividing by zero.",
)
def remainder(call: Call) -> Number:
    return _quotient(call, numbers.remainder)


@portable("min", arguments="numbers", result="The smallest of them.", refuses=_CONVERTED)
def smallest(call: Call) -> Number:
    return min(call.numbers())


@portable("max", arguments="numbers", result="The greatest of them.", refuses=_CONVERTED)
def greatest(call: Call) -> Number:
    return max(call.numbers())


def total(call: Call, found: Sequence[Number]) -> Number:
    """A sum that does not grow beyond all measure."""
    start: Number = 0
    return reduce(lambda one, other: within(call, one + other), found, start)


def within(call: Call, number: Number) -> Number:
    if numbers.is_too_large(number):
        call.refuse("The number grows beyond all measure.")
    return numbers.plain(number)


def _fold(call: Call, step: Callable[[Number, Number], Number]) -> Number:
    found = call.numbers()
    return reduce(lambda one, other: within(call, step(one, other)), found)


def _quotient(call: Call, of: Callable[[Number, Number], Number | None]) -> Number:
    found = of(call.number(0), call.number(1))
    return call.refuse("Nothing can be divided by zero.", 1) if found is None else within(call, found)


def _read(call: Call, value: Any) -> Number:
    """A text turned into a number on purpose: plain digits, in which every implementation sees the same number."""
    text = call.as_text(value, 0)
    whole, _, part = text.removeprefix("-").partition(".")
    is_number = text.isascii() and whole.isdigit() and (part.isdigit() or "." not in text)
    if not is_number or len(whole + part) > numbers.SIGNIFICANT_DIGITS:
        call.refuse("This text does not write a number plainly, as in “12.5”.", 0)
    return numbers.exact(text)
