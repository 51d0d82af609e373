"""Values as designers type them: each kind of property from text to JSON, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from engine.editing.conditions.values import read_day, read_number, show_value
from engine.editing.properties import Kind
from engine.errors import EditError
from engine.model.values import Json

_COUNTED = re.compile(r"today\s*(?:([+-])\s*(\d{1,5})\s*(d|w|m|y|days?|weeks?|months?|years?))?", re.IGNORECASE)
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,79}")


def as_typed(kind: Kind, value: Json) -> str:
    """A value as it is typed; empty for one that is not there."""
    if value is None:
        return ""
    return _SHOWN.get(kind, _show_plain)(value)


def read_typed(kind: Kind, typed: str, called: str) -> Json:
    """What was typed as a value; None for nothing. Raises EditError, which speaks of the field as `called`."""
    typed = typed.replace("\r\n", "\n").strip()
    if not typed:
        return None
    return _READ[kind](typed, called) if kind in _READ else typed


def _show_plain(value: Json) -> str:
    return _show_json(value) if isinstance(value, dict | list) else show_value(value)


def _show_json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2 if len(json.dumps(value)) > 60 else None)


def _show_bound(value: Json) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    counted = value.get("today")
    if not isinstance(counted, str):
        return str(value.get("fact", ""))
    number = counted[1:-1].lstrip("0") or "0"
    return "today" if number == "0" else f"today {counted[0]} {number} {_UNITS[counted[-1]]}"


def _show_lines(value: Json) -> str:
    return "\n".join(each if isinstance(each, str) else _inline(each) for each in value)


def _show_pairs(value: Json) -> str:
    return "\n".join(f"{name} = {each if isinstance(each, str) else _inline(each)}" for name, each in value.items())


def _show_inputs(value: Json) -> str:
    return "\n".join(f"{name} = {_show_input(each)}" for name, each in value.items())


def _show_input(value: Json) -> str:
    is_fact = isinstance(value, Mapping) and list(value) == ["var"] and isinstance(value["var"], str)
    return str(value["var"]) if is_fact else _inline(value)


def _inline(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _read_whole(typed: str, called: str) -> int:
    number = read_number(typed, called)
    if not isinstance(number, int):
        raise EditError(f"“{typed}” is no whole number.", "Write it without decimals.")
    return number


def _read_bound(typed: str, called: str) -> Json:
    counted = _COUNTED.fullmatch(typed)
    if counted:
        sign, number, unit = counted.groups()
        return {"today": f"{sign or '+'}{int(number or 0)}{(unit or 'd')[0].lower()}"}
    if typed[:1].isdigit():
        return read_day(typed, called, whole=True)
    if _NAME.fullmatch(typed):
        return {"fact": typed}
    raise EditError(
        f"“{typed}” is no limit for a date.", "Write 2026-11-22, today, today - 18 years, or a fact’s name."
    )


def _read_lines(typed: str, called: str) -> list[Json]:
    lines = [line.strip() for line in typed.split("\n")]
    return [_read_json(line, called) if line.startswith("{") else line for line in lines if line]


def _read_pairs(typed: str, called: str) -> dict[str, Json]:
    return {name: _read_json(side, called) if side[0] == "{" else side for name, side in _split_pairs(typed)}


def _read_inputs(typed: str, called: str) -> dict[str, Json]:
    """Names, each with a fact or an expression."""
    return {
        name: {"var": side} if _NAME.fullmatch(side) and side not in ("true", "false") else _read_json(side, called)
        for name, side in _split_pairs(typed)
    }


def _split_pairs(typed: str) -> list[tuple[str, str]]:
    pairs: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in typed.split("\n"))):
        name, equals, side = (each.strip() for each in line.partition("="))
        if not equals or not _NAME.fullmatch(name) or not side:
            fix = "Write each on its own line: name = value."
            raise EditError(f"“{line}” is no name with what stands for it.", fix)
        if name in pairs:
            raise EditError(f"“{name}” is there twice.", "Leave one of them.")
        pairs[name] = side
    return list(pairs.items())


def _read_json(typed: str, called: str) -> Json:
    try:
        return json.loads(typed, parse_constant=_no_constant)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise EditError(f"“{called}” is no JSON{where}.", 'Write it as in a file, such as {"var": "people"}.') from None
    except ValueError:
        raise EditError(f"“{called}” holds a number that JSON does not have.", "Write an ordinary number.") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)


_SHOWN: Mapping[Kind, Callable[[Json], str]] = {
    Kind.BOUND: _show_bound,
    Kind.LINES: _show_lines,
    Kind.PAIRS: _show_pairs,
    Kind.INPUTS: _show_inputs,
    Kind.JSON: _show_json,
    Kind.CALCULATION: _show_json,
    Kind.SEVERAL: lambda value: "\n".join(value),
}
_READ: Mapping[Kind, Callable[[str, str], Json]] = {
    Kind.WHOLE: _read_whole,
    Kind.NUMBER: read_number,
    Kind.DATE: lambda typed, called: read_day(typed, called, whole=True),
    Kind.BOUND: _read_bound,
    Kind.LINES: _read_lines,
    Kind.SEVERAL: _read_lines,
    Kind.PAIRS: _read_pairs,
    Kind.JSON: _read_json,
    Kind.CALCULATION: _read_json,
    Kind.FLAG: lambda typed, called: typed == "yes",
    Kind.INPUTS: _read_inputs,
}
