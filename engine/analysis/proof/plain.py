"""Plain answers: round numbers, first options, the lowest that may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from engine.expressions.types import CALENDAR, NUMERIC, Kind, Type
from engine.model.flow import Fact

_ROUND = (1_000_000, 100_000, 10_000, 1_000, 100, 10)


def plainer_answers(type_: Type, fact: Fact, value: Any, today: date) -> Iterator[Any]:
    """Other answers, the plainest first; none that is not plainer than the one that is there."""
    if value is None:
        return
    if type_.kind is Kind.BOOLEAN:
        options: list[Any] = [False]
    elif type_.kind is Kind.CHOICE:
        options = list(type_.options)
    elif type_.kind is Kind.CHOICES:
        exclusive = fact.domain.get("exclusive")
        options = [*([(exclusive,)] if exclusive else []), *((each,) for each in type_.options)]
    elif type_.kind in NUMERIC:
        options = list(_round(type_, value))
    elif type_.kind in CALENDAR:
        options = [today.replace(day=1), date(today.year, 1, 1), date(today.year - 40, 1, 1)]
    else:
        options = []
    for option in options:
        if option == value:
            return
        yield option


def _round(type_: Type, value: Any) -> Iterator[Any]:
    low = type_.bounds.low if type_.bounds.low is not None else 0
    high = type_.bounds.high
    scale = 100 if type_.kind is Kind.MONEY else 1
    steps = (each * scale for each in _ROUND)
    for number in (low, low + scale, *(int(value // step) * step for step in steps), int(value)):
        if low <= number and (high is None or number <= high):
            yield number


def round_near(type_: Type, value: Any) -> Iterator[Any]:
    """Round numbers next to a number, the roundest first: for whom some number in a span will do."""
    if type_.kind not in NUMERIC or value is None:
        return
    scale = 100 if type_.kind is Kind.MONEY else 1
    for step in (part * each * scale for each in (*_ROUND, 1) for part in (1, Fraction(1, 2)) if part * each >= 1):
        below = int(value // step * step)
        for number in (below, int(below + step)):
            if number == value:
                return
            if type_.bounds.high is None or number <= type_.bounds.high:
                yield number
