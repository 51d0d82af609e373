"""Lists item by item: the members of a list, the options of a selection, or written values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import z3

from engine.analysis.proof.formulas.translator import RULES, Translator
from engine.analysis.proof.terms import YES, Item, Items, Term, alike, both, count, either, merged, negated
from engine.expressions.numbers import TOO_LARGE
from engine.expressions.operators.text import MOST_CHARACTERS
from engine.expressions.typed import ARRAY, Typed
from engine.expressions.types import NUMERIC, Kind, Type


def _array(here: Translator, node: Typed) -> Term:
    items = here.terms(node.args)
    return Term(Items(tuple(Item(YES, {"": item}) for item in items)), both(*(item.known for item in items)))


def _missing(here: Translator, node: Typed) -> Term | None:
    if any(key not in here.names for key in node.data):
        return None
    names = ((negated(here.names[key].known), z3.StringVal(key[1])) for key in node.data)
    return Term(Items(tuple(Item(there, {"": Term(name)}) for there, name in names)))


def items_of(here: Translator, node: Typed) -> tuple[Items, Term] | None:
    """What a list operator goes over, and the list itself. None where that is not known here."""
    whole = here.term(node)
    if isinstance(whole.value, Items):
        return whole.value, whole
    if isinstance(whole.value, Mapping):
        chosen = ((on, z3.IntVal(here.options.number(option))) for option, on in whole.value.items())
        return Items(tuple(Item(on, {"": Term(option)}) for on, option in chosen)), whole
    return None


Found = list[tuple[z3.BoolRef, Term]]
"""For each item whether it is there, and what was found of it."""


def _each(here: Translator, node: Typed) -> tuple[Found, Term] | None:
    """The second argument of a list operator for each item, and the list."""
    went_over = items_of(here, node.args[0])
    if went_over is None:
        return None
    items, whole = went_over
    return [(item.there, _inside(here, node.data, item.facts).term(node.args[1])) for item in items.each], whole


def _inside(here: Translator, depth: int, facts: Mapping[str, Term]) -> Translator:
    return here.within({(depth, name): term for name, term in facts.items()})


def _decided(found: Found) -> z3.BoolRef:
    """Whether something is known of every item that is there."""
    return both(*(either(negated(there), term.known) for there, term in found))


def _some(here: Translator, node: Typed) -> Term | None:
    each = _each(here, node)
    if each is None:
        return None
    found, whole = each
    granted = either(*(both(there, term.is_true) for there, term in found))
    return Term(granted, both(whole.known, either(granted, _decided(found))))


def _all(here: Translator, node: Typed) -> Term | None:
    each = _each(here, node)
    if each is None:
        return None
    found, whole = each
    refused = either(*(both(there, term.is_false) for there, term in found))
    anything = either(*(there for there, _ in found))
    return Term(both(negated(refused), anything), both(whole.known, either(refused, _decided(found))))


def _none(here: Translator, node: Typed) -> Term | None:
    found = _some(here, node)
    return found and Term(negated(found.value), found.known)


def _count(here: Translator, node: Typed) -> Term | None:
    if len(node.args) == 1:
        went_over = items_of(here, node.args[0])
        return went_over and Term(went_over[0].count, went_over[1].known)
    each = _each(here, node)
    if each is None:
        return None
    found, whole = each
    return Term(count(both(there, term.value) for there, term in found), both(whole.known, _decided(found)))


def _sum_of(here: Translator, node: Typed) -> Term | None:
    each = _each(here, node) if len(node.args) > 1 else _plain(here, node.args[0])
    if each is None:
        return None
    found, whole = each
    numbers = alike([term.value for _, term in found])
    total = z3.Sum([z3.If(there, each, 0) for (there, _), each in zip(found, numbers, strict=True)])
    return Term(total if found else z3.IntVal(0), both(whole.known, _decided(found)))


def _plain(here: Translator, node: Typed) -> tuple[Found, Term] | None:
    """The items of a list of plain values."""
    went_over = items_of(here, node)
    return went_over and ([(item.there, item.facts[""]) for item in went_over[0].each], went_over[1])


def _filter(here: Translator, node: Typed) -> Term | None:
    each = _each(here, node)
    if each is None:
        return None
    found, whole = each
    known = both(whole.known, _decided(found))
    kept = [both(there, term.value) for there, term in found]
    if isinstance(whole.value, Mapping):
        return Term(dict(zip(whole.value, kept, strict=True)), known)
    items = (Item(there, item.facts) for there, item in zip(kept, whole.value.each, strict=True))
    return Term(Items(tuple(items)), known)


def _map(here: Translator, node: Typed) -> Term | None:
    each = _each(here, node)
    if each is None:
        return None
    found, whole = each
    made = Items(tuple(Item(there, {"": Term(term.value)}) for there, term in found))
    return Term(made, both(whole.known, _decided(found)))


def _reduce(here: Translator, node: Typed) -> Term | None:
    went_over, carried = items_of(here, node.args[0]), here.term(node.args[2])
    if went_over is None:
        return None
    items, whole = went_over
    measure = _measure(node.type)
    if measure is None:
        return None
    known = both(whole.known, carried.known)
    for item in items.each:
        facts = {f"current.{name}" if name else "current": term for name, term in item.facts.items()}
        step = _inside(here, node.data, {"accumulator": Term(carried.value), **facts}).term(node.args[1])
        known = both(known, either(negated(item.there), both(step.known, measure(step.value))))
        carried = merged(item.there, Term(step.value), Term(carried.value))
    return Term(carried.value, known)


def _measure(type_: Type) -> Callable[[Any], z3.BoolRef] | None:
    """Whether a carried value is no larger than anything can be here. None where that cannot be told."""
    if type_.kind is Kind.TEXT:
        return lambda text: z3.Length(text) <= MOST_CHARACTERS
    if type_.kind not in NUMERIC:
        return lambda _: YES
    if type_.places is None or type_.places > _MOST_PLACES:
        return None
    # A number counts as too large when it takes too many digits to write it, with those after the point.
    most = TOO_LARGE // 10**type_.places
    return lambda number: both(number <= most, number >= -most)


_MOST_PLACES = 20


RULES.update(
    {
        ARRAY: _array,
        "missing": _missing,
        "some": _some,
        "all": _all,
        "none": _none,
        "count": _count,
        "sum": _sum_of,
        "filter": _filter,
        "map": _map,
        "reduce": _reduce,
    }
)
