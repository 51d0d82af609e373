"""Least and greatest values of numbers, carried through arithmetic by the check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from engine.model.values import Number

_FAR = 10**60


@dataclass(frozen=True)
class Interval:
    """All numbers from `low` to `high`; None means without end."""

    low: Number | None = None
    high: Number | None = None

    def __add__(self, other: Interval) -> Interval:
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def __neg__(self) -> Interval:
        return Interval(None if self.high is None else -self.high, None if self.low is None else -self.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [_product(a, b) for a in self._ends() for b in other._ends()]
        return _between(min(ends), max(ends))

    def __contains__(self, number: Number) -> bool:
        return (self.low is None or self.low <= number) and (self.high is None or number <= self.high)

    def within(self, other: Interval) -> bool:
        """True when every number of this interval lies in the other."""
        low = other.low is None or (self.low is not None and self.low >= other.low)
        high = other.high is None or (self.high is not None and self.high <= other.high)
        return low and high

    def _ends(self) -> tuple[tuple[int, Number], tuple[int, Number]]:
        """Both ends as (infinity, number): a pair that compares in the right order."""
        low = (-1, 0) if self.low is None else (0, self.low)
        high = (1, 0) if self.high is None else (0, self.high)
        return low, high


ANYTHING = Interval()


def only(number: Number) -> Interval:
    """The interval that holds one number."""
    return Interval(number, number)


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval around all of these."""
    found = list(intervals)
    if all(each is ANYTHING for each in found):
        return ANYTHING
    return Interval(_least([each.low for each in found]), _greatest([each.high for each in found]))


def least_of(intervals: Iterable[Interval]) -> Interval:
    """Where the smallest of several numbers lies."""
    found = list(intervals)
    highs = [each.high for each in found if each.high is not None]
    return Interval(_least([each.low for each in found]), min(highs) if highs else None)


def greatest_of(intervals: Iterable[Interval]) -> Interval:
    """Where the greatest of several numbers lies."""
    return -least_of([-each for each in intervals])


def _sum(a: Number | None, b: Number | None) -> Number | None:
    return None if a is None or b is None else a + b


def _product(a: tuple[int, Number], b: tuple[int, Number]) -> tuple[int, Number]:
    if not a[0] and not b[0]:
        return 0, a[1] * b[1]
    sign = _sign(a) * _sign(b)
    return sign, 0


def _sign(end: tuple[int, Number]) -> int:
    return end[0] or (end[1] > 0) - (end[1] < 0)


def _between(low: tuple[int, Number], high: tuple[int, Number]) -> Interval:
    def end(pair: tuple[int, Number]) -> Number | None:
        return None if pair[0] or abs(Fraction(pair[1])) > _FAR else pair[1]

    return Interval(end(low), end(high))


def _least(lows: list[Number | None]) -> Number | None:
    known = [low for low in lows if low is not None]
    return min(known) if len(known) == len(lows) and known else None


def _greatest(highs: list[Number | None]) -> Number | None:
    known = [high for high in highs if high is not None]
    return max(known) if len(known) == len(highs) and known else None
