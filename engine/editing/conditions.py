"""Conditions that are put together from a fact, a comparison and a value, as a form offers them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.definition.texts import OPTION_LISTS
from engine.errors import EditError
from engine.model.values import Json

_ALWAYS = {"answered": "was answered", "unanswered": "was not answered"}
_NUMBER = {
    "==": "is",
    "!=": "is not",
    ">=": "is at least",
    "<=": "is at most",
    ">": "is more than",
    "<": "is less than",
}
_DATE = {
    "not-before": "is on or after",
    "not-after": "is on or before",
    "before": "is before",
    "after": "is after",
}
_OPTION = {"==": "is", "!=": "is not"}
_SELECTION = {"includes": "includes", "includes-not": "does not include"}
_BY_TYPE: Mapping[str, Mapping[str, str]] = {
    "boolean": {"yes": "is yes", "no": "is no"},
    "choice": _OPTION,
    "place": _OPTION,
    "choices": _SELECTION,
    **dict.fromkeys(("integer", "decimal", "money", "year"), _NUMBER),
    **dict.fromkeys(("date", "month"), _DATE),
}
_WITHOUT_VALUE = frozenset({"yes", "no", *_ALWAYS})


def comparisons(type: str) -> Mapping[str, str]:
    """What a fact of a type can be asked: the comparison, and its words."""
    return {**_BY_TYPE.get(type, {}), **_ALWAYS}


def build_condition(name: str, fact: Mapping[str, Any], comparison: str, value: str) -> Json:
    """The condition that compares a fact with what was typed. Raises EditError for what does not fit the fact."""
    if comparison not in comparisons(fact["type"]):
        said = fact.get("label") or name
        raise EditError(f"“{said}” cannot be compared in that way.", "Choose one of the comparisons that are offered.")
    variable = {"var": name}
    if comparison in _WITHOUT_VALUE:
        answered: Json = {"answered": name}
        conditions = {"yes": variable, "no": {"!": [variable]}, "unanswered": {"!": [answered]}}
        return conditions.get(comparison, answered)
    literal = _literal(name, fact, value.strip())
    if comparison.startswith("includes"):
        chosen = {"in": [literal, variable]}
        return chosen if comparison == "includes" else {"!": [chosen]}
    return {comparison: [variable, literal]}


def _literal(name: str, fact: Mapping[str, Any], value: str) -> Json:
    said = fact.get("label") or name
    if not value:
        raise EditError(f"Say what “{said}” is compared with.")
    options = fact.get(OPTION_LISTS.get(fact["type"], ""), ())
    if options:
        return _option(options, value, said)
    if fact["type"] in ("date", "month"):
        return _day(value, said, whole=fact["type"] == "date")
    try:
        number = Decimal(value.replace(",", "").removeprefix("$"))
    except InvalidOperation:
        raise EditError(
            f"“{value}” is no number.", f"“{said}” is compared with a number, such as 18 or 1250.50."
        ) from None
    return int(number) if number == number.to_integral_value() else float(number)


def _option(options: Any, value: str, said: str) -> str:
    for option in options:
        if value in (option["id"], option.get("label")):
            return str(option["id"])
    named = ", ".join(str(option.get("label", option["id"])) for option in options[:5])
    raise EditError(f"“{value}” is no answer to “{said}”.", f"Answers are: {named}.")


def _day(value: str, said: str, *, whole: bool) -> str:
    try:
        day = date.fromisoformat(value if len(value) > 7 else f"{value}-01")
    except ValueError:
        raise EditError(f"“{value}” is no date.", f"Write the date for “{said}” as 2026-11-22.") from None
    return day.isoformat() if whole else day.isoformat()[:7]
