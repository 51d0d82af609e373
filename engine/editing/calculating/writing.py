"""From what a designer put together to the calculation in JSON. Tells of every part what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.editing.calculating.offering import Wanted, conditions_of, known, operands, wanted_of
from engine.editing.calculating.tree import WRITTEN, Operand, Term, Working
from engine.editing.calculating.ways import SPANS, way_of
from engine.editing.conditions import UNITS, ConditionError, Group, Kept, Names, write_condition
from engine.editing.conditions.names import TODAY
from engine.editing.conditions.values import read_day, read_number
from engine.editing.pointers import split
from engine.errors import EditError
from engine.model.values import Json


@dataclass(frozen=True, kw_only=True)
class PartFault:
    """What is wrong with the part at a place: “0.1” is the second part of the first one."""

    at: str
    what: str
    fix: str = ""
    when: int = -1
    """Which of its conditions it is about; -1: none of them."""
    line: str = ""
    """The place within that condition."""


class CalculationError(EditError):
    """A calculation that cannot be written as it was put together."""

    def __init__(self, faults: tuple[PartFault, ...]) -> None:
        self.faults = faults
        super().__init__(faults[0].what, faults[0].fix)


def write_calculation(term: Term, names: Names, wanted: Wanted) -> Json:
    """The calculation. Raises CalculationError with everything that stands in the way."""
    sheet = _Sheet()
    written = sheet.write(term, names, wanted, "")
    if sheet.faults:
        raise CalculationError(tuple(sheet.faults))
    return written


def blame(term: Term, names: Names, wanted: Wanted, pointer: str) -> str:
    """The place of the part that wrote what stands at a pointer into the calculation."""
    sheet = _Sheet()
    value, at = sheet.write(term, names, wanted, ""), ""
    for step in ("", *split(pointer)):
        if step:
            value = _entered(value, step)
        at = next((place for place, wrote in sheet.spots if wrote is value), at)
    return at


def _entered(value: Json, step: str) -> Json:
    """What stands one step further in; the same where there is nothing, as for an argument that is missing."""
    if isinstance(value, list) and step.isdigit() and int(step) < len(value):
        return value[int(step)]
    return value.get(step, value) if isinstance(value, dict) else value


@dataclass
class _Sheet:
    """What is found out while a calculation is written."""

    faults: list[PartFault] = field(default_factory=list)
    spots: list[tuple[str, Json]] = field(default_factory=list)
    """What each part wrote, by its place; only what can be told from all others."""

    def write(self, term: Term, names: Names, wanted: Wanted, at: str) -> Json:
        try:
            if isinstance(term, Kept):
                written = term.expression
            elif isinstance(term, Operand):
                written = _operand(term, names, wanted)
            else:
                written = self._working(term, names, wanted, at)
        except EditError as refused:
            self.faults.append(PartFault(at=at, what=refused.what, fix=refused.fix))
            return None
        if isinstance(written, dict):
            self.spots.append((at, written))
        return written

    def _working(self, working: Working, names: Names, wanted: Wanted, at: str) -> Json:
        way = way_of(working.way)
        if way is None or not known(working.way, names):
            raise EditError("Choose how this is worked out.")
        if not way.least <= len(working.parts) <= way.most:
            raise EditError("This does not have the parts it needs.", "Add what is missing, or choose another way.")
        parts = []
        for number, part in enumerate(working.parts):
            within, kind = wanted_of(names, working, wanted, number)
            parts.append(self.write(part, within, kind, f"{at}.{number}".strip(".")))
        whens = [self._condition(each, working, names, at, place) for place, each in enumerate(working.whens)]
        if any(fault.at.startswith(at) for fault in self.faults):
            return None
        return _written_as(working, parts, whens)

    def _condition(self, group: Group, working: Working, names: Names, at: str, when: int) -> Json:
        """A condition; None where all members of a list count."""
        if not group.parts and working.way.partition(":")[0] in ("sum", "count"):
            return None
        try:
            return write_condition(group, conditions_of(names, working))
        except ConditionError as refused:
            self.faults += [
                PartFault(at=at, what=each.what, fix=each.fix, when=when, line=each.at) for each in refused.faults
            ]
            return None


def _operand(operand: Operand, names: Names, wanted: Wanted) -> Json:
    if not operand.named:
        raise EditError("Choose a value here.", "Take a fact or an amount, write a value, or work one out.")
    if not any(operand.named in offered for offered in operands(names, wanted).values()):
        raise EditError("This value does not fit here.", "Choose one of those that are offered.")
    if operand.named == WRITTEN:
        return _value(operand.value, wanted.kind)
    if operand.named in ("yes", "no"):
        return operand.named == "yes"
    if operand.named == TODAY:
        return {"var": TODAY}
    kind, _, name = operand.named.partition(":")
    if kind != "amount":
        return name if kind == "option" else {"var": name}
    table, _, key = name.partition("@")
    return {"lookup": [table, {"var": key}]}


def _value(typed: str, kind: str) -> Json:
    if kind == "text":
        return typed
    if not typed.strip():
        raise EditError("Write a value here, or choose a fact instead.")
    if kind in ("date", "month"):
        is_whole = kind == "date" and len(typed.strip()) > len("2026-11")
        return read_day(typed.strip(), "this", whole=is_whole or kind == "date")
    return read_number(typed, "this")


def _written_as(working: Working, parts: list[Any], whens: list[Any]) -> Json:
    base, _, about = working.way.partition(":")
    return _WRITERS.get(base, _plain)(working, about, parts, whens)


def _plain(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    return {working.way: parts}


def _chained(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    """First less second less third: each takes away from what the ones before left."""
    left = parts[0]
    for part in parts[1:]:
        left = {working.way: [left, part]}
    return left


def _rounded(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    places = [_places(working.places)] if working.places else []
    if working.how in ("floor", "ceil"):
        return {working.how: [*parts, *places]}
    how = [working.how] if working.how else []
    return {"round": [*parts, *(places or ([0] if how else [])), *how]}


def _places(typed: str) -> int:
    try:
        return int(typed)
    except ValueError:
        raise EditError(f"“{typed}” is no number of places.", "Choose one of those that are offered.") from None


def _if(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    if len(whens) != len(parts) - 1:
        raise EditError("Each value but the last needs its condition.", "Add one, or take the value away.")
    pairs = [each for pair in zip(whens, parts[:-1], strict=True) for each in pair]
    return {"if": [*pairs, parts[-1]]}


def _holds(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    if not whens:
        raise EditError("Say when this holds.", "Add a line.")
    return whens[0]


def _between(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    if working.unit not in UNITS:
        raise EditError("Choose days, weeks, months or years.")
    return {working.unit: parts}


def _moved(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    if working.unit not in SPANS:
        raise EditError("Choose days, weeks, months or years.")
    day, count = parts
    if working.way == "earlier":
        count = -count if isinstance(count, int | float) else {"-": [count]}
    return {"plusTime": [day, count, working.unit]}


def _workdays(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    name = "plus_workdays" if working.way == "workdays_later" else "workdays_between"
    return {name: [*parts, *([working.holidays] if working.holidays else [])]}


def _year_of(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    return {"year_of": [*parts, *([working.start.strip()] if working.start.strip() else [])]}


def _summed(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    members: Json = {"var": about}
    condition = whens[0] if whens else None
    return {"sum": [members if condition is None else {"filter": [members, condition]}, *parts]}


def _counted(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    condition = whens[0] if whens else None
    return {"count": [{"var": about}, *([condition] if condition is not None else [])]}


def _looked_up(working: Working, about: str, parts: list[Any], whens: list[Any]) -> Json:
    return {"lookup": [about, *parts]}


_WRITERS: Final[Mapping[str, Callable[[Working, str, list[Any], list[Any]], Json]]] = {
    "-": _chained,
    "/": _chained,
    "round": _rounded,
    "if": _if,
    "holds": _holds,
    "between": _between,
    "later": _moved,
    "earlier": _moved,
    "workdays_later": _workdays,
    "workdays_between": _workdays,
    "year_of": _year_of,
    "sum": _summed,
    "count": _counted,
    "lookup": _looked_up,
}
