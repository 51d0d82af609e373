"""Selections and written lists, item by item; and texts put together."""

from __future__ import annotations

from collections.abc import Mapping

import z3

from engine.analysis.proof.formulas.translator import RULES, Translator
from engine.analysis.proof.terms import YES, Term, alike, both, either, negated
from engine.expressions.typed import ARRAY, Typed
from engine.expressions.types import Kind


def _items(here: Translator, node: Typed) -> list[tuple[z3.BoolRef, Term]] | None:
    """What a list operator goes over: each item with whether it is there. None where that is not known here."""
    if node.op == ARRAY:
        return [(YES, item) for item in here.terms(node.args)]
    if node.op == "missing":
        return [(negated(here.names[key].known), Term(z3.StringVal(key[1]))) for key in node.data if key in here.names]
    if node.type.kind is Kind.CHOICES:
        there = here.term(node)
        if isinstance(there.value, Mapping):
            return [(on, Term(z3.IntVal(here.options.number(each)))) for each, on in there.value.items()]
    return None


def _list_known(here: Translator, node: Typed) -> z3.BoolRef:
    if node.op == "missing":
        return YES
    return both(*(item.known for item in here.terms(node.args))) if node.op == ARRAY else here.term(node).known


def _each(here: Translator, node: Typed) -> list[tuple[z3.BoolRef, Term]] | None:
    """The second argument of a list operator for each item, with whether the item is there."""
    items = _items(here, node.args[0])
    if items is None:
        return None
    frame = (node.data, "")
    return [(there, here.within({frame: item}).term(node.args[1])) for there, item in items]


def _some(here: Translator, node: Typed) -> Term | None:
    each = _each(here, node)
    if each is None:
        return None
    granted = either(*(both(there, found.is_true) for there, found in each))
    decided = both(*(either(negated(there), found.known) for there, found in each))
    return Term(granted, both(_list_known(here, node.args[0]), either(granted, decided)))


def _all(here: Translator, node: Typed) -> Term | None:
    each = _each(here, node)
    if each is None:
        return None
    refused = either(*(both(there, found.is_false) for there, found in each))
    decided = both(*(either(negated(there), found.known) for there, found in each))
    anything = either(*(there for there, _ in each))
    value = both(negated(refused), anything)
    return Term(value, both(_list_known(here, node.args[0]), either(refused, decided)))


def _none(here: Translator, node: Typed) -> Term | None:
    found = _some(here, node)
    return found and Term(negated(found.value), found.known)


def _count(here: Translator, node: Typed) -> Term | None:
    items = _items(here, node.args[0])
    if items is None:
        return None
    known = _list_known(here, node.args[0])
    if len(node.args) == 1:
        return Term(z3.Sum([z3.If(there, 1, 0) for there, _ in items]), known)
    each = _each(here, node) or []
    decided = both(*(either(negated(there), found.known) for there, found in each))
    return Term(z3.Sum([z3.If(both(there, found.value), 1, 0) for there, found in each]), both(known, decided))


def _sum_of(here: Translator, node: Typed) -> Term | None:
    if len(node.args) > 1 or node.args[0].op != ARRAY:
        return None
    items = here.terms(node.args[0].args)
    return Term(z3.Sum(alike([item.value for item in items])), both(*(item.known for item in items)))


def _cat(here: Translator, node: Typed) -> Term | None:
    if any(arg.type.kind is not Kind.TEXT for arg in node.args):
        return None
    terms = here.terms(node.args)
    value = terms[0].value if len(terms) == 1 else z3.Concat(*(each.value for each in terms))
    return Term(value, both(*(each.known for each in terms)))


RULES.update(
    {
        "some": _some,
        "all": _all,
        "none": _none,
        "count": _count,
        "sum": _sum_of,
        "cat": _cat,
    }
)
