"""A condition as a form: lines and groups with names by their place, read from what was posted and shown again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from engine.editing import (
    GROUPS,
    UNITS,
    Comparison,
    Group,
    Kept,
    Line,
    Names,
    Part,
    Takes,
    comparisons,
    others_for,
)

DEEPEST: Final = 5
MOST_PARTS: Final = 60
_PLACE: Final = r"(?:\.(?P<at>\d{1,2}(?:\.\d{1,2}){0,5}))?:(?P<key>\w+)"
_QUANTIFIED: Final = {"some": "at least one of", "every": "each of", "no": "none of"}


@dataclass(frozen=True, kw_only=True)
class ShownPart:
    """One line, group or kept part as the form shows it."""

    at: str
    """Its place: empty for the whole, “0.1” for the second part of the first."""
    part: Part
    depth: int
    names: Names
    parts: tuple[ShownPart, ...] = ()
    is_first: bool = True
    root: str = "c"
    """What the names of the whole condition's fields begin with."""

    @property
    def name(self) -> str:
        """What its fields' names begin with."""
        return f"{self.root}.{self.at}" if self.at else self.root

    @property
    def acts(self) -> str:
        """Before what its buttons do, where a page has several conditions."""
        return "" if self.root == "c" else f"{self.root}:"

    @property
    def target(self) -> str:
        """The part of the page that is shown again after each button."""
        return {"c": "#condition", "p": "#promise", "h": "#running"}.get(self.root[0], "#calculation")

    @property
    def id(self) -> str:
        return self.name.replace(".", "-")

    @property
    def is_line(self) -> bool:
        return isinstance(self.part, Line)

    @property
    def is_kept(self) -> bool:
        return isinstance(self.part, Kept)

    @property
    def kinds(self) -> dict[str, str]:
        """How the parts of a group can go together, where it stands."""
        lists = self.names.lists() if self.depth < DEEPEST else {}
        about = {
            f"{quantifier}:{name}": f"for {words} “{called}”, all of these hold"
            for name, called in lists.items()
            for quantifier, words in _QUANTIFIED.items()
        }
        return {**GROUPS, **about}

    @property
    def facts(self) -> dict[str, str]:
        return {name: self.names.called(name) for name in self.names.facts}

    @property
    def comparisons(self) -> Mapping[str, Comparison]:
        return comparisons(str(self.names.facts.get(self._line.fact, {}).get("type", "")))

    @property
    def takes(self) -> str:
        comparison = self.comparisons.get(self._line.comparison)
        return str(comparison.takes) if comparison else str(Takes.NOTHING)

    @property
    def options(self) -> dict[str, str]:
        return self.names.options(self._line.fact)

    @property
    def others(self) -> dict[str, str]:
        return others_for(self.names, self._line.fact)

    @property
    def is_dated(self) -> bool:
        return self.names.kind(self._line.fact) in ("date", "month")

    @property
    def units(self) -> Mapping[str, str]:
        return UNITS

    @property
    def written(self) -> str:
        return json.dumps(self.part.expression, ensure_ascii=False) if isinstance(self.part, Kept) else ""

    @property
    def _line(self) -> Line:
        assert isinstance(self.part, Line)
        return self.part


def show(part: Part, names: Names, at: str = "", depth: int = 0, root: str = "c") -> ShownPart:
    """The whole condition, with everything that each line offers."""
    if not isinstance(part, Group):
        return ShownPart(at=at, part=part, depth=depth, names=names, root=root)
    within = names.within(part.members_of) if part.members_of else names
    parts = tuple(
        replace(show(each, within, f"{at}.{number}".strip("."), depth + 1, root), is_first=number == 0)
        for number, each in enumerate(part.parts)
    )
    return ShownPart(at=at, part=part, depth=depth, names=names, parts=parts, root=root)


def read_form(form: Any, root: str = "c") -> Group:
    """The condition that was posted, whether it is whole or not. Rubbish becomes an empty group."""
    field = re.compile(re.escape(root) + _PLACE)
    found: dict[tuple[int, ...], dict[str, list[str]]] = {}
    for name in form:
        match = field.fullmatch(name)
        if match and len(found) <= MOST_PARTS:
            at = tuple(int(step) for step in match["at"].split(".")) if match["at"] else ()
            found.setdefault(at, {})[match["key"]] = form.getlist(name)
    group = _read(found, ())
    return group if isinstance(group, Group) else Group()


def _read(found: Mapping[tuple[int, ...], Mapping[str, list[str]]], at: tuple[int, ...]) -> Part:
    fields = {key: values[0] for key, values in found.get(at, {}).items()}
    if "kind" in fields:
        below = sorted(place for place in found if place[:-1] == at and len(place) == len(at) + 1)
        return Group(kind=fields["kind"], parts=tuple(_read(found, place) for place in below))
    if "json" in fields:
        return _kept(fields["json"])
    return Line(
        fact=fields.get("fact", ""),
        comparison=fields.get("comparison", ""),
        value=fields.get("value", ""),
        other=fields.get("other", ""),
        unit=fields.get("unit", "days_between"),
        chosen=tuple(found.get(at, {}).get("chosen", ())),
    )


def _kept(text: str) -> Part:
    try:
        return Kept(expression=json.loads(text))
    except (ValueError, RecursionError):
        return Line()


def act(group: Group, asked: str, *, fact: str = "") -> tuple[Group, str]:
    """What a button of the form does: add a line or group to the group at a place, move or take away what is there.

    Gives back the place where the designer goes on.
    """
    verb, _, place = asked.partition(" ")
    at = tuple(int(step) for step in place.split(".") if step.isdigit())
    if verb in ("line", "group"):
        new: Part = Line(fact=fact) if verb == "line" else Group(kind="any", parts=(Line(fact=fact), Line(fact=fact)))
        added = _changed(group, at, lambda parts: (*parts, new))
        return added, ".".join(map(str, (*at, len(_parts_at(added, at)) - 1)))
    if not at:
        return group, ""
    number = at[-1]
    if verb == "drop":
        return _changed(group, at[:-1], lambda parts: parts[:number] + parts[number + 1 :]), ".".join(map(str, at[:-1]))
    if verb == "up" and number:
        moved = _changed(group, at[:-1], lambda parts: _with_swapped(parts, number - 1))
        return moved, ".".join(map(str, (*at[:-1], number - 1)))
    return group, place


def settle(part: Part, names: Names) -> Part:
    """Lines whose comparison does not fit the fact that was chosen get the first one that does."""
    if isinstance(part, Group):
        within = names.within(part.members_of) if part.members_of else names
        return replace(part, parts=tuple(settle(each, within) for each in part.parts))
    if isinstance(part, Kept) or part.fact not in names.facts:
        return part
    offered = comparisons(str(names.facts[part.fact]["type"]))
    chosen = tuple(each for each in part.chosen if each in names.options(part.fact))
    other = part.other if part.other in others_for(names, part.fact) else ""
    comparison = part.comparison if part.comparison in offered else next(iter(offered))
    return replace(part, comparison=comparison, chosen=chosen, other=other)


def _with_swapped(parts: tuple[Part, ...], number: int) -> tuple[Part, ...]:
    """The parts with one and the next in each other's place."""
    return (*parts[:number], *reversed(parts[number : number + 2]), *parts[number + 2 :])


def _changed(group: Group, at: tuple[int, ...], change: Callable[[tuple[Part, ...]], tuple[Part, ...]]) -> Group:
    if not at:
        return replace(group, parts=change(group.parts))
    parts = tuple(
        _changed(part, at[1:], change) if number == at[0] and isinstance(part, Group) else part
        for number, part in enumerate(group.parts)
    )
    return replace(group, parts=parts)


def _parts_at(group: Group, at: tuple[int, ...]) -> tuple[Part, ...]:
    for number in at:
        part = group.parts[number] if number < len(group.parts) else Group()
        group = part if isinstance(part, Group) else Group()
    return group.parts


def each(shown: ShownPart) -> Iterator[ShownPart]:
    """Every part, the whole first."""
    yield shown
    for part in shown.parts:
        yield from each(part)
