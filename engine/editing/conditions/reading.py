"""From a condition in JSON to lines and groups. A part that would not be written back the same is kept as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.editing.conditions.names import TODAY, Names
from engine.editing.conditions.offering import Takes, comparisons, others_for
from engine.editing.conditions.tree import UNITS, Group, Kept, Line, Part
from engine.editing.conditions.values import show_value
from engine.editing.conditions.writing import ConditionError, write_condition
from engine.model.values import Json

_JOINED = {"and": "all", "or": "any"}
_NEGATED = {"all": "not-all", "any": "none"}
_QUANTIFIED = {"some": "some", "all": "every", "none": "no"}
_ALIKE = {"===": "==", "!==": "!="}
_YES, _NO = ("yes",), ("no",)
"""True and false, which would else be the same as 1 and 0."""


def read_condition(condition: Json, names: Names) -> Group:
    """The condition as a group of parts."""
    part = _read(condition, names)
    return part if isinstance(part, Group) else Group(parts=(part,))


def same(one: Json, other: Json) -> bool:
    """Whether two conditions are written alike, but for spellings that mean the same."""
    return bool(_plain(one) == _plain(other))


def _read(condition: Json, names: Names) -> Part:
    line = _fitting(_lines(condition, names), condition, names)
    if line is not None:
        return line
    op, args = _operator(condition)
    if op in _JOINED and args:
        return Group(kind=_JOINED[op], parts=tuple(_read(each, names) for each in args))
    if op in _QUANTIFIED and len(args) == 2 and _variable(args[0]) in names.lists():
        return _members(_QUANTIFIED[op], _variable(args[0]), args[1], names)
    if op == "!" and len(args) == 1:
        inner = _read(args[0], names)
        if isinstance(inner, Group) and inner.kind in _NEGATED:
            return Group(kind=_NEGATED[inner.kind], parts=inner.parts)
        return Kept(expression=condition) if isinstance(inner, Kept) else Group(kind="none", parts=(inner,))
    return Kept(expression=condition)


def _members(quantifier: str, members: str, condition: Json, names: Names) -> Group:
    inner = _read(condition, names.within(members))
    parts = inner.parts if isinstance(inner, Group) and inner.kind == "all" else (inner,)
    return Group(kind=f"{quantifier}:{members}", parts=parts)


def _fitting(found: Iterator[Line], condition: Json, names: Names) -> Line | None:
    """The first line that says just what stands there."""
    for line in found:
        try:
            written = write_condition(Group(parts=(line,)), names)
        except ConditionError:
            continue
        if same(written, condition):
            return line
    return None


def _lines(condition: Json, names: Names) -> Iterator[Line]:
    """The lines that might say a condition."""
    op, args = _operator(condition)
    if op == "var":
        yield Line(fact=_variable(condition), comparison="yes")
    elif op == "answered" and len(args) == 1 and isinstance(args[0], str):
        yield Line(fact=args[0], comparison="answered")
    elif op == "!" and len(args) == 1:
        yield from _opposites(args[0], names)
    elif op in ("in", "or", "and"):
        yield from _chosen(op, args, condition)
    elif len(args) == 2:
        yield from _compared(op, args, names)


def _opposites(condition: Json, names: Names) -> Iterator[Line]:
    opposite = {"yes": "no", "answered": "unanswered", "one-of": "none-of", "any-of": "without"}
    for line in _lines(condition, names):
        if line.comparison in opposite:
            yield Line(fact=line.fact, comparison=opposite[line.comparison], chosen=line.chosen)


def _chosen(op: str, args: list[Any], condition: Json) -> Iterator[Line]:
    """One of several options; a selection that includes one, any or all of them."""
    if op == "in" and len(args) == 2 and isinstance(args[1], list) and all(isinstance(each, str) for each in args[1]):
        yield Line(fact=_variable(args[0]), comparison="one-of", chosen=tuple(args[1]))
        return
    parts = [_operator(each) for each in ([condition] if op == "in" else args)]
    if all(name == "in" and len(each) == 2 and isinstance(each[0], str) for name, each in parts):
        facts = {_variable(each[1]) for _, each in parts}
        if len(facts) == 1:
            comparison = "all-of" if op == "and" else "any-of"
            yield Line(fact=facts.pop(), comparison=comparison, chosen=tuple(each[0] for _, each in parts))


def _compared(op: str, args: list[Any], names: Names) -> Iterator[Line]:
    sign, (left, right) = _ALIKE.get(op, op), args
    fact = _variable(left)
    if fact in names.facts:
        offered = comparisons(str(names.facts[fact]["type"]))
        if sign in ("==", "!=") and isinstance(right, str):
            yield Line(fact=fact, comparison="one-of" if sign == "==" else "none-of", chosen=(right,))
        if sign in offered and offered[sign].takes in (Takes.VALUE, Takes.WORDS):
            yield from _valued(fact, sign, right, names)
    function, ends = _operator(left)
    if isinstance(right, bool) or not isinstance(right, int):
        return
    if function in ("age", "count") and len(ends) == 1:
        yield Line(fact=_variable(ends[0]), comparison=f"{function}{sign}", value=str(right))
    if function in UNITS and len(ends) == 2:
        first, second = _variable(ends[0]), _variable(ends[1])
        if second == TODAY:
            yield Line(fact=first, comparison=f"ago{sign}", value=str(right), unit=function)
        if first == TODAY:
            yield Line(fact=second, comparison=f"ahead{sign}", value=str(right), unit=function)


def _valued(fact: str, sign: str, right: Json, names: Names) -> Iterator[Line]:
    if not isinstance(right, Mapping | list):
        yield Line(fact=fact, comparison=sign, value=show_value(right))
        return
    name = _variable(right)
    function, args = _operator(right)
    if function == "lookup" and len(args) == 2:
        name = f"amount:{args[0]}@{_variable(args[1])}"
    elif name and name != TODAY:
        name = f"fact:{name}"
    if name in others_for(names, fact):
        yield Line(fact=fact, comparison=sign, other=name)


def _operator(condition: Json) -> tuple[str, list[Any]]:
    if not isinstance(condition, Mapping) or len(condition) != 1:
        return "", []
    ((op, args),) = condition.items()
    return str(op), list(args) if isinstance(args, list | tuple) else [args]


def _variable(condition: Json) -> str:
    op, args = _operator(condition)
    return args[0] if op == "var" and len(args) == 1 and isinstance(args[0], str) else ""


def _plain(condition: Json) -> Json:
    """One spelling for what can be spelled in several ways."""
    if isinstance(condition, list | tuple):
        return [_plain(each) for each in condition]
    op, args = _operator(condition)
    if not op:
        return (_YES if condition else _NO) if isinstance(condition, bool) else condition
    op, args = _ALIKE.get(op, op), [_plain(each) for each in args]
    if op in ("and", "or") and len(args) == 1:
        return args[0]
    if op == "!!":
        return args[0]
    if op == "==" and args[1:] == [_YES]:
        return args[0]
    if op == "in" and len(args) == 2 and isinstance(args[1], list) and len(args[1]) == 1:
        return {"==": [args[0], args[1][0]]}
    if op == "!" and isinstance(args[0], dict) and "==" in args[0]:
        return {"!=": args[0]["=="]}
    return {op: args}
