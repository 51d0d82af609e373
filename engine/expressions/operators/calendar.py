"""Dates: moving them, and counting the time between them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.expressions import dates
from engine.expressions.adapting import listed, read_date
from engine.expressions.code import chain, invoke, method
from engine.expressions.intervals import Interval
from engine.expressions.operators.registry import Strict, calls, register
from engine.expressions.scope import did_you_mean
from engine.expressions.typed import TODAY, Typed, applied
from engine.expressions.types import DATE, Kind, number

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.typecheck import Call


class PlusTime(Strict):
    name = "plusTime"
    least = most = 3
    arguments = 'a date or month, a whole number (negative: earlier), and `"day"`, `"week"`, `"month"` or `"year"`'
    result = "The date so much later. From a day that the month reached does not have, it is that month's last day."
    unknown = f"Unknown when an argument is unknown, or the time is longer than {dates.LONGEST_YEARS} years."
    helpers = calls(plus_days=dates.plus_days, plus_months=dates.plus_months)

    def check(self, call: Call) -> Typed:
        day = call.of_kind(0, Kind.DATE, Kind.MONTH)
        count = whole_number(call, 1)
        unit = call.text(2, "a unit of time")
        if unit not in dates.UNITS:
            hint = did_you_mean(unit, dates.UNITS) or f" There are {listed(dates.UNITS)}."
            call.fail(f"No unit of time is called “{unit}”.{hint}", 2)
        if day.type.kind is Kind.MONTH and unit in dates.DAYS_OF:
            call.fail(f"A month moves by months or years, not by “{unit}”.", 2)
        return applied(self.name, day.type.settled(), (day, count), data=unit, pointer=call.pointer)

    def is_partial(self, node: Typed) -> bool:
        longest = dates.LONGEST[node.data]
        return not node.args[1].type.bounds.within(Interval(-longest, longest))

    def why_unknown(self, node: Typed) -> str:
        return f"the time is longer than {dates.LONGEST_YEARS} years."

    def apply(self, node: Typed, *values: Any) -> date | None:
        day, count = values
        if node.data in dates.DAYS_OF:
            return dates.plus_days(day, count * dates.DAYS_OF[node.data])
        return dates.plus_months(day, count * dates.MONTHS_OF[node.data])

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        day, count = exprs
        in_days = node.data in dates.DAYS_OF
        factor = dates.DAYS_OF[node.data] if in_days else dates.MONTHS_OF[node.data]
        steps = count if factor == 1 else chain(ast.Mult(), [count, ast.Constant(factor)])
        return invoke("_e_plus_days" if in_days else "_e_plus_months", day, steps)


class Between(Strict):
    """Whole days, weeks, months or years from one date to another."""

    least = most = 2
    arguments = "two dates or months, the earlier first; a month counts as its first day"

    def __init__(self, unit: str, counts: Callable[[date, date], int], most: int) -> None:
        self.name = f"{unit}_between"
        self.result = f"The whole {unit} from the first to the second; negative when the second comes first."
        self.helpers = calls(**{self.name: counts})
        self._counts, self._type = counts, number(low=-most, high=most)

    def check(self, call: Call) -> Typed:
        args = tuple(call.of_kind(place, Kind.DATE, Kind.MONTH) for place in (0, 1))
        return applied(self.name, self._type, args, pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> int:
        return self._counts(*values)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return invoke(f"_e_{self.name}", *exprs)


class Age(Strict):
    name = "age"
    most = 2
    arguments = "a date of birth, and optionally the date on which to tell (today without)"
    result = "The age in whole years. Who was born on 29 February is a year older on 1 March of common years."
    helpers = calls(years_between=dates.years_between)

    def check(self, call: Call) -> Typed:
        born = call.of_kind(0, Kind.DATE)
        key, _ = call.resolve(TODAY)
        today = Typed("var", DATE, data=key, pointer=call.pointer, reads=frozenset({key}))
        on = call.of_kind(1, Kind.DATE) if len(call.args) > 1 else today
        low = 0 if _is_past(call, born) and on.data == today.data else -9998
        return applied(self.name, number(low=low, high=9998), (born, on), pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> int:
        return dates.years_between(*values)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return invoke("_e_years_between", *exprs)


class Weekday(Strict):
    name = "weekday"
    most = 1
    arguments = "a date"
    result = "The day of the week, from 1 for Monday to 7 for Sunday."

    def check(self, call: Call) -> Typed:
        return applied(self.name, number(low=1, high=7), (call.of_kind(0, Kind.DATE),), pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> int:
        day: date = values[0]
        return day.isoweekday()

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return method(exprs[0], "isoweekday")


class YearOf(Strict):
    name = "year_of"
    most = 2
    arguments = 'a date or month, and optionally the day on which a year starts, as `"MM-DD"` (01-01 without)'
    result = "The year the date belongs to: the calendar year in which that benefit or tax year started."
    helpers = calls(year_of=dates.year_of)

    def check(self, call: Call) -> Typed:
        day = call.of_kind(0, Kind.DATE, Kind.MONTH)
        written = call.text(1, "the day on which a year starts") if len(call.args) > 1 else "01-01"
        # Any common year does: a year cannot start on 29 February.
        start = read_date(f"2001-{written}")
        if start is None:
            call.fail(f"“{written}” is not a day of every year. Write it as month and day, like “10-01”.", 1)
        return applied(self.name, number(low=0, high=9999), (day,), data=(start.month, start.day), pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> int:
        return dates.year_of(values[0], *node.data)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return invoke("_e_year_of", exprs[0], *(ast.Constant(part) for part in node.data))


def whole_number(call: Call, place: int) -> Typed:
    """An argument that must be a whole number."""
    node = call.of_kind(place, Kind.NUMBER)
    if not node.type.is_whole:
        call.fail(f"“{call.name}” needs a whole number here, but this can have decimal places. Round it.", place)
    return node


def _is_past(call: Call, born: Typed) -> bool:
    """Whether a fact is a date whose domain ends today or earlier."""
    if born.op != "var" or born.data[0] or born.data[1] not in call.scope.facts:
        return False
    latest = call.scope.facts[born.data[1]].domain.get("latest")
    return isinstance(latest, dict) and str(latest.get("today", "+")).startswith(("-", "+0"))


register(
    PlusTime(),
    Between("days", dates.days_between, dates.MOST_DAYS),
    Between("weeks", dates.weeks_between, dates.MOST_DAYS // 7),
    Between("months", dates.months_between, 9999 * 12),
    Between("years", dates.years_between, 9998),
    Age(),
    Weekday(),
    YearOf(),
)
