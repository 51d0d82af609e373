"""Values as they stand, conditions, and comparisons, with three values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import z3

from engine.analysis.proof.days import Day
from engine.analysis.proof.formulas.translator import RULES, Rule, Translator, equal, number
from engine.analysis.proof.terms import Items, Term, alike, both, either, merged, negated
from engine.expressions.typed import GUARD, LITERAL, Typed
from engine.expressions.types import Kind


def _literal(here: Translator, node: Typed) -> Term | None:
    value = here.constant(node.data, node.type)
    return None if value is None else Term(value)


def _guard(here: Translator, node: Typed) -> Term | None:
    (inner,) = here.terms(node.args)
    size = z3.Length(inner.value) if node.type.kind is Kind.TEXT else inner.value
    if not z3.is_arith(size):
        return None
    low, high = node.data.low, node.data.high
    ends = [size >= number(low)] if low is not None else []
    ends += [size <= number(high)] if high is not None else []
    return Term(inner.value, both(inner.known, *ends))


def _variable(here: Translator, node: Typed) -> Term | None:
    return here.names.get(node.data)


def _answered(here: Translator, node: Typed) -> Term | None:
    found = here.names.get(node.data)
    return Term(found.known) if found else None


def _and(here: Translator, node: Typed) -> Term:
    terms = here.terms(node.args)
    refused = either(*(each.is_false for each in terms))
    return Term(both(*(each.value for each in terms)), either(refused, both(*(each.known for each in terms))))


def _or(here: Translator, node: Typed) -> Term:
    terms = here.terms(node.args)
    granted = either(*(each.is_true for each in terms))
    return Term(granted, either(granted, both(*(each.known for each in terms))))


def _three_valued_and(terms: Sequence[Term]) -> Term:
    refused = either(*(each.is_false for each in terms))
    return Term(negated(refused), either(refused, both(*(each.known for each in terms))))


def _not(here: Translator, node: Typed) -> Term:
    (inner,) = here.terms(node.args)
    return Term(negated(inner.value), inner.known)


def _if(here: Translator, node: Typed) -> Term:
    *pairs, otherwise = node.args
    found = here.term(otherwise)
    for condition, result in reversed(list(zip(pairs[::2], pairs[1::2], strict=True))):
        holds = here.term(condition)
        taken = merged(holds.value, here.term(result), found)
        found = Term(taken.value, both(holds.known, taken.known))
    return found


def _comparison(compare: Callable[[Any, Any], z3.BoolRef]) -> Rule:
    def rule(here: Translator, node: Typed) -> Term | None:
        terms = here.terms(node.args)
        values = [each.value.number if isinstance(each.value, Day) else each.value for each in terms]
        if not all(z3.is_arith(value) for value in values):
            return None
        links = [
            Term(compare(*alike([left, right])), both(terms[place].known, terms[place + 1].known))
            for place, (left, right) in enumerate(pairwise(values))
        ]
        return links[0] if len(links) == 1 else _three_valued_and(links)

    return rule


def _equality(is_same: bool) -> Rule:
    def rule(here: Translator, node: Typed) -> Term | None:
        left, right = here.terms(node.args)
        same = equal(left.value, right.value)
        return Term(same if is_same else negated(same), both(left.known, right.known))

    return rule


def _in(here: Translator, node: Typed) -> Term | None:
    needle, hay = here.terms(node.args)
    known = both(needle.known, hay.known)
    if isinstance(hay.value, Items):
        same = (both(item.there, equal(needle.value, item.facts[""].value)) for item in hay.value.each)
        return Term(either(*same), known)
    if isinstance(hay.value, Mapping):
        among = (both(needle.value == here.options.number(each), on) for each, on in hay.value.items())
        return Term(either(*among), known)
    return Term(z3.Contains(hay.value, needle.value), known) if z3.is_string(hay.value) else None


RULES.update(
    {
        LITERAL: _literal,
        GUARD: _guard,
        "var": _variable,
        "answered": _answered,
        "and": _and,
        "or": _or,
        "!": _not,
        "if": _if,
        "==": _equality(True),
        "===": _equality(True),
        "!=": _equality(False),
        "!==": _equality(False),
        "<": _comparison(lambda left, right: left < right),
        "<=": _comparison(lambda left, right: left <= right),
        ">": _comparison(lambda left, right: left > right),
        ">=": _comparison(lambda left, right: left >= right),
        "before": _comparison(lambda left, right: left < right),
        "after": _comparison(lambda left, right: left > right),
        "not-before": _comparison(lambda left, right: left >= right),
        "not-after": _comparison(lambda left, right: left <= right),
        "in": _in,
    }
)
