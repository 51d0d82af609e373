"""Dates for the solver: a day number with its year, month and day of the month, by exact calendar arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

import z3

from engine.analysis.proof.ties import Parts, Ties

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_LAST = date.max.toordinal()


class Day:
    """A day: its `number` as `date.toordinal` counts. Its parts are worked out for those who ask."""

    def __init__(self, number: z3.ArithRef, ties: Ties | None, parts: Parts | None = None) -> None:
        self.number = number
        self._ties = ties
        """Takes what ties the parts to the number; None for a day whose parts are known."""
        self._parts = parts

    @property
    def parts(self) -> Parts:
        if self._parts is not None:
            return self._parts
        assert self._ties is not None, "a day without ties has its parts"
        return self._ties.parts_of(self.number, _tied_parts)

    @property
    def own_parts(self) -> Parts | None:
        """The parts of a day that was put together from them."""
        return self._parts

    def among(self, ties: Ties) -> Day:
        """The same day, its parts to be tied to it elsewhere."""
        return self if self._ties is None else Day(self.number, ties, self._parts)

    @property
    def year(self) -> z3.ArithRef:
        return self.parts[0]

    @property
    def month(self) -> z3.ArithRef:
        return self.parts[1]

    @property
    def day(self) -> z3.ArithRef:
        return self.parts[2]

    def chosen(self, condition: z3.BoolRef, otherwise: Day) -> Day:
        """This day or the other."""
        number = z3.If(condition, self.number, otherwise.number)
        ties = otherwise._ties if self._ties is None else self._ties
        if self._parts is None or otherwise._parts is None:
            return Day(number, ties)
        year, month, day = (
            z3.If(condition, mine, other) for mine, other in zip(self.parts, otherwise.parts, strict=True)
        )
        return Day(number, ties, (year, month, day))

    @property
    def in_year(self) -> z3.ArithRef:
        """Orders days within a year."""
        return self.month * 32 + self.day

    @property
    def in_months(self) -> z3.ArithRef:
        return self.year * 12 + self.month


def _tied_parts(number: z3.ArithRef, ties: Ties) -> Parts:
    """New variables for the parts of a day, tied to its number."""
    name = ties.new_name("day")
    year, month, day = (z3.Int(f"{name}.{part}") for part in ("year", "month", "day"))
    ties += [_is_day(year, month, day), number == number_of(year, month, day)]
    return year, month, day


@lru_cache(maxsize=4096)
def fixed(day: date) -> Day:
    """A day that stands in the flow."""
    parts = (z3.IntVal(day.year), z3.IntVal(day.month), z3.IntVal(day.day))
    return Day(z3.IntVal(day.toordinal()), None, parts)


def variable(name: str, ties: Ties) -> Day:
    """Any day of the calendar."""
    number = z3.Int(name)
    ties.append(z3.And(number >= 1, number <= _LAST))
    return Day(number, ties)


def _is_day(year: z3.ArithRef, month: z3.ArithRef, day: z3.ArithRef) -> z3.BoolRef:
    """Whether the calendar has such a day."""
    return z3.And(year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1, day <= month_length(year, month))


def month_length(year: z3.ArithRef, month: z3.ArithRef) -> z3.ArithRef:
    february = z3.If(_is_leap(year), z3.IntVal(29), z3.IntVal(28))
    short = z3.Or(*(month == number for number in (4, 6, 9, 11)))
    return z3.If(month == _FEBRUARY, february, z3.If(short, z3.IntVal(30), z3.IntVal(31)))


def number_of(year: z3.ArithRef, month: z3.ArithRef, day: z3.ArithRef) -> z3.ArithRef:
    """The number of a day, as `date.toordinal` counts."""
    past = year - 1
    before = z3.IntVal(0)
    passed = 0
    for number, length in enumerate(_MONTH_LENGTHS, start=1):
        before = z3.If(month == number, z3.IntVal(passed), before)
        passed += length
    leap_day = z3.If(z3.And(month > _FEBRUARY, _is_leap(year)), z3.IntVal(1), z3.IntVal(0))
    return past * 365 + past / 4 - past / 100 + past / 400 + before + leap_day + day


def later(day: Day, steps: z3.ArithRef | int, ties: Ties) -> Day:
    """So many days later; past the ends of the calendar it stays there."""
    return Day(_within_calendar(day.number + steps), ties)


def _within_calendar(number: z3.ArithRef) -> z3.ArithRef:
    """A day's number; past the ends of the calendar it stays there."""
    return z3.If(number < 1, z3.IntVal(1), z3.If(number > _LAST, z3.IntVal(_LAST), number))


def months_later(day: Day, months: z3.ArithRef, ties: Ties) -> Day:
    """So many months later, on the same day or the last one of a shorter month. The calendar's ends hold it."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole / 12, whole % 12 + 1
    last = month_length(year, month)
    on = z3.If(day.day > last, last, day.day)
    later = Day(number_of(year, month, on), ties, (year, month, on))
    end = fixed(date.min).chosen(months < 0, fixed(date.max))
    return later.chosen(z3.And(year >= 1, year <= date.max.year), end)


def months_between(start: Day, end: Day) -> z3.ArithRef:
    """Whole months; negative when the end comes first."""
    return _signed(start, end, lambda a, b: b.in_months - a.in_months - z3.If(b.day < a.day, 1, 0))


def years_between(start: Day, end: Day) -> z3.ArithRef:
    """Whole years; negative when the end comes first."""
    return _signed(start, end, lambda a, b: b.year - a.year - z3.If(b.in_year < a.in_year, 1, 0))


def weeks_between(start: Day, end: Day) -> z3.ArithRef:
    """Whole weeks; negative when the end comes first."""
    return _signed(start, end, lambda a, b: (b.number - a.number) / 7)


def year_of(day: Day, month: int, first: int) -> z3.ArithRef:
    """The year that began on the latest such day."""
    return z3.If(day.in_year >= month * 32 + first, day.year, day.year - 1)


def weekdays_up_to(number: z3.ArithRef) -> z3.ArithRef:
    """Mondays to Fridays from the first day of the calendar on."""
    left = number % 7
    return number / 7 * 5 + z3.If(left < 5, left, z3.IntVal(5))


def workdays_up_to(number: z3.ArithRef, holidays: Sequence[date]) -> z3.ArithRef:
    """Working days from the first day of the calendar on. Holidays are in order, each a Monday to Friday."""
    off = [z3.If(number >= holiday.toordinal(), 1, 0) for holiday in holidays]
    return weekdays_up_to(number) - z3.Sum(off) if off else weekdays_up_to(number)


def workdays_later(day: Day, count: z3.ArithRef, holidays: Sequence[date], ties: Ties) -> Day:
    """The working day that many working days later, or earlier; with 0 the day itself."""
    eve = z3.If(day.number > 1, day.number - 1, z3.IntVal(1))
    ahead = workdays_up_to(day.number, holidays) + count
    back = workdays_up_to(eve, holidays) + count + 1
    number = z3.If(count > 0, _workday_numbered(ahead, holidays), _workday_numbered(back, holidays))
    return Day(z3.If(count == 0, day.number, number), ties)


def _workday_numbered(number: z3.ArithRef, holidays: Sequence[date]) -> z3.ArithRef:
    """The working day with this number in the calendar, counting from 1; past the calendar's ends it stays there."""
    # The first working days of the calendar have the numbers of its weekdays; each holiday moves the rest by one.
    moved_from = (_weekday_number(holiday) - place for place, holiday in enumerate(holidays))
    moves = [z3.If(number >= first, 1, 0) for first in moved_from]
    before = (z3.Sum([number, *moves]) if moves else number) - 1
    return z3.If(number < 1, z3.IntVal(1), _within_calendar(before / 5 * 7 + before % 5 + 1))


def _weekday_number(day: date) -> int:
    """Which Monday to Friday of the calendar this is, counting from 1."""
    weeks, left = divmod(day.toordinal(), 7)
    return weeks * 5 + min(left, 5)


def _signed(start: Day, end: Day, count: Callable[[Day, Day], z3.ArithRef]) -> z3.ArithRef:
    return z3.If(end.number < start.number, -count(end, start), count(start, end))


def _is_leap(year: z3.ArithRef) -> z3.BoolRef:
    return z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))
