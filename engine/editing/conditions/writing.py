"""From what a designer put together to the condition in JSON. Tells of every line what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.editing.conditions.names import TODAY, Names
from engine.editing.conditions.offering import Takes, comparisons, others_for
from engine.editing.conditions.tree import GROUPS, QUANTIFIED, UNITS, Group, Kept, Line, Part
from engine.editing.conditions.values import read_day, read_number
from engine.errors import EditError
from engine.model.values import Json

_QUANTIFIERS = {"some": "some", "every": "all", "no": "none"}


@dataclass(frozen=True, kw_only=True)
class LineFault:
    """What is wrong with the part at a place: “0.1” is the second part of the first one."""

    at: str
    what: str
    fix: str = ""


class ConditionError(EditError):
    """A condition that cannot be written as it was put together."""

    def __init__(self, faults: tuple[LineFault, ...]) -> None:
        self.faults = faults
        super().__init__(faults[0].what, faults[0].fix)


def write_condition(group: Group, names: Names) -> Json:
    """The condition. Raises ConditionError with everything that stands in the way."""
    faults: list[LineFault] = []
    condition = _write(group, names, "", faults)
    if faults:
        raise ConditionError(tuple(faults))
    return condition


def _write(part: Part, names: Names, at: str, faults: list[LineFault]) -> Json:
    try:
        if isinstance(part, Kept):
            return part.expression
        if isinstance(part, Line):
            return _line(part, names)
        return _group(part, names, at, faults)
    except EditError as refused:
        faults.append(LineFault(at=at, what=refused.what, fix=refused.fix))
        return None


def _group(group: Group, names: Names, at: str, faults: list[LineFault]) -> Json:
    if not group.parts:
        raise EditError("This group is empty.", "Add a line to it, or take it away.")
    within = names.within(group.members_of) if group.members_of else names
    parts = [_write(part, within, f"{at}.{number}".strip("."), faults) for number, part in enumerate(group.parts)]
    if group.members_of:
        quantifier = group.kind.partition(":")[0]
        if quantifier not in QUANTIFIED or group.members_of not in names.lists():
            raise EditError("This group is about a list that is not there.", "Choose what has to hold.")
        return {_QUANTIFIERS[quantifier]: [{"var": group.members_of}, _joined("and", parts)]}
    if group.kind not in GROUPS:
        raise EditError("Choose how the lines of this group go together.")
    joined = _joined("and" if group.kind in ("all", "not-all") else "or", parts)
    return joined if group.kind in ("all", "any") else {"!": [joined]}


def _joined(joiner: str, parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {joiner: parts}


def _line(line: Line, names: Names) -> Json:
    if line.fact not in names.facts:
        raise EditError("Choose what this line looks at.")
    said, type = names.called(line.fact), str(names.facts[line.fact]["type"])
    offered = comparisons(type)
    if line.comparison not in offered:
        raise EditError(f"Choose how “{said}” is compared.")
    variable: Json = {"var": line.fact}
    return _BUILT[offered[line.comparison].takes](line, variable, _Context(names, said, type))


@dataclass(frozen=True)
class _Context:
    """What the line's fact is called, and its type."""

    names: Names
    said: str
    type: str


def _nothing(line: Line, variable: Json, context: _Context) -> Json:
    answered: Json = {"answered": line.fact}
    conditions = {"yes": variable, "no": {"!": [variable]}, "unanswered": {"!": [answered]}}
    return conditions.get(line.comparison, answered)


def _options(line: Line, variable: Json, context: _Context) -> Json:
    there = context.names.options(line.fact)
    chosen = [each for each in there if each in line.chosen]
    if not chosen:
        raise EditError(f"Choose at least one answer to “{context.said}”.")
    if context.type in ("choice", "place"):
        if len(chosen) == 1:
            return {"==" if line.comparison == "one-of" else "!=": [variable, chosen[0]]}
        one_of = {"in": [variable, chosen]}
        return one_of if line.comparison == "one-of" else {"!": [one_of]}
    included = [{"in": [each, variable]} for each in chosen]
    joined = _joined("and" if line.comparison == "all-of" else "or", list(included))
    return {"!": [joined]} if line.comparison == "without" else joined


def _value(line: Line, variable: Json, context: _Context) -> Json:
    return {line.comparison: [variable, _side(line, context)]}


def _side(line: Line, context: _Context) -> Json:
    """What the fact is compared with."""
    if not line.other:
        if not line.value.strip():
            raise EditError(f"Say what “{context.said}” is compared with.")
        if context.type in ("date", "month"):
            return read_day(line.value.strip(), context.said, whole=context.type == "date")
        return read_number(line.value, context.said)
    if line.other not in others_for(context.names, line.fact):
        raise EditError(f"“{context.said}” cannot be compared with that.", "Choose one of those that are offered.")
    if line.other == TODAY:
        return {"var": TODAY}
    kind, _, name = line.other.partition(":")
    if kind == "fact":
        return {"var": name}
    table, _, key = name.partition("@")
    return {"lookup": [table, {"var": key}]}


def _number(line: Line, variable: Json, context: _Context) -> Json:
    what, sign = ("age", line.comparison[3:]) if line.comparison.startswith("age") else ("count", line.comparison[5:])
    return {sign: [{what: [variable]}, _whole(line, context)]}


def _span(line: Line, variable: Json, context: _Context) -> Json:
    if line.unit not in UNITS:
        raise EditError("Choose days, weeks, months or years.")
    is_ago = line.comparison.startswith("ago")
    ends = [variable, {"var": TODAY}] if is_ago else [{"var": TODAY}, variable]
    return {line.comparison.removeprefix("ago" if is_ago else "ahead"): [{line.unit: ends}, _whole(line, context)]}


def _whole(line: Line, context: _Context) -> int:
    if not line.value.strip():
        raise EditError(f"Say how many, for “{context.said}”.")
    number = read_number(line.value, context.said)
    if not isinstance(number, int):
        raise EditError(f"“{line.value}” is no whole number.", "Write it without decimals.")
    return number


def _words(line: Line, variable: Json, context: _Context) -> Json:
    if not line.value:
        raise EditError(f"Say what “{context.said}” is compared with.")
    return {line.comparison: [variable, line.value]}


_BUILT: Mapping[Takes, Callable[[Line, Json, _Context], Any]] = {
    Takes.NOTHING: _nothing,
    Takes.OPTIONS: _options,
    Takes.VALUE: _value,
    Takes.NUMBER: _number,
    Takes.SPAN: _span,
    Takes.WORDS: _words,
}


def lines(group: Group, at: str = "") -> Iterator[tuple[str, Part]]:
    """Every part with its place, the group itself first."""
    yield at, group
    for number, part in enumerate(group.parts):
        place = f"{at}.{number}".strip(".")
        if isinstance(part, Group):
            yield from lines(part, place)
        else:
            yield place, part
