"""Dates and date-times. Text becomes a date only where a date is expected."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from engine.expressions import dates
from engine.expressions.portable.call import Call
from engine.expressions.portable.moments import (
    MOST_HOURS,
    UNITS,
    NotADateError,
    plus,
    read_day,
    read_moment,
    read_partial,
)
from engine.expressions.portable.registry import portable
from engine.expressions.portable.values import LIST, MOMENT, kind_of

_DAYS = "two dates such as 2026-11-22, the earlier first"
_OURS = "Ours; neither JsonLogic nor CertLogic has it."
_NOT_WHOLE = "A date-time, or a date without its day: give the whole date."


def as_moment(call: Call, place: int, read: Callable[[str], datetime]) -> datetime:
    """An argument as a date-time, read from a text where it is none yet."""
    value = call.value(place)
    if isinstance(value, datetime):
        return value
    try:
        return read(call.as_text(value, place))
    except NotADateError as error:
        return call.refuse(str(error), place)


def as_day(call: Call, value: Any, place: int) -> date:
    if kind_of(value) == MOMENT:
        call.refuse(f"“{call.name}” takes dates, and this is a date-time.", place)
    try:
        return read_day(call.as_text(value, place))
    except NotADateError as error:
        return call.refuse(str(error), place)


@portable(
    "plusTime",
    least=3,
    most=3,
    arguments='a date or date-time, a whole number (negative: earlier), and `"hour"`, `"day"`, `"week"`, `"month"` or '
    '`"year"`; of a date without its day, or without month and day, the last day it can be is meant',
    result="The date-time so much later, written in UTC.",
    refuses="Months and years to a day that does not exist (31 January and a month, 29 February and a year), and "
    "those that differ between the time zone written and UTC: implementations of CertLogic do not agree about them.",
)
def plus_time(call: Call) -> datetime:
    moment, unit = as_moment(call, 0, read_partial), call.text(2)
    if unit not in UNITS:
        call.refuse(f"No unit of time has this name. There are {', '.join(UNITS)}.", 2)
    try:
        return plus(moment, call.whole(1, "The amount of time", -MOST_HOURS, MOST_HOURS), unit)
    except NotADateError as error:
        return call.refuse(str(error))


def _ordered(name: str, words: str, holds: Callable[[Any, Any], bool]) -> None:
    def run(call: Call) -> bool:
        found = [as_moment(call, place, read_moment) for place in range(len(call))]
        return all(holds(one, other) for one, other in pairwise(found))

    portable(
        name,
        least=2,
        most=3,
        arguments="two or three dates or date-times; a date is its first moment in UTC",
        result=f"Yes when each is {words} the next.",
        refuses="A date without its day: read it with `plusTime` or `dccDateOfBirth`.",
    )(run)


_ordered("before", "before", operator.lt)
_ordered("after", "after", operator.gt)
_ordered("not-before", "at or after", operator.ge)
_ordered("not-after", "at or before", operator.le)


def _between(unit: str, count: Callable[[date, date], int]) -> None:
    def run(call: Call) -> int:
        start, end = (as_day(call, call.value(place), place) for place in (0, 1))
        return count(start, end)

    portable(
        f"{unit}_between",
        least=2,
        most=2,
        arguments=_DAYS,
        result=f"The whole {unit} from the first to the second; negative when the second comes first. {_OURS}",
        refuses=_NOT_WHOLE,
    )(run)


_between("days", dates.days_between)
_between("weeks", dates.weeks_between)
_between("months", dates.months_between)
_between("years", dates.years_between)


@portable(
    "age",
    least=2,
    most=2,
    arguments="a date of birth, and the date on which to tell",
    result=f"The age in whole years. Who was born on 29 February is a year older on 1 March of common years. {_OURS}",
    refuses=_NOT_WHOLE,
)
def age(call: Call) -> int:
    return dates.years_between(as_day(call, call.value(0), 0), as_day(call, call.value(1), 1))


@portable(
    "weekday",
    most=1,
    arguments="a date",
    result=f"The day of the week, from 1 for Monday to 7 for Sunday. {_OURS}",
    refuses=_NOT_WHOLE,
)
def weekday(call: Call) -> int:
    return as_day(call, call.value(0), 0).isoweekday()


@portable(
    "year_of",
    most=2,
    arguments='a date, and optionally the day on which a year starts, as `"MM-DD"` (01-01 without)',
    result=f"The calendar year in which that benefit or tax year started. {_OURS}",
    refuses=_NOT_WHOLE,
)
def year_of(call: Call) -> int:
    day = as_day(call, call.value(0), 0)
    try:
        # Any common year does: a year cannot start on 29 February.
        start = read_day(f"2001-{call.text(1)}" if len(call) > 1 else "2001-01-01")
    except NotADateError:
        call.refuse("This is not a day of every year. Write it as month and day, like “10-01”.", 1)
    return dates.year_of(day, start.month, start.day)


@portable(
    "plus_workdays",
    least=2,
    most=3,
    arguments="a date, a whole number (negative: earlier), and optionally a list of holidays",
    result=f"The working day that many working days later, as a text; the date itself for 0. {_OURS}",
    refuses=_NOT_WHOLE,
)
def plus_workdays(call: Call) -> str:
    day = as_day(call, call.value(0), 0)
    count = call.whole(1, "The number of working days", -dates.LONGEST_WORKDAYS, dates.LONGEST_WORKDAYS)
    found = dates.plus_workdays(day, count, _holidays(call))
    return call.refuse("The date lies outside the calendar.") if found is None else found.isoformat()


@portable(
    "workdays_between",
    least=2,
    most=3,
    arguments=f"{_DAYS}, and optionally a list of holidays",
    result="The working days after the first date, up to and with the second; negative when the second comes first. "
    f"{_OURS}",
    refuses=_NOT_WHOLE,
)
def workdays_between(call: Call) -> int:
    start, end = (as_day(call, call.value(place), place) for place in (0, 1))
    return dates.workdays_between(start, end, _holidays(call))


def _holidays(call: Call) -> tuple[date, ...]:
    if len(call) < 3:
        return ()
    value = call.value(2)
    if kind_of(value) != LIST:
        call.refuse(f"Holidays are a list of dates, but here is {kind_of(value)}.", 2)
    days = {as_day(call, each, 2) for each in value}
    return tuple(sorted(day for day in days if dates.is_workday(day)))
