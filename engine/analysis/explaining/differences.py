"""Answers held against those of one person: when another answer is given, and how far it lies from the first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import z3

from engine.analysis.proof.days import Day
from engine.analysis.proof.encoding import Encoded
from engine.analysis.proof.formulas import equal, number
from engine.analysis.proof.givens import Given
from engine.analysis.proof.people import Person
from engine.analysis.proof.terms import NO, alike, both, either, negated, size_of
from engine.expressions.types import CALENDAR, NUMERIC


def changes(encoded: Encoded, person: Person) -> dict[str, z3.BoolRef]:
    """By fact: when it is asked for and answered otherwise than the person did."""
    return {
        fact: both(either(*asked), differs(encoded, encoded.givens[fact], person))
        for fact, asked in encoded.asks.items()
        if fact in encoded.givens
    }


def differs(encoded: Encoded, given: Given, person: Person) -> z3.BoolRef:
    """When the answer about a fact is another one; always where the person gave none."""
    name = given.fact.id
    if name not in person.answers:
        return z3.BoolVal(True)
    value = person.answers[name]
    if value is None:
        return negated(given.skipped)
    return either(given.skipped, NO if given.value is None else negated(_same(encoded, given, value)))


def distance(given: Given, value: Any) -> z3.ArithRef | None:
    """How far an answer lies from a number or a day; None for what has no distance."""
    if value is None or given.value is None or given.type.kind not in NUMERIC | CALENDAR:
        return None
    if isinstance(value, date):
        return size_of(given.value.number - value.toordinal())
    one, other = alike([given.value, number(value)])
    return size_of(one - other)


def apart(value: Any, other: Any) -> Fraction:
    """The same of two values."""
    if isinstance(value, date):
        return Fraction(abs((other - value).days))
    return abs(Fraction(other) - Fraction(value))


def _same(encoded: Encoded, given: Given, value: Any) -> z3.BoolRef:
    constant = encoded.translator({}).constant(value, given.type)
    if isinstance(given.value, Mapping):
        return both(*(given.value[option] == constant[option] for option in given.value))
    if isinstance(given.value, Day):
        return given.value.number == constant.number
    return equal(given.value, constant)
