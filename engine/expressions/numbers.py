"""Exact numbers: whole numbers and fractions, never floats.

A number is an `int` when it is whole and a `Fraction` otherwise; results may be a whole `Fraction` on the way
and are made plain where they leave an expression.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from engine.model.values import Number

CENTS = 100
SIGNIFICANT_DIGITS = 15
GREATEST_EXPONENT = 15
TOO_LONG = 10**SIGNIFICANT_DIGITS
TOO_LARGE = 10**40


class NotExactError(ValueError):
    """A written number that is too long to be read exactly. Caught where the number stands."""


def exact(literal: int | float | str | Decimal) -> Number:
    """Reads a written number by its decimal digits, at most 15 of them."""
    if type(literal) is int and -TOO_LONG < literal < TOO_LONG:
        return literal
    written = Decimal(repr(literal) if isinstance(literal, float) else literal)
    if not written.is_finite():
        raise NotExactError("is not a number")
    _, digits, exponent = written.normalize().as_tuple()
    magnitude = len(digits) + int(exponent)
    if len(digits) > SIGNIFICANT_DIGITS or magnitude > GREATEST_EXPONENT or int(exponent) < -GREATEST_EXPONENT:
        raise NotExactError(f"has more than {SIGNIFICANT_DIGITS} digits")
    return plain(Fraction(written))


def plain(number: Number) -> Number:
    """The same number, as an `int` when it is whole."""
    return number.numerator if number.denominator == 1 else number


def settle(value: Any) -> Any:
    """Whole fractions as `int`, wherever they stand in a result."""
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, tuple):
        return tuple(settle(item) for item in value)
    return value


def size(number: Number) -> Number:
    """The number without its sign."""
    return -number if number < 0 else number


def decimal_places(number: Number) -> int | None:
    """How many decimal places write this number in full; None when they never end."""
    rest, twos, fives = number.denominator, 0, 0
    if rest == 1:
        return 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def is_too_large(number: Number) -> bool:
    """True for numbers no calculation about people needs; stops repeated multiplication."""
    return abs(number.numerator) > TOO_LARGE or number.denominator > TOO_LARGE


def divide(dividend: Number, divisor: Number) -> Number | None:
    """Exact division; unknown by zero."""
    return plain(Fraction(dividend) / divisor) if divisor else None


def remainder(dividend: Number, divisor: Number) -> Number | None:
    """What is left after dividing, with the sign of the dividend; unknown by zero."""
    if not divisor:
        return None
    left = Fraction(size(dividend)) % size(divisor)
    return plain(left if dividend >= 0 else -left)


def round_half_up(number: Number, places: int) -> Number:
    """To the nearest; halves away from zero."""
    return _rounded(number, places, lambda low, left, sign: low + (left >= _HALF))


def round_half_down(number: Number, places: int) -> Number:
    """To the nearest; halves towards zero."""
    return _rounded(number, places, lambda low, left, sign: low + (left > _HALF))


def round_half_even(number: Number, places: int) -> Number:
    """To the nearest; halves to the even neighbour."""
    return _rounded(number, places, lambda low, left, sign: low + (left > _HALF or (left == _HALF and low % 2 == 1)))


def round_up(number: Number, places: int) -> Number:
    """Away from zero."""
    return _rounded(number, places, lambda low, left, sign: low + (left > 0))


def round_down(number: Number, places: int) -> Number:
    """Towards zero."""
    return _rounded(number, places, lambda low, left, sign: low)


def floor(number: Number, places: int) -> Number:
    """Down to the lower neighbour, also below zero."""
    return _rounded(number, places, lambda low, left, sign: low + (left > 0 and sign < 0))


def ceil(number: Number, places: int) -> Number:
    """Up to the higher neighbour, also below zero."""
    return _rounded(number, places, lambda low, left, sign: low + (left > 0 and sign > 0))


def _rounded(number: Number, places: int, choose: Callable[[int, Fraction, int], int]) -> Number:
    """Rounds the size of a number: `choose` gets the whole steps below it, what is left of one, and the sign."""
    step = Fraction(10**-places) if places < 0 else Fraction(1, 10**places)
    sign = -1 if number < 0 else 1
    steps = Fraction(size(number)) / step
    low = steps.numerator // steps.denominator
    return plain(sign * choose(low, steps - low, sign) * step)


_HALF = Fraction(1, 2)
