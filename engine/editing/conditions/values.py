"""Written values of a line: from what was typed to JSON, and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from engine.errors import EditError
from engine.model.values import Json

_LONGEST = 15


def read_number(typed: str, said: str) -> int | float:
    """A number as a condition holds it; “said” is what it is compared with."""
    plain = typed.replace(",", "").replace("\N{NO-BREAK SPACE}", "").strip().removeprefix("$")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise EditError(
            f"“{typed}” is no number.", f"“{said}” is compared with a number, such as 18 or 1250.50."
        ) from None
    if not number.is_finite() or len(number.as_tuple().digits) > _LONGEST or abs(number) >= 10**_LONGEST:
        raise EditError(f"“{typed}” cannot be held exactly.", f"Write a number of at most {_LONGEST} digits.")
    return int(number) if number == number.to_integral_value() else float(number)


def read_day(typed: str, said: str, *, whole: bool) -> str:
    """A date, or a month, as the format writes it."""
    try:
        day = date.fromisoformat(typed if len(typed) > 7 else f"{typed}-01")
    except ValueError:
        example = "2026-11-22" if whole else "2026-11"
        raise EditError(f"“{typed}” is no date.", f"Write the date for “{said}” as {example}.") from None
    return day.isoformat() if whole else day.isoformat()[:7]


def show_value(value: Json) -> str:
    """A written value as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
