"""Functions of other tools over numbers, and those that choose among values."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from engine.scenarios.decision_tables.fields import DATE, NUMBER
from engine.scenarios.decision_tables.refusal import NotSupportedError
from engine.scenarios.decision_tables.syntax import Expr
from engine.scenarios.decision_tables.terms import Items, Meaning, Nothing, Term
from engine.scenarios.decision_tables.translator import Translator, functions, made, single
from engine.scenarios.decision_tables.uses import alike, kind_of, use

MOST_DIGITS = 9


@functions.register("if")
def chosen(translator: Translator, condition: Expr, then: Expr, other: Expr) -> Term:
    """One of two values."""
    asked, yes, no = translator.condition(condition), translator.term(then), translator.term(other)
    alike(yes, no)
    texts = (*yes.texts, *no.texts) if yes.texts and no.texts else ()
    found = made({"if": [asked.code, yes.code, no.code]}, kind_of(yes) or kind_of(no), asked, yes, no)
    return replace(found, texts=texts, places=_most(yes.places, no.places))


@functions.register("??")
def otherwise(translator: Translator, value: Expr, fallback: Expr) -> Meaning:
    """The second value where there is no first."""
    first = translator.meaning(value)
    if isinstance(first, Nothing):
        return translator.meaning(fallback)
    found = single(first)
    if found.field is None or not (found.field.is_asked or found.is_unsure):
        return found
    second = translator.term(fallback)
    alike(found, second)
    found.field.is_optional |= found.field.is_asked
    either = made({"if": [{"answered": found.field.id}, found.code, second.code]}, kind_of(found), second)
    return replace(either, places=_most(found.places, second.places))


@functions.register("date")
def dated(translator: Translator, value: Expr) -> Term:
    """A date that is handed in as text."""
    found = translator.term(value)
    if found.field is None:
        raise NotSupportedError("“date” of something that was worked out")
    return replace(use(found, DATE), kind=DATE)


def _calculated(name: str, translator: Translator, *args: Expr) -> Term:
    terms = [use(term, NUMBER) for term in [translator.term(arg) for arg in args]]
    found = made({name: [each.code for each in terms]}, NUMBER, *terms)
    return replace(found, places=_places(name, terms), can_fail=found.can_fail or _may_be_zero(name, terms))


def _extreme(name: str, translator: Translator, *args: Expr) -> Term:
    """`min`, `max` and `sum` of several numbers, or of a list of them."""
    whole = translator.meaning(args[0]) if len(args) == 1 else Items(tuple(translator.meaning(arg) for arg in args))
    if not isinstance(whole, Items) or whole.conditions is not None or not whole.items:
        raise NotSupportedError(f"“{name}” works only on numbers that are written one by one")
    terms = [use(single(item), NUMBER) for item in whole.items]
    found = made({"+" if name == "sum" else name: [each.code for each in terms]}, NUMBER, *terms)
    return replace(found, places=_most(*(each.places for each in terms)))


def _rounded(name: str, translator: Translator, value: Expr, places: Expr | None = None) -> Term:
    digits = translator.term(places).number if places is not None else 0
    if not isinstance(digits, int) or not 0 <= digits <= MOST_DIGITS:
        raise NotSupportedError(f"rounding to a number of places that is not written as 0 to {MOST_DIGITS}")
    found = use(translator.term(value), NUMBER)
    code = {name: [found.code, digits]} if digits else {name: [found.code]}
    return replace(made(code, NUMBER, found), places=digits)


@functions.register("abs")
def absolute(translator: Translator, value: Expr) -> Term:
    """A number without its sign."""
    found = use(translator.term(value), NUMBER)
    code = {"if": [{"<": [found.code, 0]}, {"-": [0, found.code]}, found.code]}
    return replace(made(code, NUMBER, found), places=found.places)


for _name in ("+", "-", "*", "/", "%"):
    functions.register(_name)(partial(_calculated, _name))
for _name in ("min", "max", "sum"):
    functions.register(_name)(partial(_extreme, _name))
for _name in ("round", "floor", "ceil"):
    functions.register(_name)(partial(_rounded, _name))


def _most(*places: int | None) -> int | None:
    known = [each for each in places if each is not None]
    return max(known) if len(known) == len(places) else None


def _places(name: str, terms: list[Term]) -> int | None:
    if name == "/":
        return None
    if name != "*":
        return _most(*(each.places for each in terms))
    known = [each.places for each in terms if each.places is not None]
    return sum(known) if len(known) == len(terms) else None


def _may_be_zero(name: str, terms: list[Term]) -> bool:
    if name not in ("/", "%"):
        return False
    divisor = terms[1]
    if divisor.number is not None:
        return divisor.number == 0
    numbers = divisor.field.numbers if divisor.field else []
    return not numbers or min(numbers) <= 0 <= max(numbers)
