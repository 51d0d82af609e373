"""Text: joining and cutting."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from engine.expressions.numbers import SIGNIFICANT_DIGITS, decimal_places
from engine.expressions.operators.text import part_of
from engine.expressions.portable.call import Call
from engine.expressions.portable.limits import MAX_CHARACTERS
from engine.expressions.portable.registry import portable
from engine.expressions.portable.values import NUMBER, TEXT, kind_of

_LEAST_WRITTEN = Fraction(1, 10**6)
_BASIC_PLANE = "\uffff"


@portable(
    "cat",
    arguments="texts and numbers",
    result="Them one after the other, without a space between them.",
    refuses="Null, yes or no, lists, objects and date-times, which every implementation writes differently; numbers "
    f"that no decimal of {SIGNIFICANT_DIGITS} digits writes, or below 0.000001.",
)
def joined(call: Call) -> str:
    text = "".join(_part(call, value, place) for place, value in enumerate(call.values()))
    if len(text) > MAX_CHARACTERS:
        call.refuse(f"The text is longer than {MAX_CHARACTERS:,} characters.")
    return text


@portable(
    "substr",
    least=2,
    most=3,
    arguments="a text, where to begin (0 is the first character, -1 the last), and optionally how many",
    result="That part of the text. A negative length leaves so many characters off at the end.",
    refuses="Characters such as 😀, which JavaScript counts as two.",
)
def cut(call: Call) -> str:
    text = call.text(0)
    if max(text, default="") > _BASIC_PLANE:
        call.refuse("This text has characters that implementations count as one or as two.", 0)
    start, *length = (call.whole(place, "A position", -10_000, 10_000) for place in range(1, len(call)))
    return part_of(text, start, *length)


def _part(call: Call, value: Any, place: int) -> str:
    if kind_of(value) == NUMBER:
        return _written(call, Fraction(call.as_number(value, place)), place)
    if kind_of(value) != TEXT:
        call.refuse(f"“cat” joins texts and numbers, but here is {kind_of(value)}.", place)
    return call.as_text(value, place)


def _written(call: Call, number: Fraction, place: int) -> str:
    """A number as every implementation writes it."""
    places = decimal_places(number)
    digits = "" if places is None else str(abs(int(number * 10**places)))
    if not digits or len(digits) > SIGNIFICANT_DIGITS or 0 < abs(number) < _LEAST_WRITTEN:
        call.refuse("Implementations write this number with different digits. Round it first.", place)
    sign = "-" if number < 0 else ""
    if not places:
        return sign + digits
    digits = digits.rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
