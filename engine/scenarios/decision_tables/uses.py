"""Learns from how values are used and compared what kind each is."""

from __future__ import annotations

from engine.scenarios.decision_tables.fields import TEXT
from engine.scenarios.decision_tables.refusal import NotSupportedError
from engine.scenarios.decision_tables.terms import Term


def kind_of(term: Term) -> str:
    """What is known by now of a value's kind."""
    return term.kind or (term.field.kind if term.field else "")


def use(term: Term, kind: str) -> Term:
    """The value as one of this kind. Raises NotSupportedError when it is of another."""
    if term.kind and term.kind != kind:
        raise NotSupportedError(f"{_said(kind)} is needed where there is {_said(term.kind)}")
    if term.field is not None and not term.kind:
        term.field.use(kind)
    return term


def alike(one: Term, other: Term) -> None:
    """Two values that are compared, or stand for each other, are of one kind."""
    kinds = (kind_of(one), kind_of(other))
    kind = kinds[0] or kinds[1]
    if all(kinds) and kinds[0] != kinds[1]:
        raise NotSupportedError(f"{_named(one)} is {_said(kinds[0])}, but {_named(other)} is {_said(kinds[1])}")
    for each in (one, other):
        if kind:
            use(each, kind)
    if one.field and other.field:
        one.field.join(other.field)
    for each, texts in ((one, other.texts), (other, one.texts)):
        if each.field and kind == TEXT:
            each.field.offer(texts)


def _named(term: Term) -> str:
    if term.field is not None:
        return f"“{term.field.original}”"
    return f"“{term.texts[0]}”" if len(term.texts) == 1 else "what it is compared with"


def _said(kind: str) -> str:
    return {"number": "a number", "boolean": "yes or no", "text": "text", "date": "a date"}.get(kind, "a list")
