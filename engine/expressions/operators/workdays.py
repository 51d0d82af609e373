"""Working days: Monday to Friday without the days of a holiday list."""

from __future__ import annotations

import ast
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.expressions import dates
from engine.expressions.code import invoke
from engine.expressions.intervals import Interval
from engine.expressions.operators.calendar import whole_number
from engine.expressions.operators.registry import Strict, calls, register
from engine.expressions.scope import did_you_mean
from engine.expressions.typed import Typed, applied
from engine.expressions.types import DATE, Kind, number

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.typecheck import Call

HOLIDAYS = "and optionally the id of a holiday list (weekends only without)"


class PlusWorkdays(Strict):
    name = "plus_workdays"
    least, most = 2, 3
    arguments = f"a date, a whole number (negative: earlier), {HOLIDAYS}"
    result = "The working day that many working days later; the date itself for 0."
    unknown = f"Unknown when an argument is unknown, or the time is longer than {dates.LONGEST_YEARS} years."
    helpers = calls(plus_workdays=dates.plus_workdays)

    def check(self, call: Call) -> Typed:
        args = (call.of_kind(0, Kind.DATE), whole_number(call, 1))
        return applied(self.name, DATE, args, data=_holidays(call), pointer=call.pointer)

    def is_partial(self, node: Typed) -> bool:
        longest = dates.LONGEST_WORKDAYS
        return not node.args[1].type.bounds.within(Interval(-longest, longest))

    def why_unknown(self, node: Typed) -> str:
        return f"the time is longer than {dates.LONGEST_YEARS} years."

    def apply(self, node: Typed, *values: Any) -> date | None:
        day, count = values
        return dates.plus_workdays(day, count, node.data)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return invoke("_e_plus_workdays", *exprs, emitter.constant(node.data))


class WorkdaysBetween(Strict):
    name = "workdays_between"
    least, most = 2, 3
    arguments = f"two dates, the earlier first, {HOLIDAYS}"
    result = "The working days after the first date, up to and with the second; negative when the second comes first."
    helpers = calls(workdays_between=dates.workdays_between)

    def check(self, call: Call) -> Typed:
        args = (call.of_kind(0, Kind.DATE), call.of_kind(1, Kind.DATE))
        type_ = number(low=-dates.MOST_DAYS, high=dates.MOST_DAYS)
        return applied(self.name, type_, args, data=_holidays(call), pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> int:
        start, end = values
        return dates.workdays_between(start, end, node.data)

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return invoke("_e_workdays_between", *exprs, emitter.constant(node.data))


def _holidays(call: Call) -> tuple[date, ...]:
    """The days of the list that are named, in order, weekends left out."""
    if len(call.args) < 3:
        return ()
    name = call.text(2, "the id of a holiday list")
    known = call.scope.holidays
    if name not in known:
        call.fail(f"No holiday list is called “{name}”.{did_you_mean(name, known)}", 2)
    return tuple(sorted({day for day in known[name] if dates.is_workday(day)}))


register(PlusWorkdays(), WorkdaysBetween())
