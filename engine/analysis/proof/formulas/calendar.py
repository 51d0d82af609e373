"""Dates: moving them, and counting the time between them."""

from __future__ import annotations

from collections.abc import Callable

import z3

from engine.analysis.proof import days
from engine.analysis.proof.days import Day
from engine.analysis.proof.formulas.translator import RULES, Rule, Translator
from engine.analysis.proof.terms import Term, both
from engine.expressions.dates import DAYS_OF, LONGEST, LONGEST_WORKDAYS, MONTHS_OF
from engine.expressions.typed import Typed


def _days(make: Callable[[Day, Day], z3.ArithRef]) -> Rule:
    def rule(here: Translator, node: Typed) -> Term:
        start, end = here.terms(node.args)
        return Term(make(start.value, end.value), both(start.known, end.known))

    return rule


def _of_day(make: Callable[[Typed, Day], z3.ArithRef]) -> Rule:
    def rule(here: Translator, node: Typed) -> Term:
        (day,) = here.terms(node.args)
        return Term(make(node, day.value), day.known)

    return rule


def _plus_time(here: Translator, node: Typed) -> Term:
    day, count = here.terms(node.args)
    known = both(day.known, count.known)
    if node.data in DAYS_OF:
        steps = count.value * DAYS_OF[node.data]
        return Term(days.later(day.value, steps, here.ties), both(known, _not_too_far(steps, LONGEST["day"])))
    months = count.value * MONTHS_OF[node.data]
    return Term(days.months_later(day.value, months, here.ties), both(known, _not_too_far(months, LONGEST["month"])))


def _not_too_far(steps: z3.ArithRef, most: int) -> z3.BoolRef:
    return both(steps >= -most, steps <= most)


def _workdays_between(here: Translator, node: Typed) -> Term:
    start, end = here.terms(node.args[:2])
    # Counted from either side the difference has the sign that the order gives it.
    value = days.workdays_up_to(end.value.number, node.data) - days.workdays_up_to(start.value.number, node.data)
    return Term(value, both(start.known, end.known))


def _plus_workdays(here: Translator, node: Typed) -> Term:
    day, count = here.terms(node.args)
    known = both(day.known, count.known, _not_too_far(count.value, LONGEST_WORKDAYS))
    return Term(days.workdays_later(day.value, count.value, node.data, here.ties), known)


RULES.update(
    {
        "plusTime": _plus_time,
        "days_between": _days(lambda start, end: end.number - start.number),
        "weeks_between": _days(days.weeks_between),
        "months_between": _days(days.months_between),
        "years_between": _days(days.years_between),
        "age": _days(days.years_between),
        "weekday": _of_day(lambda node, day: (day.number - 1) % 7 + 1),
        "year_of": _of_day(lambda node, day: days.year_of(day, *node.data)),
        "workdays_between": _workdays_between,
        "plus_workdays": _plus_workdays,
    }
)
