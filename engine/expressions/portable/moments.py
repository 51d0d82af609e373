"""Dates and date-times: read as CertLogic reads them, and moved where its implementations agree."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone

from engine.expressions.dates import MONTHS_OF

HOURS_OF = {"hour": 1, "day": 24, "week": 168}
UNITS = (*HOURS_OF, *MONTHS_OF)
MOST_HOURS = 24 * 366 * 9_999

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d{1,2})(?::?(\d\d))?)?", re.ASCII)


class NotADateError(ValueError):
    """A text that is no date, or a date beyond the calendar. Caught by the operator, which says so."""


def read_day(text: str) -> date:
    """A whole date, `2026-11-22`."""
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass  # The 30th of February: told below like everything that is no date.
    raise NotADateError("This is not a date like 2026-11-22.")


def read_moment(text: str) -> datetime:
    """A date (its first moment in UTC) or a date-time. Without a time zone it is UTC; fractions end at milliseconds."""
    found = _MOMENT.fullmatch(text)
    if not found:
        return _first_moment(read_day(text))
    day, hour, minute, second, fraction, sign, hours, minutes = found.groups()
    try:
        moment = datetime.combine(read_day(day), datetime.min.time())
        moment = moment.replace(
            hour=int(hour), minute=int(minute), second=int(second), tzinfo=_zone(sign, hours, minutes)
        )
        moment = moment.replace(microsecond=int((fraction or "0").ljust(3, "0")[:3]) * 1000)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotADateError("This is not a date-time like 2026-11-22T18:30:00Z.") from None
    return moment


def read_partial(text: str) -> datetime:
    """A date of which the day, or month and day, may be missing: the last day it can be, as in CertLogic."""
    found = _PARTIAL.fullmatch(text)
    if not found:
        return read_moment(text)
    year, month = int(found[1]), int(found[2] or 12)
    if not year or not 1 <= month <= 12:
        raise NotADateError("This is not a date like 2026-11-22, 2026-11 or 2026.")
    return _first_moment(date(year, month, monthrange(year, month)[1]))


def plus(moment: datetime, amount: int, unit: str) -> datetime:
    """So much later. Raises NotADateError where implementations would not agree."""
    if not amount:
        return moment
    try:
        if unit in HOURS_OF:
            return moment + timedelta(hours=amount * HOURS_OF[unit])
        here, there = (_plus_months(each, amount * MONTHS_OF[unit]) for each in (moment, moment.astimezone(UTC)))
    except OverflowError:
        raise NotADateError("The date lies outside the calendar.") from None
    if here != there:
        raise NotADateError("Counting months here or in UTC gives different dates. Write the date-time in UTC.")
    return here


def _plus_months(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise NotADateError("The date lies outside the calendar.")
    if moment.day > monthrange(year, month + 1)[1]:
        raise NotADateError(
            "The month reached does not have this day, and implementations differ about what it is then."
        )
    return moment.replace(year=year, month=month + 1)


def _first_moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _zone(sign: str | None, hours: str | None, minutes: str | None) -> timezone:
    if not sign:
        return UTC
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timezone(away if sign == "+" else -away)
