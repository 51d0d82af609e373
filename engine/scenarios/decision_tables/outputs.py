"""What a step gives, as a field that can hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.scenarios.decision_tables.fields import (
    BOOLEAN,
    DATE,
    MOST_PLACES,
    NOTHING,
    NUMBER,
    SELECTION,
    TEXT,
    Field,
)
from engine.scenarios.decision_tables.refusal import NotSupportedError
from engine.scenarios.decision_tables.terms import Items, Meaning, Nothing, Option, Term, text_term
from engine.scenarios.decision_tables.uses import alike, kind_of

_KINDS = (NUMBER, BOOLEAN, TEXT, SELECTION, DATE)


def keep(made: Field, given: Sequence[Meaning]) -> list[Term]:
    """The values as `made` holds them, which learns from them what it is. Raises NotSupportedError."""
    terms = [_selection(made, each) if isinstance(each, Items) else each for each in given]
    if any(isinstance(each, Nothing) for each in terms):
        terms = [text_term(NOTHING) if isinstance(each, Nothing) else each for each in terms]
        if not all(isinstance(each, Term) and each.texts for each in terms):
            raise NotSupportedError("it gives a value in some rows and none in others")
    found: list[Term] = []
    for each in terms:
        if not isinstance(each, Term):
            raise NotSupportedError("a fact cannot hold a group")
        found.append(_held(made, each))
    numbers = [each.number for each in found]
    is_written = made.kind == NUMBER and None not in numbers and (made.numbers or not made.is_filled)
    made.numbers = [*made.numbers, *(number for number in numbers if number is not None)] if is_written else []
    made.sources |= frozenset(source for each in found for source in each.reads)
    made.can_fail |= any(each.can_fail for each in found)
    made.is_filled = True
    return found


def _held(made: Field, term: Term) -> Term:
    """One value, with its texts among what the field can be, and rounded where it could go on for ever."""
    kind = kind_of(term)
    if kind not in (*_KINDS, ""):
        raise NotSupportedError("a fact cannot hold this list")
    alike(Term({"var": made.id}, made.kind, field=made), term)
    if kind == SELECTION and term.field is None:
        made.offer(term.texts)
    if kind == NUMBER and (term.places is None or term.places > MOST_PLACES):
        return replace(term, code={"round": [term.code, MOST_PLACES]}, places=MOST_PLACES)
    return term


def _selection(made: Field, items: Items) -> Term:
    """A written list of texts."""
    texts = [text for item in items.items if isinstance(item, Term) for text in item.texts[:1]]
    if items.conditions is not None or len(texts) < len(items.items):
        raise NotSupportedError("a fact cannot hold a list that is put together")
    if not texts:
        raise NotSupportedError("a fact cannot be filled with an empty list")
    return Term([Option(text) for text in texts], SELECTION, texts=tuple(texts))
