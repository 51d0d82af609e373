"""From a calculation in JSON to its parts. What would not be written back the same is kept as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.editing.calculating.offering import Wanted, conditions_of, operands, wanted_of
from engine.editing.calculating.tree import WRITTEN, Operand, Term, Working
from engine.editing.calculating.ways import SPANS
from engine.editing.calculating.writing import CalculationError, write_calculation
from engine.editing.conditions import UNITS, Kept, Names, read_condition, same
from engine.editing.conditions.names import TODAY
from engine.editing.conditions.values import show_value
from engine.model.values import Json

_PLAIN = ("+", "*", "%", "min", "max", "cat", "age", "weekday")
_ROUNDED = ("round", "floor", "ceil")
_MOST_ARGS = 40


def read_calculation(expression: Json, names: Names, wanted: Wanted) -> Term:
    """The calculation as a value, as one that is worked out, or as it is."""
    if expression is None:
        return Operand()
    read = _operand(expression, names, wanted) or _working(expression, names, wanted)
    if read is None:
        return Kept(expression=expression)
    try:
        written = write_calculation(read, names, wanted)
    except CalculationError:
        return Kept(expression=expression)
    return read if same(written, expression) else Kept(expression=expression)


def _operand(expression: Json, names: Names, wanted: Wanted) -> Operand | None:
    """A value that is there already, where it may stand."""
    named = _named(expression, wanted)
    if named == WRITTEN:
        return Operand(named=WRITTEN, value=show_value(expression))
    return Operand(named=named) if any(named in each for each in operands(names, wanted).values()) else None


def _named(expression: Json, wanted: Wanted) -> str:
    if isinstance(expression, bool):
        return "yes" if expression else "no"
    if isinstance(expression, str):
        return f"option:{expression}" if wanted.kind == "choice" else WRITTEN
    if not isinstance(expression, Mapping | list):
        return WRITTEN
    op, args = _operator(expression)
    if op == "var" and args == [TODAY]:
        return TODAY
    if op == "lookup" and len(args) == 2:
        inner, key = _operator(args[1])
        return f"amount:{args[0]}@{key[0]}" if inner == "var" and key else ""
    return f"fact:{args[0]}" if op == "var" and args else ""


def _working(expression: Json, names: Names, wanted: Wanted) -> Working | None:
    op, args = _operator(expression)
    if not op or len(args) > _MOST_ARGS:
        return None
    if op == "if" and len(args) > 2 and len(args) % 2:
        whens = tuple(read_condition(each, names) for each in args[:-1:2])
        return _with(Working(way="if", whens=whens), [*args[1::2], args[-1]], names, wanted)
    found = _shape(op, args)
    if found is not None:
        way, parts = found
        return _with(way, parts, names, wanted)
    if op in ("sum", "count"):
        return _over(op, args, names, wanted)
    if wanted.kinds == {"boolean"}:
        return Working(way="holds", whens=(read_condition(expression, names),))
    return None


def _shape(op: str, args: list[Any]) -> tuple[Working, list[Any]] | None:
    """The way of an operator, and its parts, where these follow from the operator alone."""
    if op in _PLAIN:
        return Working(way=op), args
    if op in ("-", "/") and len(args) == 2:
        return Working(way=op), _chain(op, args)
    if op in _ROUNDED and args:
        places, how = ([*args[1:], "", ""])[:2]
        return Working(way="round", how=op if op != "round" else str(how), places=str(places)), args[:1]
    if op in UNITS:
        return Working(way="between", unit=op), args
    if op == "plusTime" and len(args) == 3 and isinstance(args[2], str) and args[2] in SPANS:
        return _moved(args)
    if op in ("plus_workdays", "workdays_between") and len(args) in (2, 3):
        way = "workdays_later" if op == "plus_workdays" else op
        return Working(way=way, holidays=str(args[2]) if len(args) == 3 else ""), args[:2]
    if op == "year_of" and args:
        return Working(way=op, start=str(args[1]) if len(args) == 2 else ""), args[:1]
    if op == "lookup" and len(args) == 2:
        return Working(way=f"lookup:{args[0]}"), args[1:]
    return None


def _chain(op: str, args: list[Any]) -> list[Any]:
    """First less second less third, which is written as a difference of a difference."""
    inner, ends = _operator(args[0])
    return [*(_chain(op, ends) if inner == op and len(ends) == 2 else args[:1]), args[1]]


def _moved(args: list[Any]) -> tuple[Working, list[Any]]:
    day, count, unit = args
    inner, negated = _operator(count)
    if inner == "-" and len(negated) == 1:
        return Working(way="earlier", unit=unit), [day, negated[0]]
    if isinstance(count, int | float) and count < 0:
        return Working(way="earlier", unit=unit), [day, -count]
    return Working(way="later", unit=unit), [day, count]


def _over(op: str, args: list[Any], names: Names, wanted: Wanted) -> Working | None:
    """A sum over, or the number of, the members of a list; of those for which a condition holds."""
    inner, members = _operator(args[0]) if args else ("", [])
    condition = None
    if op == "sum" and inner == "filter" and len(members) == 2:
        condition = members[1]
        inner, members = _operator(members[0])
    elif op == "count" and len(args) == 2:
        condition = args[1]
    if inner != "var" or not members or not isinstance(members[0], str) or members[0] not in names.facts:
        return None
    way = Working(way=f"{op}:{members[0]}")
    whens = () if condition is None else (read_condition(condition, conditions_of(names, way)),)
    return _with(replace(way, whens=whens), args[1:] if op == "sum" else [], names, wanted)


def _with(working: Working, parts: list[Any], names: Names, wanted: Wanted) -> Working:
    read = []
    for number, part in enumerate(parts):
        within, kind = wanted_of(names, working, wanted, number)
        read.append(read_calculation(part, within, kind))
    return replace(working, parts=tuple(read))


def _operator(expression: Json) -> tuple[str, list[Any]]:
    """The operator and its arguments; empty for anything else."""
    if not isinstance(expression, Mapping) or len(expression) != 1:
        return "", []
    ((op, args),) = expression.items()
    return op, list(args) if isinstance(args, list | tuple) else [args]
