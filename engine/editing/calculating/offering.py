"""What a form offers at a place of a calculation: values and ways that give the kind that is wanted there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.editing.calculating.tree import WRITTEN, Working
from engine.editing.calculating.ways import EARLIEST, WAYS, way_of
from engine.editing.conditions import Names, amounts_for
from engine.expressions.types import KIND_OF

_BASIC: Final = ("+", "-", "*", "/", "min", "max", "round", "if")
_BY_KIND: Final = {
    "number": (*_BASIC, "%", "between", "workdays_between", "age", "weekday", "year_of"),
    "money": _BASIC,
    "date": ("later", "earlier", "workdays_later", "min", "max", "if"),
    "month": ("later", "earlier", "min", "max", "if"),
    "text": ("cat", "if"),
    "boolean": ("holds", "if"),
    "choice": ("if",),
}
_NUMERIC: Final = frozenset({"number", "money"})
_CALENDAR: Final = frozenset({"date", "month"})
_WRITTEN: Final = {
    "number": "a number, written here",
    "money": "an amount, written here",
    "date": "a day, written here",
    "month": "a month, written here",
    "text": "words, written here",
}


@dataclass(frozen=True)
class Wanted:
    """What has to come out at a place."""

    kinds: frozenset[str]
    fills: str = ""
    """The fact whose options may be given, where it is one of several."""
    options: tuple[tuple[str, str], ...] = ()
    """The same of a fact of another flow: ids and what people read."""

    @property
    def kind(self) -> str:
        """The one that written values are read as: a date before a month, text before a number."""
        order = ("text", "number", "money", "date", "month", "boolean", "choice")
        return next((each for each in order if each in self.kinds), "")


def wanted_for(names: Names, fact: str) -> Wanted:
    """What fills a fact; any number where there is no such fact yet."""
    type = str(names.facts.get(fact, {}).get("type", "integer"))
    return Wanted(frozenset({str(KIND_OF[type])} if type in KIND_OF else ()), fact)


def wanted_as(fact: Mapping[str, Any]) -> Wanted:
    """What fills a fact that is not of the flow itself."""
    type = str(fact.get("type", ""))
    options = Names({"it": fact}).options("it")
    return Wanted(frozenset({str(KIND_OF[type])} if type in KIND_OF else ()), options=tuple(options.items()))


def ways_for(names: Names, wanted: Wanted) -> dict[str, str]:
    """The ways to work out what is wanted, with their words."""
    ways = {
        way: EARLIEST.get(way, WAYS[way].words) if wanted.kinds <= _CALENDAR else WAYS[way].words
        for kind in wanted.kinds
        for way in _BY_KIND.get(kind, ())
    }
    ordered = {way: ways[way] for way in WAYS if way in ways}
    return {**ordered, **dict(_about(names, wanted))}


def _about(names: Names, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Ways about a list or a table."""
    if wanted.kinds & _NUMERIC:
        for name, called in names.lists().items():
            yield f"sum:{name}", f"the sum over “{called}”"
    if "number" in wanted.kinds:
        for name, fact in names.facts.items():
            if fact["type"] in ("list", "choices"):
                yield f"count:{name}", f"how many there are in “{names.called(name)}”"
    for name, table in names.tables.items():
        gives = str(table.get("gives", ""))
        if (wanted.kinds & _NUMERIC) if not gives else (str(KIND_OF.get(gives, "")) in wanted.kinds):
            yield f"lookup:{name}", f"looked up in “{name.replace('_', ' ')}”"


def operands(names: Names, wanted: Wanted) -> dict[str, dict[str, str]]:
    """The values that can stand where something is wanted, by what they are."""
    facts = {
        f"fact:{name}": names.called(name)
        for name, fact in names.facts.items()
        if str(KIND_OF.get(str(fact["type"]), "")) in wanted.kinds
    }
    if "date" in wanted.kinds:
        facts["today"] = "the day of the journey"
    amounts = {key: said for kind in sorted(wanted.kinds) for key, said in amounts_for(names, kind)}
    return {"Written": _written(names, wanted), "Facts": facts, "Amounts": amounts}


def _written(names: Names, wanted: Wanted) -> dict[str, str]:
    if wanted.kind == "boolean":
        return {"yes": "yes", "no": "no"}
    if wanted.kind == "choice":
        options = dict(wanted.options) or names.options(wanted.fills)
        return {f"option:{id}": f"the answer “{label}”" for id, label in options.items()}
    return {WRITTEN: _WRITTEN[wanted.kind]} if wanted.kind in _WRITTEN else {}


def wanted_of(names: Names, working: Working, wanted: Wanted, number: int) -> tuple[Names, Wanted]:
    """What is wanted of a part, and the names that it may use: over a list those of its members."""
    base, _, about = working.way.partition(":")
    if base == "sum":
        return names.within(about), wanted
    return names, _of_part(names, base, about, wanted, number)


def _of_part(names: Names, base: str, about: str, wanted: Wanted, number: int) -> Wanted:
    if base in ("later", "earlier", "workdays_later"):
        return Wanted(frozenset({"number"})) if number else wanted
    if base in ("between", "workdays_between", "age", "weekday", "year_of"):
        return Wanted(frozenset({"date"}) if base in ("age", "weekday") else _CALENDAR)
    if base == "lookup":
        by = str(names.tables.get(about, {}).get("by", ""))
        type = str(names.facts.get(by, {}).get("type", by))
        return Wanted(frozenset({str(KIND_OF[type])} if type in KIND_OF else _NUMERIC), by)
    if base == "*":
        return Wanted(wanted.kinds | {"number"})
    if base == "/":
        return Wanted(_NUMERIC)
    if base == "cat":
        return Wanted(frozenset({"text", "number"}))
    return wanted


def conditions_of(names: Names, working: Working) -> Names:
    """The names that the conditions of a way may use."""
    base, _, about = working.way.partition(":")
    return names.within(about) if base in ("sum", "count") else names


def known(name: str, names: Names) -> bool:
    """Whether there is such a way here."""
    base, _, about = name.partition(":")
    groups = {"sum": names.facts, "count": names.facts, "lookup": names.tables}
    return way_of(name) is not None and (base not in groups or about in groups[base])
