"""Arithmetic on calendar days. Every function ends at once, whatever it is given."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

DAYS_OF = {"day": 1, "week": 7}
MONTHS_OF = {"month": 1, "year": 12}
UNITS = (*DAYS_OF, *MONTHS_OF)
LONGEST_YEARS = 200
LONGEST = {
    "day": LONGEST_YEARS * 366,
    "week": LONGEST_YEARS * 366 // 7,
    "month": LONGEST_YEARS * 12,
    "year": LONGEST_YEARS,
}
LONGEST_WORKDAYS = LONGEST_YEARS * 261
MOST_DAYS = (date.max - date.min).days
SATURDAY = 5
WEEK, WORKWEEK = 7, 5


def plus_days(day: date, days: int) -> date | None:
    """So many days later. Past the ends of the calendar it stays there; farther than 200 years is unknown."""
    if not -LONGEST["day"] <= days <= LONGEST["day"]:
        return None
    number = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number)


def plus_months(day: date, months: int) -> date | None:
    """So many months later, on the same day or the last one of a shorter month."""
    if not -LONGEST["month"] <= months <= LONGEST["month"]:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_between(start: date, end: date) -> int:
    return (end - start).days


def weeks_between(start: date, end: date) -> int:
    """Whole weeks; negative when the end comes first."""
    days = (end - start).days
    return days // WEEK if days >= 0 else -(-days // WEEK)


def months_between(start: date, end: date) -> int:
    """Whole months: one is full when the day of the month is reached again. Negative when the end comes first."""
    if end < start:
        return -months_between(end, start)
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def years_between(start: date, end: date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March of common years."""
    if end < start:
        return -years_between(end, start)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def year_of(day: date, month: int, first: int) -> int:
    """The year that began on the latest such day: of a benefit or tax year its first calendar year."""
    return day.year if (day.month, day.day) >= (month, first) else day.year - 1


def is_workday(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < SATURDAY


def workdays_between(start: date, end: date, holidays: Sequence[date] = ()) -> int:
    """Working days after `start` up to and with `end`; negative when the end comes first.

    `holidays` are in order, each a Monday to Friday.
    """
    if end < start:
        return -workdays_between(end, start, holidays)
    off = bisect_right(holidays, end) - bisect_right(holidays, start)
    return _weekdays_up_to(end) - _weekdays_up_to(start) - off


def plus_workdays(day: date, count: int, holidays: Sequence[date] = ()) -> date | None:
    """The working day that many working days later, or earlier; with 0 the day itself.

    Past the ends of the calendar it stays there; farther than 200 years is unknown.
    """
    if not -LONGEST_WORKDAYS <= count <= LONGEST_WORKDAYS:
        return None
    if not count:
        return day
    return _later(day, count, holidays) if count > 0 else _earlier(day, -count, holidays)


def _weekdays_up_to(day: date) -> int:
    """Mondays to Fridays from the first Monday of the calendar (0001-01-01) up to and with this day."""
    weeks, left = divmod(day.toordinal(), WEEK)
    return weeks * WORKWEEK + min(left, WORKWEEK)


def _later(day: date, count: int, holidays: Sequence[date]) -> date:
    """Goes so many weekdays on, then as many again as holidays fell in between, until none did."""
    wanted = count
    while True:
        reached = _weekday_numbered(_weekdays_up_to(day) + wanted)
        if reached is None:
            return date.max
        missing = count - workdays_between(day, reached, holidays)
        if not missing:
            return reached
        wanted += missing


def _earlier(day: date, count: int, holidays: Sequence[date]) -> date:
    """As `_later`, backwards: the day from which there are `count` working days up to the eve of `day`."""
    eve, wanted = _day_before(day), count
    while True:
        reached = _weekday_numbered(_weekdays_up_to(eve) - wanted + 1)
        if reached is None:
            return date.min
        missing = count - workdays_between(_day_before(reached), eve, holidays)
        if not missing or reached == date.min:
            return reached
        wanted += missing


def _weekday_numbered(number: int) -> date | None:
    """The Monday to Friday with this number in the calendar, counting from 1; None past its ends."""
    weeks, left = divmod(number - 1, WORKWEEK)
    ordinal = weeks * WEEK + left + 1
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def _day_before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day
