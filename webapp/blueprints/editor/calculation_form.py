"""A calculation as a form: values and ways with names by their place, read from what was posted and shown again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from engine.editing import (
    PLACES,
    ROUNDINGS,
    SPANS,
    UNITS,
    Group,
    Kept,
    Names,
    Operand,
    Term,
    Wanted,
    Way,
    Working,
    conditions_of,
    operands,
    wanted_of,
    way_of,
    ways_for,
)
from webapp.blueprints.editor import conditions
from webapp.blueprints.editor.conditions import ShownPart

DEEPEST: Final = 8
MOST_PARTS: Final = 80
ROOT: Final = "v"
"""What the names of a calculation's fields begin with where the page has only one."""
_PLACE: Final = r"(?:\.(?P<at>\d{1,2}(?:\.\d{1,2}){0,8}))?:(?P<key>\w+)"
_WORKED_OUT: Final = "way:"
_NEW: Final = "new"
"""Decimal places that nobody has chosen yet."""
_TOLD: Final = ("unit", "how", "places", "holidays", "start")


@dataclass(frozen=True, kw_only=True)
class ShownTerm:
    """One value of a calculation as the form shows it."""

    at: str
    """Its place: empty for the whole, “0.1” for the second part of the first."""
    term: Term
    names: Names
    wanted: Wanted
    says: str = ""
    """The words before it, such as “plus”."""
    depth: int = 0
    number: int = 0
    parts: tuple[ShownTerm, ...] = ()
    whens: tuple[ShownPart, ...] = ()
    root: str = ROOT
    """What the names of the whole calculation's fields begin with."""

    @property
    def name(self) -> str:
        """What its fields' names begin with."""
        return f"{self.root}.{self.at}" if self.at else self.root

    @property
    def target(self) -> str:
        """The part of the page that is shown again after each button."""
        return "#calculation" if self.root == ROOT else "#running"

    @property
    def id(self) -> str:
        return self.name.replace(".", "-")

    @property
    def is_kept(self) -> bool:
        return isinstance(self.term, Kept)

    @property
    def is_worked_out(self) -> bool:
        return isinstance(self.term, Working)

    @cached_property
    def offered(self) -> dict[str, dict[str, str]]:
        """What can be chosen here, by what it is."""
        found = {said: values for said, values in operands(self.names, self.wanted).items() if values}
        ways = {f"{_WORKED_OUT}{name}": words for name, words in self.ways.items()}
        return {**found, "Worked out": ways} if ways and self.depth < DEEPEST else found

    @property
    def is_offered(self) -> bool:
        """Whether what stands here is among what is offered."""
        return isinstance(self.term, Operand) and any(self.term.named in each for each in self.offered.values())

    @cached_property
    def ways(self) -> dict[str, str]:
        return ways_for(self.names, self.wanted)

    @property
    def way(self) -> Way | None:
        return way_of(self.term.way) if isinstance(self.term, Working) else None

    @property
    def can_add(self) -> bool:
        return self.way is not None and len(self.parts) < self.way.most and self.depth < DEEPEST

    @property
    def told(self) -> dict[str, Mapping[str, str]]:
        """What else the way needs, each with what can be chosen; nothing to choose from: it is written."""
        spans = UNITS if isinstance(self.term, Working) and self.term.way == "between" else SPANS
        every = {
            "unit": spans,
            "how": ROUNDINGS,
            "places": PLACES,
            "holidays": {"": "weekends only", **{each: f"weekends and {each}" for each in self.names.holidays}},
            "start": {},
        }
        return {key: every[key] for key in (self.way.takes if self.way else ())}

    @property
    def kept(self) -> str:
        return json.dumps(self.term.expression, ensure_ascii=False) if isinstance(self.term, Kept) else ""


def root_of(at: str, when: int, root: str = ROOT) -> str:
    """What the names of a condition within the calculation begin with."""
    return f"{'' if root == ROOT else f'{root}/'}w{at.replace('.', '-')}n{when}"


def show(
    term: Term, names: Names, wanted: Wanted, at: str = "", says: str = "", depth: int = 0, *, root: str = ROOT
) -> ShownTerm:
    """The whole calculation, with everything that each place offers."""
    shown = ShownTerm(at=at, term=term, names=names, wanted=wanted, says=says, depth=depth, root=root)
    if not isinstance(term, Working):
        return shown
    words = (way.says if (way := way_of(term.way)) else ()) or ("",)
    parts = []
    for number, part in enumerate(term.parts):
        within, kind = wanted_of(names, term, wanted, number)
        said = words[min(number, len(words) - 1)]
        said = "otherwise it is" if term.way == "if" and number and number == len(term.parts) - 1 else said
        inner = show(part, within, kind, f"{at}.{number}".strip("."), said, depth + 1, root=root)
        parts.append(replace(inner, number=number))
    inner_names = conditions_of(names, term)
    whens = tuple(
        conditions.show(conditions.settle(each, inner_names), inner_names, root=root_of(at, number, root))
        for number, each in enumerate(term.whens)
    )
    return replace(shown, parts=tuple(parts), whens=whens)


def read_form(form: Any, root: str = ROOT) -> Term:
    """The calculation that was posted, whether it is whole or not. Rubbish becomes a value that is not chosen."""
    field = re.compile(re.escape(root) + _PLACE)
    found: dict[tuple[int, ...], dict[str, str]] = {}
    for name in form:
        match = field.fullmatch(name)
        if match and len(found) <= MOST_PARTS:
            at = tuple(int(step) for step in match["at"].split(".")) if match["at"] else ()
            found.setdefault(at, {})[match["key"]] = form[name]
    return _read(form, root, found, ())


def _read(form: Any, root: str, found: Mapping[tuple[int, ...], Mapping[str, str]], at: tuple[int, ...]) -> Term:
    fields = found.get(at, {})
    if "json" in fields:
        return _kept(fields["json"])
    if "way" not in fields:
        named = fields.get("named", "")
        if named.startswith(_WORKED_OUT):
            return Working(way=named.removeprefix(_WORKED_OUT), places=_NEW)
        return Operand(named=named, value=fields.get("value", ""))
    below = sorted(place for place in found if place[:-1] == at and len(place) == len(at) + 1)
    parts = tuple(_read(form, root, found, place) for place in below)
    place = ".".join(map(str, at))
    roots = (root_of(place, number, root) for number in range(MOST_PARTS))
    whens = []
    for inner in roots:
        if f"{inner}:kind" not in form:
            break
        whens.append(conditions.read_form(form, inner))
    told = {key: fields[key] for key in _TOLD if key in fields}
    read = Working(way=fields["way"], parts=parts, whens=tuple(whens), **told)
    return _otherwise_worked_out(read, fields.get("was", ""))


def _otherwise_worked_out(read: Working, was: str) -> Working:
    """Another way that has room for one value only is about the whole that stood there before."""
    way = way_of(read.way)
    if way is None or not was or was == read.way:
        return read
    if len(read.parts) <= way.most or way.most == 0:
        return replace(read, places=_NEW)
    return replace(read, parts=(replace(read, way=was),), whens=(), places=_NEW)


def _kept(text: str) -> Term:
    try:
        return Kept(expression=json.loads(text))
    except (ValueError, RecursionError):
        return Operand()


def settle(term: Term, names: Names, wanted: Wanted) -> Term:
    """Each way with as many parts and conditions as it needs, and something chosen where it has to be told more."""
    if not isinstance(term, Working):
        return term
    way = way_of(term.way)
    if way is None:
        return Operand()
    parts = (*term.parts[: way.most], *[Operand()] * (way.least - len(term.parts)))
    base = term.way.partition(":")[0]
    needed = {"if": len(parts) - 1, "holds": 1, "sum": 1, "count": 1}.get(base, 0)
    needed = 0 if base == "count" and names.facts.get(term.way.partition(":")[2], {}).get("type") != "list" else needed
    whens = (*term.whens[:needed], *[Group()] * (needed - len(term.whens)))
    unit = term.unit
    if "unit" in way.takes:
        offered = UNITS if base == "between" else SPANS
        unit = unit if unit in offered else list(offered)[2]
    places = term.places
    if places == _NEW:
        places = ("2" if wanted.kind == "money" else "0") if base == "round" else ""
    settled = replace(term, parts=parts, whens=whens, unit=unit, places=places)
    inner = []
    for number, part in enumerate(parts):
        within, kind = wanted_of(names, settled, wanted, number)
        inner.append(settle(part, within, kind))
    return replace(settled, parts=tuple(inner))
