"""Functions of other tools over lists: `in`, `some`, `filter`, `len` and their like."""

from __future__ import annotations

from dataclasses import replace

from engine.scenarios.decision_tables.fields import BOOLEAN, LIST, NUMBER, SELECTION, TEXT, Field
from engine.scenarios.decision_tables.refusal import NeverError, NotSupportedError
from engine.scenarios.decision_tables.syntax import Expr, Span
from engine.scenarios.decision_tables.terms import Group, Items, Meaning, Nothing, Term, number_term
from engine.scenarios.decision_tables.translator import (
    NO,
    Translator,
    functions,
    joined,
    made,
    negated,
    single,
)
from engine.scenarios.decision_tables.uses import alike, kind_of, use


def within(translator: Translator, needle: Expr, hay: Expr) -> Term:
    """Whether a value is in a list, or between two others."""
    value = translator.term(needle)
    if isinstance(hay, Span):
        low = translator.compared(">=" if hay.has_low else ">", value, translator.meaning(hay.low))
        high = translator.compared("<=" if hay.has_high else "<", value, translator.meaning(hay.high))
        return joined("and", [low, high])
    return _in(value, translator.meaning(hay), translator)


functions.register("in")(within)


@functions.register("contains")
def contains(translator: Translator, hay: Expr, needle: Expr) -> Term:
    """The same, the other way round."""
    return _in(translator.term(needle), translator.meaning(hay), translator)


def _in(value: Term, hay: Meaning, translator: Translator) -> Term:
    if isinstance(hay, Items) and hay.conditions is None:
        if not hay.items:
            return NO
        items = [single(item) for item in hay.items]
        for item in items:
            alike(value, item)
        if all(item.texts or item.number is not None for item in items):
            return made({"in": [value.code, [item.code for item in items]]}, BOOLEAN, value)
        return joined("or", [translator.compared("==", value, item) for item in items])
    selected = use(single(hay), SELECTION)
    if not value.texts or selected.field is None:
        raise NotSupportedError("only written texts can be looked for in a list that is handed in")
    selected.field.offer(value.texts)
    return made({"in": [value.code, selected.code]}, BOOLEAN, value, selected)


def _each(name: str, translator: Translator, collection: Expr, body: Expr) -> Term:
    whole = translator.meaning(collection)
    if isinstance(whole, Nothing):
        raise NeverError
    if isinstance(whole, Items) and whole.conditions is None:
        held = [_for_member(translator, item).condition(body) for item in whole.items]
        return joined("and", held) if name == "all" else negated(joined("or", held), when=name == "none")
    selected = use(single(whole), SELECTION)
    inner = _for_member(translator, _member(selected)).condition(body)
    return made({name: [selected.code, inner.code]}, BOOLEAN, selected, inner)


@functions.register("some")
def some(translator: Translator, collection: Expr, body: Expr) -> Term:
    """Whether a condition holds for at least one item."""
    return _each("some", translator, collection, body)


@functions.register("all")
def every(translator: Translator, collection: Expr, body: Expr) -> Term:
    """Whether a condition holds for all items."""
    return _each("all", translator, collection, body)


@functions.register("none")
def no(translator: Translator, collection: Expr, body: Expr) -> Term:
    """Whether a condition holds for no item."""
    return _each("none", translator, collection, body)


@functions.register("filter")
def filtered(translator: Translator, collection: Expr, body: Expr) -> Items:
    """Which items of a list that is known one by one count."""
    whole = translator.meaning(collection)
    if not isinstance(whole, Items) or whole.conditions is not None:
        raise NotSupportedError("“filter” works only on a list that is written out")
    return Items(whole.items, tuple(_for_member(translator, item).condition(body) for item in whole.items))


@functions.register("len")
def counted(translator: Translator, collection: Expr) -> Term:
    """How many items a list has."""
    return _length(translator.meaning(collection))


@functions.register("count")
def counted_where(translator: Translator, collection: Expr, body: Expr) -> Term:
    """For how many items a condition holds."""
    return _length(filtered(translator, collection, body))


def _length(whole: Meaning) -> Term:
    if isinstance(whole, Items):
        if whole.conditions is None:
            return number_term(len(whole.items), 0)
        ones = [{"if": [each.code, 1, 0]} for each in whole.conditions]
        return made({"+": [*ones, 0]}, NUMBER, *whole.conditions)
    found = single(whole)
    if kind_of(found) == LIST:
        return made({"count": [found.code]}, NUMBER, found)
    if found.field is None or not found.field.is_asked:
        raise NotSupportedError("only the length of a list that is handed in, or of rows, can be told")
    found.field.is_counted = True
    return replace(found, kind=NUMBER, field=None, places=0)


@functions.register("values")
def values(translator: Translator, group: Expr) -> Items:
    """The values of a group, without their names."""
    found = translator.meaning(group)
    if not isinstance(found, Group):
        raise NotSupportedError("“values” works only on a group that is written out")
    return Items(tuple(found.parts.values()))


def _for_member(translator: Translator, member: Meaning) -> Translator:
    return replace(translator, member=single(member))


def _member(selected: Term) -> Term:
    """The item at hand of a list of texts: what it is compared with, the list may hold."""
    whole = selected.field
    if whole is None:
        raise NotSupportedError("only the items of a list that is handed in can be looked at")
    return Term({"var": ""}, TEXT, field=Field("", whole.original, "", is_asked=False, kind=TEXT, texts=whole.texts))
