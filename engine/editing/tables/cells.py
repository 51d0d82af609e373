"""The signs of a cell: `< 100`, `10..20`, `yes`, `Gas, Oil`, `not Gas`, `-` for anything, `[income]` for a fact.

What these signs cannot say is written as JSON. A cell that is shown is always read back as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.editing.conditions import Names
from engine.editing.conditions.values import read_day, read_number, show_value
from engine.errors import EditError
from engine.model.values import Json

ANYTHING = "-"
_NUMBERS = frozenset({"integer", "decimal", "money", "year"})
_COMPARED = re.compile(r"(<=|>=|!=|≤|≥|≠|<|>|=)\s*(.+)", re.DOTALL)
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "=": "=="}
_BETWEEN = re.compile(r"(.+?)\s*(?:\.\.|…)\s*(.+)", re.DOTALL)
_FACT = re.compile(r"\[([a-z][a-z0-9_-]{0,79})\]")
_YES = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True)
class Column:
    """What stands in the cells of a column: the type of the fact, and its options by id."""

    type: str
    called: str
    options: Mapping[str, str] = field(default_factory=dict)


def column_of(names: Names, fact: str) -> Column:
    """The column of a fact."""
    return Column(str(names.facts.get(fact, {}).get("type", "")), names.called(fact), names.options(fact))


def show_test(cell: Json, column: Column) -> str:
    """What a cell says of its column."""
    by_id = replace(column, options={id: id for id in column.options})
    for shown in (column, by_id):  # labels may hold commas and signs
        said = _said(cell, shown)
        if said is not None and _reads_as(said, cell, column):
            return said
    return json.dumps(cell, ensure_ascii=False)


def _reads_as(said: str, cell: Json, column: Column) -> bool:
    try:
        return bool(read_test(said, column) == cell)
    except EditError:
        return False


def read_test(typed: str, column: Column) -> Json:
    """What was typed in a cell, as JSON. Raises EditError."""
    typed = typed.strip()
    if typed in ("", ANYTHING):
        return None
    if typed.startswith("{"):
        return _json(typed)
    whole = _find_option(typed, column)
    if whole is not None:
        return whole
    if typed.lower().startswith("not "):
        inner = read_test(typed[4:], column)
        return {"!=": inner} if not isinstance(inner, Mapping) and inner is not None else {"not": inner}
    parts = [part.strip() for part in typed.split(",")]
    if len(parts) > 1 and not _is_number_with_commas(typed, column):
        tests = [read_test(part, column) for part in parts if part]
        is_plain = all(not isinstance(each, Mapping) and each is not None for each in tests)
        return {"in": tests} if is_plain else {"any-of": tests}
    return _single(typed, column)


def show_given(value: Json, column: Column) -> str:
    """What a row gives to an output."""
    said = _operand_said(value, column)
    if said is not None:
        try:
            if read_given(said, column) == value:
                return said
        except EditError:
            pass
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def read_given(typed: str, column: Column) -> Json:
    """What was typed for an output, as JSON. Raises EditError."""
    typed = typed.strip()
    if not typed or typed == ANYTHING:
        raise EditError(f"Say what the row gives for “{column.called}”.")
    return _operand(typed, column)


def _single(typed: str, column: Column) -> Json:
    compared = _COMPARED.fullmatch(typed)
    if compared:
        sign = _SIGNS.get(compared[1], compared[1])
        operand = _operand(compared[2], column)
        return operand if sign == "==" and not isinstance(operand, Mapping) else {sign: operand}
    between = _BETWEEN.fullmatch(typed)
    if between and column.type not in ("text", "choice", "place", "boolean"):
        return {"between": [_operand(between[1], column), _operand(between[2], column)]}
    operand = _operand(typed, column)
    return {"==": operand} if isinstance(operand, Mapping) else operand


def _operand(typed: str, column: Column) -> Json:
    """One written value, or a fact in brackets."""
    typed = typed.strip()
    fact = _FACT.fullmatch(typed)
    if fact:
        return {"var": fact[1]}
    if typed.startswith(("{", "[", '"')):
        return _json(typed)
    if column.options:
        return _option(typed, column)
    if column.type == "boolean":
        if typed.lower() not in _YES:
            raise EditError(f"“{typed}” is neither yes nor no.", "Write yes, no or - for anything.")
        return _YES[typed.lower()]
    if column.type in ("date", "month"):
        return read_day(typed, column.called, whole=column.type == "date")
    if column.type in _NUMBERS:
        return read_number(typed, column.called)
    return typed


def _option(typed: str, column: Column) -> str:
    found = _find_option(typed, column)
    if found is None:
        named = ", ".join(list(column.options.values())[:5])
        raise EditError(f"“{typed}” is no answer to “{column.called}”.", f"Answers are: {named}.")
    return found


def _find_option(typed: str, column: Column) -> str | None:
    """By its id, or by what people read, in large or small letters."""
    for id, label in column.options.items():
        if typed == id or typed.casefold() == label.casefold():
            return id
    return None


def _is_number_with_commas(typed: str, column: Column) -> bool:
    return column.type in _NUMBERS and bool(re.fullmatch(r"\D*\d{1,3}(,\d{3})+(\.\d+)?", typed))


def _json(typed: str) -> Json:
    try:
        return json.loads(typed)
    except (ValueError, RecursionError):
        raise EditError(f"“{typed}” is no JSON.", 'Write it as in a file, such as {"<": 100}.') from None


def _said(cell: Json, column: Column) -> str | None:
    if cell is None:
        return ANYTHING
    if not isinstance(cell, Mapping) or len(cell) != 1:
        return _operand_said(cell, column)
    ((sign, operand),) = cell.items()
    if sign in ("<", "<=", ">", ">="):
        return _prefixed(f"{sign} ", _operand_said(operand, column))
    if sign == "==":
        return _prefixed("= " if not isinstance(operand, Mapping) else "", _operand_said(operand, column))
    if sign == "!=":
        return _prefixed("not ", _operand_said(operand, column))
    if sign == "not":
        return _prefixed("not ", _said(operand, column))
    if sign == "between":
        low, high = (_operand_said(each, column) for each in operand)
        return None if low is None or high is None else f"{low}..{high}"
    if sign in ("in", "any-of"):
        parts = [_said(each, column) for each in operand]
        return None if None in parts or len(parts) < 2 else ", ".join(str(part) for part in parts)
    return None


def _prefixed(prefix: str, said: str | None) -> str | None:
    return None if said is None else prefix + said


def _operand_said(value: Json, column: Column) -> str | None:
    if isinstance(value, Mapping):
        name = value.get("var")
        return f"[{name}]" if list(value) == ["var"] and isinstance(name, str) else None
    if value is None or isinstance(value, list):
        return None
    if column.options and isinstance(value, str):
        return column.options.get(value, value)
    return show_value(value)
