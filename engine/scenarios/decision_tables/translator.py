"""Turns expressions of other tools into expressions of a flow, learning on the way what kind each value is.

What each operator and function means stands in `list_functions.py` and `number_functions.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from engine.model.values import Number
from engine.registry import Registry
from engine.scenarios.decision_tables.fields import BOOLEAN, DATE, NUMBER, places_of
from engine.scenarios.decision_tables.known import Known
from engine.scenarios.decision_tables.refusal import NeverError, NotSupportedError
from engine.scenarios.decision_tables.syntax import (
    COMPARISONS,
    Apply,
    Day,
    Expr,
    Fields,
    Listed,
    Member,
    Name,
    Subject,
    Written,
)
from engine.scenarios.decision_tables.terms import Group, Items, LeftOut, Meaning, Nothing, Term, number_term, text_term
from engine.scenarios.decision_tables.uses import alike, kind_of, use

YES, NO = Term(True, BOOLEAN), Term(False, BOOLEAN)


@dataclass(frozen=True)
class Translator:
    """Translates what one step says. `own` holds what the same step has worked out before."""

    known: Known
    own: Mapping[tuple[str, ...], Meaning]
    subject: Term | None = None
    member: Term | None = None
    dates_are_text: bool = False
    """Whether a date comes as text and has to be read by a function, as in JDM."""

    def about(self, subject: Term) -> Translator:
        """The same for the cell of a column."""
        return replace(self, subject=subject)

    def term(self, expr: Expr) -> Term:
        """One value."""
        return single(self.meaning(expr))

    def condition(self, expr: Expr) -> Term:
        """A value that is yes or no."""
        return use(self.term(expr), BOOLEAN)

    def meaning(self, expr: Expr) -> Meaning:
        """What an expression comes to."""
        match expr:
            case Written(value):
                return _written(value)
            case Day(text):
                return Term(_iso(text), DATE)
            case Name(path, is_own):
                return self._named(path, is_own=is_own)
            case Subject() if self.subject:
                return self.subject
            case Member() if self.member:
                return self.member
            case Listed(items):
                return Items(tuple(self.meaning(item) for item in items))
            case Fields(fields):
                return Group({name: self.meaning(value) for name, value in fields})
            case Apply(name, args):
                return self._applied(name, args)
        raise NotSupportedError("this part means nothing where it stands")

    def _named(self, path: tuple[str, ...], *, is_own: bool) -> Meaning:
        if not is_own:
            if any(path[: len(each)] == each for each in self.own) and not self.known.gives(path):
                raise NotSupportedError(
                    f"the same node works out “{'.'.join(path)}”, but reads it as if it were given before"
                )
            return self.known.find(path)
        return replace(self.known, has_request=False, values=self.own).find(path)

    def _applied(self, name: str, args: tuple[Expr, ...]) -> Meaning:
        if name in COMPARISONS:
            return self.compared(name, self.meaning(args[0]), self.meaning(args[1]))
        if name in ("and", "or"):
            return joined(name, [self.condition(arg) for arg in args])
        if name == "not":
            return negated(joined("or", [self.condition(arg) for arg in args]))
        found = functions.find(name)
        if found is None:
            raise NotSupportedError(_NOT_SUPPORTED.get(name, f"“{name}” has no counterpart in a flow"))
        return found(self, *args)

    def compared(self, name: str, left: Meaning, right: Meaning) -> Term:
        """A comparison of two values."""
        if isinstance(left, Nothing) or isinstance(right, Nothing):
            return _with_nothing(name, right if isinstance(left, Nothing) else left)
        if not isinstance(left, Term) or not isinstance(right, Term):
            raise NotSupportedError("a list or a group cannot be compared")
        if name not in ("==", "!=") and DATE not in (kind_of(left), kind_of(right)):
            left, right = use(left, NUMBER), use(right, NUMBER)
        if self.dates_are_text and {kind_of(left), kind_of(right)} == {DATE, ""}:
            raise NotSupportedError("a date is compared with what may be any text; use date(…) on both sides")
        alike(left, right)
        return made({name: [left.code, right.code]}, BOOLEAN, left, right)


Function: TypeAlias = Callable[..., Meaning]
"""Called with the translator and the arguments as they are written."""
functions: Registry[Function] = Registry("function of another tool")
_NOT_SUPPORTED = {
    "cat": "it puts a text together, and a flow chooses among texts",
    "^": "a flow has no powers",
}


def single(found: Meaning) -> Term:
    """What was found, as one value."""
    if isinstance(found, Nothing):
        raise NeverError
    if isinstance(found, LeftOut):
        raise NotSupportedError(found.reason)
    if not isinstance(found, Term):
        raise NotSupportedError("a single value is needed where there is a list or a group")
    return found


def made(code: object, kind: str, *parts: Term) -> Term:
    """A value made of others: it reads what they read, and there can be none where one of them has none."""
    reads = frozenset(each for part in parts for each in part.reads)
    return Term(code, kind, reads=reads, can_fail=any(part.can_fail for part in parts))


def joined(name: str, terms: list[Term]) -> Term:
    """Conditions joined by `and` or `or`."""
    if not terms:
        return NO if name == "or" else YES
    return terms[0] if len(terms) == 1 else made({name: [each.code for each in terms]}, BOOLEAN, *terms)


def negated(term: Term, *, when: bool = True) -> Term:
    """The opposite of a condition."""
    return made({"!": [term.code]}, BOOLEAN, term) if when else term


def _written(value: str | Number | bool | None) -> Meaning:
    if value is None:
        return Nothing()
    if isinstance(value, bool):
        return YES if value else NO
    return text_term(value) if isinstance(value, str) else number_term(value, places_of(value))


def _with_nothing(name: str, other: Meaning) -> Term:
    """A comparison with no value at all."""
    if name not in ("==", "!="):
        raise NeverError
    if isinstance(other, Nothing):
        return YES if name == "==" else NO
    found = single(other)
    if found.field is None or not found.field.is_asked:
        return NO if name == "==" else YES
    found.field.is_optional = True
    given = Term({"answered": found.field.id}, BOOLEAN)
    return negated(given, when=name == "==")


def _iso(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise NotSupportedError(f"“{text}” is not a plain date; a flow knows no time of day") from None
