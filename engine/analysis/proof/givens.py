"""What people can answer: a variable for each fact, the domain it keeps to, and the answer in a solver's model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import z3

from engine.analysis.proof import days
from engine.analysis.proof.days import Day
from engine.analysis.proof.examples import WRITTEN, example_of, fitting
from engine.analysis.proof.formulas import Translator, number
from engine.analysis.proof.states import Names
from engine.analysis.proof.terms import NO, YES, Item, Items, Term, both, either, negated
from engine.analysis.proof.ties import Ties
from engine.expressions.types import CALENDAR, NUMERIC, Kind, Type, fact_type, member_facts
from engine.model.flow import Fact
from engine.model.values import Json

_STEPS = {"d": 1, "w": 7, "m": 1, "y": 12}
_BARE = frozenset({Kind.ADDRESS, Kind.FILE})
"""Kinds of which conditions can only ask whether they were answered."""
_FREE = frozenset({Kind.TEXT, Kind.LIST})
"""Kinds whose value is worked out only where something reads it."""


@dataclass(frozen=True)
class Given:
    """What a person answers when asked for a fact: the value, unless it is skipped."""

    fact: Fact
    type: Type
    value: Any
    skipped: z3.BoolRef
    domain: z3.BoolRef
    """What holds of every answer, whatever the others are."""

    def term(self, *, optional: bool) -> Term:
        """The answer as a value; without one when the question may be skipped and was."""
        return Term(self.value, negated(self.skipped) if optional else YES)


def make_given(fact: Fact, here: Translator, *, name: str = "", is_read: bool) -> Given:
    """The variable of one fact, called by `name`. A text or a list that no condition reads needs none."""
    type_, name = fact_type(fact), f"answer {name or fact.id}"
    if type_.kind in _BARE or (type_.kind in _FREE and not is_read):
        value, domain = None, YES
    elif type_.kind is Kind.LIST:
        value, domain = _group(fact, name, here)
    else:
        value = here.fresh(type_, name)
        domain = both(*_domain(fact, type_, value, here))
    return Given(fact, type_, value, z3.Bool(f"{name} skipped"), domain)


def _group(fact: Fact, name: str, here: Translator) -> tuple[Items, z3.BoolRef]:
    """As many members as there may be, the first so many of which are there; each fact of them may be left out."""
    length, most = z3.Int(f"{name} length"), int(fact.domain["maximum"])
    domain = [length >= int(fact.domain.get("minimum", 0)), length <= most]
    members = []
    for each in range(1, most + 1):
        facts = {}
        for key, about in member_facts(fact).items():
            place, type_ = f"{name} {each} {key}", fact_type(about)
            value = None if type_.kind in _BARE else here.fresh(type_, place)
            facts[key] = Term(value, z3.Bool(f"{place} is known"))
            domain += [] if value is None else _domain(about, type_, value, here)
        members.append(Item(length >= each, facts))
    return Items(tuple(members)), both(*domain)


def _domain(fact: Fact, type_: Type, value: Any, here: Translator) -> Iterator[z3.BoolRef]:
    """The fact's own limits; those that depend on other facts or on the day are `limits_here`."""
    if type_.kind in NUMERIC:
        low, high = type_.bounds.low, type_.bounds.high
        if low is not None:
            yield value >= number(low)
        if high is not None:
            yield value <= number(high)
        if type_.places and z3.is_real(value):
            yield z3.IsInt(value * 10**type_.places)
    elif type_.kind is Kind.CHOICE:
        yield either(*(value == here.options.number(option) for option in type_.options))
    elif type_.kind is Kind.CHOICES:
        yield from _selection(fact, value)
    elif type_.kind is Kind.TEXT:
        yield z3.Length(value) >= max(1, int(fact.domain.get("min_length", 1)))
        if type_.bounds.high is not None:
            yield z3.Length(value) <= number(type_.bounds.high)
    elif type_.kind is Kind.MONTH:
        yield value.day == 1


def _selection(fact: Fact, chosen: Mapping[str, z3.BoolRef]) -> Iterator[z3.BoolRef]:
    exclusive = fact.domain.get("exclusive")
    alone = chosen.get(exclusive, NO) if exclusive else NO
    if exclusive:
        yield z3.Implies(alone, z3.Not(z3.Or(*(on for option, on in chosen.items() if option != exclusive))))
    count = z3.Sum([z3.If(on, 1, 0) for on in chosen.values()])
    at_least, at_most = fact.domain.get("at_least"), fact.domain.get("at_most")
    if at_least is not None:
        yield either(alone, count >= at_least)
    if at_most is not None:
        yield either(alone, count <= at_most)


def limits_here(given: Given, names: Names, ties: Ties) -> z3.BoolRef:
    """The earliest and latest day as they stand where the question is asked."""
    if isinstance(given.value, Items):
        return both(*(_member_limits(given.fact, item, names, ties) for item in given.value.each))
    return _limits(given.fact, given.value, names, ties) if given.type.kind in CALENDAR else YES


def _member_limits(fact: Fact, item: Item, names: Names, ties: Ties) -> z3.BoolRef:
    """The same for the facts of one member, whose limits may be given by its other facts."""
    dates = {name: about for name, about in member_facts(fact).items() if fact_type(about).kind in CALENDAR}
    if not dates:
        return YES
    around = names.supposing({(0, name): term for name, term in item.facts.items()})
    kept = (
        either(negated(item.facts[name].known), _limits(about, item.facts[name].value, around, ties))
        for name, about in dates.items()
    )
    return either(negated(item.there), both(*kept))


def _limits(fact: Fact, day: Day, names: Names, ties: Ties) -> z3.BoolRef:
    conditions = []
    earliest, latest = (_limit(fact.domain.get(key), names, ties) for key in ("earliest", "latest"))
    if earliest is not None:
        first = earliest.value.number
        if fact_type(fact).kind is Kind.MONTH:  # any day of a month lets in the whole month
            first = first - earliest.value.day + 1
        conditions.append(either(negated(earliest.known), day.number >= first))
    if latest is not None:
        conditions.append(either(negated(latest.known), day.number <= latest.value.number))
    return both(*conditions)


def _limit(limit: Json, names: Names, ties: Ties) -> Term | None:
    if isinstance(limit, str):
        return Term(days.fixed(date.fromisoformat(limit if len(limit) == 10 else f"{limit}-01")))
    if not isinstance(limit, Mapping):
        return None
    if "today" not in limit:
        return names.get((0, str(limit.get("fact"))))
    shift = str(limit["today"])
    count, unit = int(shift[:-1]), shift[-1]
    today: Day = names[0, "today"].value
    if unit in "my":
        return Term(days.months_later(today, z3.IntVal(count * _STEPS[unit]), ties))
    return Term(days.later(today, count * _STEPS[unit], ties))


def read_answer(given: Given, model: z3.ModelRef, here: Translator) -> Any:
    """The answer in a model, as the engine takes it. What no condition reads may be anything: something plain."""
    return _read(given.fact, given.value, model, here)


def _read(fact: Fact, value: Any, model: z3.ModelRef, here: Translator) -> Any:
    def holds(condition: z3.BoolRef) -> bool:
        return bool(z3.is_true(model.eval(condition, model_completion=True)))

    if value is None:
        return plain_answer(fact)
    if isinstance(value, Items):
        members = member_facts(fact)
        return tuple(
            {
                name: _read(members[name], term.value, model, here) if holds(term.known) else None
                for name, term in item.facts.items()
            }
            for item in value.each
            if holds(item.there)
        )
    kind = fact_type(fact).kind
    if kind is Kind.CHOICES:
        return tuple(option for option, on in value.items() if holds(on))
    found = model.eval(value.number if isinstance(value, Day) else value, model_completion=True)
    if kind is Kind.BOOLEAN:
        return z3.is_true(found)
    if kind is Kind.TEXT:
        return fitting(fact, written(found))
    if kind is Kind.CHOICE:
        return here.options.name(found.as_long())
    if kind in CALENDAR:
        return date.min + timedelta(days=found.as_long() - 1)
    exact = Fraction(found.as_long()) if z3.is_int_value(found) else found.as_fraction()
    return exact.numerator if exact.denominator == 1 else exact


def written(text: z3.SeqRef) -> str:
    """A text of the solver: it writes most characters by their numbers."""
    return re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda found: chr(int(found[1], 16)), text.as_string())


def plain_answer(fact: Fact) -> Any:
    """Some answer that fits the type, for what no condition looks into."""
    if fact.type in WRITTEN:
        return example_of(fact)
    members = member_facts(fact)
    one = {name: _member_answer(member) for name, member in members.items()}
    return tuple(dict(one) for _ in range(max(1, int(fact.domain.get("minimum", 1)))))


def _member_answer(fact: Fact) -> Any:
    simple: Mapping[str, Any] = {"boolean": False, "date": date(2000, 1, 1), "month": date(2000, 1, 1)}
    if fact.type in simple:
        return simple[fact.type]
    type_ = fact_type(fact)
    if type_.kind is Kind.CHOICE:
        return type_.options[0]
    if type_.kind is Kind.CHOICES:
        return type_.options[:1]
    if type_.kind in NUMERIC:
        return type_.bounds.low if type_.bounds.low is not None else min(0, type_.bounds.high or 0)
    return plain_answer(fact)
