"""What the buttons of a calculation's form do: add a value, calculate on with one, move it, take it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from engine.editing import Group, Operand, Term, Wanted, Working
from webapp.blueprints.editor import conditions
from webapp.blueprints.editor.calculation_form import ROOT, root_of

_FIRST: Final = {"number": "+", "money": "+", "date": "later", "month": "later", "text": "cat"}
"""The way in which a value of a kind is first calculated with."""
_OF_NUMBERS: Final = ("*", "/", "%", "round", "later", "earlier", "workdays_later")
_SHRINKING: Final = ("+", "-", "*", "/", "min", "max", "cat", "if")
"""Ways that one value alone does not need."""
_Change = Callable[[Term], Term]


def act(term: Term, asked: str, wanted: Wanted, root: str = ROOT) -> tuple[Term, str]:
    """The calculation after a button, and the id of the place where the designer goes on.

    `v:add 0` and the like are about values; what begins with the root of a condition is about that.
    """
    where, _, does = asked.partition(":")
    if where != root:
        return _within_condition(term, where, does, root), ""
    changed, here = _changed(term, does, wanted)
    return changed, here.replace(ROOT, root, 1)


def _changed(term: Term, does: str, wanted: Wanted) -> tuple[Term, str]:
    verb, _, place = does.partition(" ")
    at = tuple(int(step) for step in place.split(".") if step.isdigit())
    if verb == "add":
        changed = _at(term, at, _with_one_more)
        found = _found(changed, at)
        last = len(found.parts) - 1 if isinstance(found, Working) else 0
        return changed, _id((*at, max(last - 1 if _is_branching(found) else last, 0)))
    if verb == "on":
        way = _FIRST.get(wanted.kind, "if") if not at else ""
        return _at(term, at, lambda part: Working(way=way or _beside(term, at, wanted), parts=(part,))), _id((*at, 1))
    if verb == "alone":
        return _at(term, at, _only_first), _id(at)
    if verb == "drop":
        return (_at(term, at[:-1], lambda part: _without(part, at[-1])), _id(at[:-1])) if at else (Operand(), ROOT)
    if verb == "up" and at and at[-1]:
        return _at(term, at[:-1], lambda part: _swapped(part, at[-1])), _id((*at[:-1], at[-1] - 1))
    return term, _id(at)


def _beside(term: Term, at: tuple[int, ...], wanted: Wanted) -> str:
    """A way for a value within others: numbers are multiplied within a sum, else added."""
    holder = _found(term, at[:-1])
    way = holder.way if isinstance(holder, Working) else ""
    if way in ("+", "-"):
        return "*"
    if way in ("later", "earlier", "workdays_later") and not at[-1]:
        return "later"
    if way in ("between", "age", "weekday", "year_of", "workdays_between"):
        return "later"
    return (
        "+" if way in ("*", "/", "%", "round", "later", "earlier", "workdays_later") else _FIRST.get(wanted.kind, "if")
    )


def _id(at: tuple[int, ...]) -> str:
    return "-".join((ROOT, *map(str, at)))


def _at(term: Term, at: tuple[int, ...], change: _Change) -> Term:
    if not at:
        return change(term)
    if not isinstance(term, Working) or at[0] >= len(term.parts):
        return term
    parts = list(term.parts)
    parts[at[0]] = _at(parts[at[0]], at[1:], change)
    return replace(term, parts=tuple(parts))


def _found(term: Term, at: tuple[int, ...]) -> Term:
    for number in at:
        if not isinstance(term, Working) or number >= len(term.parts):
            return Operand()
        term = term.parts[number]
    return term


def _is_branching(term: Term) -> bool:
    return isinstance(term, Working) and term.way == "if"


def _with_one_more(term: Term) -> Term:
    """Another value at the end; of several by conditions, before the last, which is what it is otherwise."""
    if not isinstance(term, Working):
        return term
    if _is_branching(term):
        parts = (*term.parts[:-1], Operand(), *term.parts[-1:])
        return replace(term, parts=parts, whens=(*term.whens, Group()))
    return replace(term, parts=(*term.parts, Operand()))


def _without(term: Term, number: int) -> Term:
    """A value taken away with its condition; what is left alone needs no way to work it out."""
    if not isinstance(term, Working):
        return term
    parts = term.parts[:number] + term.parts[number + 1 :]
    whens = term.whens
    if _is_branching(term):
        gone = min(number, len(whens) - 1)
        whens = whens[:gone] + whens[gone + 1 :]
    if len(parts) == 1 and term.way in _SHRINKING:
        return parts[0]
    return replace(term, parts=parts, whens=whens)


def _only_first(term: Term) -> Term:
    return term.parts[0] if isinstance(term, Working) and term.parts else Operand()


def _swapped(term: Term, number: int) -> Term:
    """A value and the one before it in each other's place, with their conditions."""
    if not isinstance(term, Working) or number >= len(term.parts):
        return term
    parts, whens = list(term.parts), list(term.whens)
    parts[number - 1 : number + 1] = reversed(parts[number - 1 : number + 1])
    if number < len(whens):
        whens[number - 1 : number + 1] = reversed(whens[number - 1 : number + 1])
    return replace(term, parts=tuple(parts), whens=tuple(whens))


def _within_condition(term: Term, where: str, asked: str, root: str, at: str = "") -> Term:
    """The same, with one of its conditions changed."""
    if not isinstance(term, Working):
        return term
    whens = tuple(
        conditions.act(each, asked)[0] if root_of(at, number, root) == where else each
        for number, each in enumerate(term.whens)
    )
    parts = tuple(
        _within_condition(each, where, asked, root, f"{at}.{number}".strip("."))
        for number, each in enumerate(term.parts)
    )
    return replace(term, parts=parts, whens=whens)
