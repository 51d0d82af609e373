"""The ways to work a value out: their words, how many parts they have, and what else they need to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MANY: Final = 30


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way. `says` are the words before each part, the last of them before all that follow."""

    words: str
    says: tuple[str, ...] = ()
    least: int = 2
    most: int = MANY
    takes: tuple[str, ...] = ()
    """What else is told: unit, how, places, holidays, start."""
    has_conditions: bool = False


WAYS: Final[Mapping[str, Way]] = {
    "+": Way(words="the sum of", says=("", "plus")),
    "-": Way(words="what is left of", says=("", "less")),
    "*": Way(words="the product of", says=("", "times")),
    "/": Way(words="a share of", says=("", "divided by")),
    "%": Way(words="the rest when dividing", says=("", "divided by"), most=2),
    "min": Way(words="the smallest of", says=("", "or")),
    "max": Way(words="the greatest of", says=("", "or")),
    "round": Way(words="rounded", least=1, most=1, takes=("how", "places")),
    "if": Way(words="one or the other, by conditions", says=("it is",), least=2, has_conditions=True),
    "holds": Way(words="yes when this holds, no otherwise", least=0, most=0, has_conditions=True),
    "between": Way(words="the time between two days", says=("from", "to"), most=2, takes=("unit",)),
    "workdays_between": Way(words="the working days between", says=("from", "to"), most=2, takes=("holidays",)),
    "age": Way(words="the age in years", says=("of somebody born on", "on the day"), least=1, most=2),
    "weekday": Way(words="the day of the week, 1 for Monday", says=("of",), least=1, most=1),
    "year_of": Way(words="the year of a day", says=("of",), least=1, most=1, takes=("start",)),
    "later": Way(words="so much later than", says=("", "plus"), most=2, takes=("unit",)),
    "earlier": Way(words="so much earlier than", says=("", "less"), most=2, takes=("unit",)),
    "workdays_later": Way(words="working days later than", says=("", "plus"), most=2, takes=("holidays",)),
    "cat": Way(words="joined words", says=("", "then")),
}
_NAMED: Final[Mapping[str, Way]] = {
    "lookup": Way(words="looked up in “{name}”", says=("by",), least=1, most=1),
    "sum": Way(words="the sum over “{name}”", says=("of each, its",), least=1, most=1, has_conditions=True),
    "count": Way(words="how many there are in “{name}”", least=0, most=0, has_conditions=True),
}
"""Those about a table or a list, which is named behind a colon: `sum:household`."""
EARLIEST: Final = {"min": "the earliest of", "max": "the latest of"}
SPANS: Final[Mapping[str, str]] = {"day": "days", "week": "weeks", "month": "months", "year": "years"}
ROUNDINGS: Final[Mapping[str, str]] = {
    "": "to the nearest, halves up",
    "floor": "always down",
    "ceil": "always up",
    "half-even": "to the nearest, halves to the even one",
    "half-down": "to the nearest, halves towards zero",
    "down": "towards zero",
    "up": "away from zero",
}
PLACES: Final[Mapping[str, str]] = {
    "0": "whole numbers",
    "1": "one decimal place",
    "2": "two decimal places (cents)",
    "-1": "tens",
    "-2": "hundreds",
    "-3": "thousands",
}


def way_of(name: str) -> Way | None:
    """A way by its name; None for one that is not known."""
    return WAYS.get(name) or _NAMED.get(name.partition(":")[0])
