"""Comparing: equality, order, and membership. Nothing is turned into another kind of value."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from engine.expressions.portable.call import Call
from engine.expressions.portable.registry import portable
from engine.expressions.portable.values import (
    BOOLEAN,
    LIST,
    MOMENT,
    NOTHING,
    NUMBER,
    OBJECT,
    TEXT,
    kind_of,
    settled,
)

SCALARS = frozenset({NOTHING, BOOLEAN, NUMBER, TEXT})
_TWO = "two values"
_LOOSE = (
    'Two values of different kinds, except null: JavaScript turns one into the other (1 == "1"), others do not. '
    "Lists, objects and date-times, which some compare by what is in them and others by where they are kept."
)
_STRICT = (
    "Two lists, two objects and date-times, which some compare by what is in them and others by where they are kept."
)
_ORDER = (
    "Values that are not all numbers or all texts; a text that writes a number, which some compare as a number and "
    "others letter by letter."
)
_A_NUMBER = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*")


@portable(
    "==",
    least=2,
    most=2,
    arguments=_TWO,
    result="Yes when both are the same. Null is only the same as null.",
    refuses=_LOOSE,
)
def equal(call: Call) -> bool:
    return _loosely(call)


@portable("!=", least=2, most=2, arguments=_TWO, result="Yes when they differ.", refuses=_LOOSE)
def different(call: Call) -> bool:
    return not _loosely(call)


@portable("===", least=2, most=2, arguments=_TWO, result="Yes when both are of one kind and the same.", refuses=_STRICT)
def identical(call: Call) -> bool:
    return _strictly(call, call.value(0), call.value(1))


@portable(
    "!==", least=2, most=2, arguments=_TWO, result="Yes when they are of different kinds, or differ.", refuses=_STRICT
)
def distinct(call: Call) -> bool:
    return not _strictly(call, call.value(0), call.value(1))


def _ordered(name: str, words: str, holds: Callable[[Any, Any], bool], most: int) -> None:
    third = " With three arguments: each in turn." if most > 2 else ""
    dropped = "" if most > 2 else " A third argument: JsonLogic passes over it, CertLogic does not."

    def run(call: Call) -> bool:
        found = [_comparable(call, value, place) for place, value in enumerate(call.values())]
        if len({isinstance(each, bytes) for each in found}) > 1:
            call.refuse(f"“{name}” compares two numbers or two texts, not one with the other.")
        return all(holds(one, other) for one, other in pairwise(found))

    portable(
        name,
        least=2,
        most=most,
        arguments="two or three numbers, or texts" if most > 2 else "two numbers, or texts",
        result=f"Yes when the first is {words} the second.{third} Texts are compared letter by letter.",
        refuses=f"{_ORDER}{dropped}",
    )(run)


_ordered("<", "less than", operator.lt, 3)
_ordered("<=", "at most", operator.le, 3)
_ordered(">", "more than", operator.gt, 2)
_ordered(">=", "at least", operator.ge, 2)


@portable(
    "in",
    least=2,
    most=2,
    arguments="a value; a list, or (for a text) a text",
    result="Yes when the value is in the list, or is a part of the text. No when the second is null.",
    refuses="Looking for a list or an object in a list; for anything but a text in a text, and for an empty text in "
    "an empty one; and looking in a number, an object or yes or no.",
)
def contained(call: Call) -> bool:
    value, within = call.value(0), call.value(1)
    kind = kind_of(within)
    if kind == NOTHING:
        return False
    if kind == LIST:
        call.budget.spend(len(within), call.at(1))
        if within and kind_of(value) not in SCALARS:
            call.refuse(
                f"“in” looks for a number, a text, yes or no or null in a list, but here is {kind_of(value)}.", 0
            )
        return any(kind_of(item) in SCALARS and _strictly(call, value, item) for item in within)
    if kind != TEXT:
        call.refuse(f"“in” looks in a list or a text, but here is {kind}.", 1)
    part, text = call.as_text(value, 0), call.as_text(within, 1)
    if not part and not text:
        call.refuse("JsonLogic finds nothing in an empty text, not even an empty one; others do.")
    return part in text


def _loosely(call: Call) -> bool:
    one, other = call.value(0), call.value(1)
    kinds = {kind_of(one), kind_of(other)}
    if NOTHING in kinds:
        return len(kinds) == 1
    if len(kinds) > 1:
        call.refuse(
            f"“{call.name}” compares values of one kind, but here are {' and '.join(sorted(kinds))}. "
            "“===” tells kinds apart."
        )
    return _strictly(call, one, other)


def _strictly(call: Call, one: Any, other: Any) -> bool:
    kind = kind_of(one)
    if MOMENT in {kind, kind_of(other)}:
        call.refuse("Date-times are compared with “before”, “after”, “not-before” and “not-after”.")
    if kind != kind_of(other):
        return False
    if kind in {LIST, OBJECT}:
        call.refuse(f"Implementations differ about when {kind} is the same as another one.")
    if kind == TEXT:
        call.budget.spend_on_text(min(len(one), len(other)), call.operation.pointer)
    pointer = call.operation.pointer
    return bool(settled(one, pointer) == settled(other, pointer))


def _comparable(call: Call, value: Any, place: int) -> Any:
    """A number, or a text as the bytes by whose order JavaScript compares it."""
    kind = kind_of(value)
    if kind == NUMBER:
        return settled(value, call.at(place))
    if kind != TEXT:
        call.refuse(f"“{call.name}” compares numbers or texts, but here is {kind}.", place)
    text = call.as_text(value, place)
    if _A_NUMBER.fullmatch(text):
        call.refuse(
            f"“{call.name}” compares this text as a number in some implementations, and by letters in others.", place
        )
    return text.encode("utf-16-be", "surrogatepass")
