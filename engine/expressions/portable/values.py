"""Values of the portable dialect: their kinds, their truth, how numbers are read, and how results are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from engine.expressions.numbers import SIGNIFICANT_DIGITS, TOO_LARGE, NotExactError, exact, plain
from engine.expressions.portable.answer import RefusedError
from engine.expressions.portable.limits import JSONLOGIC, MAX_VALUE_DEPTH, Budget
from engine.model.values import Json, Number

NOTHING, BOOLEAN, NUMBER, TEXT = "nothing (null)", "yes or no", "a number", "a text"
_MOST_WRITTEN = 28
"""Digits that Python's decimals keep when zeros at their end are taken off."""
LIST, OBJECT, MOMENT, CARRIED = "a list", "an object", "a date-time", "all that “reduce” carries"


class Carried:
    """What `var` finds inside `reduce`: `current`, `accumulator`, and perhaps `data` for what is outside."""

    def __init__(self, current: Any, accumulator: Any, **outside: Any) -> None:
        self.names: Mapping[str, Any] = {"current": current, "accumulator": accumulator, **outside}


def kind_of(value: Any) -> str:
    """The kind of a value, in words for a person."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, int | float | Decimal | Fraction):
        return NUMBER
    for type_, kind in ((str, TEXT), (list, LIST), (dict, OBJECT), (datetime, MOMENT), (Carried, CARRIED)):
        if isinstance(value, type_):
            return kind
    raise RefusedError(f"The data holds {type(value).__name__}, which JSON does not have.")


def read_number(value: Any, pointer: str) -> Number:
    """A number of a rule or its data, read by its decimal digits."""
    if isinstance(value, Fraction):
        return plain(value)
    try:
        return exact(_within_reach(value))
    except NotExactError as error:
        raise RefusedError(f"A number {error}: it cannot be read exactly.", pointer) from None


def settled(value: Any, pointer: str) -> Any:
    """A value as operators see it: numbers exact, everything else as it is."""
    return read_number(value, pointer) if kind_of(value) == NUMBER else value


def is_true(value: Any, pointer: str, written_for: str = "") -> bool:
    """Whether a value counts as yes. Refused where JsonLogic and CertLogic differ, or no two implementations agree."""
    kind = kind_of(value)
    if kind in {NOTHING, BOOLEAN, NUMBER, TEXT, LIST}:
        return bool(value)
    if kind == OBJECT and value:
        return True
    if kind == OBJECT:
        if written_for:
            return written_for == JSONLOGIC
        raise RefusedError("An empty object is yes in JsonLogic and no in CertLogic.", pointer)
    raise RefusedError(f"{kind.capitalize()} is neither yes nor no.", pointer)


def measure(value: Any, budget: Budget, pointer: str) -> None:
    """Spends a step for everything inside a value that was made; refuses one too deep to be written."""
    waiting = [(value, 0)]
    while waiting:
        item, depth = waiting.pop()
        budget.spend(1, pointer)
        if depth > MAX_VALUE_DEPTH:
            raise RefusedError(f"The value has more than {MAX_VALUE_DEPTH} levels inside one another.", pointer)
        if isinstance(item, list | dict):
            budget.spend(len(item), pointer)
            waiting += [(each, depth + 1) for each in (item.values() if isinstance(item, dict) else item)]


def to_json(value: Any) -> Json:
    """A result as plain JSON: a number that no decimal writes in full comes as the nearest one."""
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, Fraction):
        return _as_written(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _as_written(Fraction(value))
    return value


def _as_written(number: Fraction) -> int | float:
    is_short = number.denominator == 1 and abs(number) < 10**SIGNIFICANT_DIGITS
    return number.numerator if is_short else float(number)


def _within_reach(number: int | float | Decimal) -> int | float | Decimal:
    """The number, unless it is so long that reading it would take time, or round it."""
    is_long = isinstance(number, int) and abs(number) >= TOO_LARGE
    if is_long or (isinstance(number, Decimal) and len(number.as_tuple().digits) > _MOST_WRITTEN):
        raise NotExactError(f"has more than {SIGNIFICANT_DIGITS} digits")
    return number


def settle_all(value: Any, pointer: str = "") -> Any:
    """A whole result with every number read exactly. It was measured before, so this ends."""
    if isinstance(value, dict):
        return {key: settle_all(item, pointer) for key, item in value.items()}
    if isinstance(value, list):
        return [settle_all(item, pointer) for item in value]
    return settled(value, pointer)
