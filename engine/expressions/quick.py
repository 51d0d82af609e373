"""Checks an expression without typing the same twice: what stood elsewhere in the flow is known already.

Two expressions have one shape when only facts of equal types stand in different places: what is right with one is
right with the other. A part found here may name the place of its twin and the facts of its twin, so whatever is wrong
is looked at again for its own place.
"""

from __future__ import annotations

import marshal
from collections.abc import Hashable, Mapping

from engine.errors import ExpressionError
from engine.expressions.expecting import fit
from engine.expressions.operators.registry import operators
from engine.expressions.scope import Frame, Scope
from engine.expressions.typecheck import MAX_DEPTH, Checker, check
from engine.expressions.typed import Typed
from engine.model.flow import Fact
from engine.model.values import Json

_MEMBERS = frozenset(name for name in operators if operators[name].names_members)


def check_quickly(expr: Json, scope: Scope, *, expect: str | Fact | None = "boolean") -> Typed:
    """As `check`, for whoever asks whether `expr` is right and of what type, and not what it reads or where."""
    try:
        return fit(_Recalling(scope).check(expr, "", 1), expect)
    except ExpressionError:
        return check(expr, scope, expect=expect)


class _Recalling(Checker):
    """Keeps what it typed in the scope. Within list operators the same words can mean something else."""

    def check_operator(self, expr: Mapping[str, Json], pointer: str, depth: int, frames: tuple[Frame, ...]) -> Typed:
        if frames or not isinstance(expr, dict):
            return super().check_operator(expr, pointer, depth, frames)
        try:
            shape = _shape(expr, self.scope.alike, {})
        except _LiteralError:
            shape = marshal.dumps(expr)
        twin = self.scope.typed.get(shape)
        if twin is not None and depth + twin[1] < MAX_DEPTH:
            self.count(twin[1], pointer)
            return twin[0]
        before = self.size
        node = super().check_operator(expr, pointer, depth, frames)
        self.scope.typed[shape] = node, self.size - before
        return node


class _LiteralError(Exception):
    """This has no shape apart from its words: a name may mean the fact of a member, or nothing."""


def _shape(part: Json, alike: Mapping[str, int], facts: dict[str, int]) -> Hashable:
    """The part with numbers for its facts: of their type, and which of those named so far it is.

    Raises _LiteralError.
    """
    kind = type(part)
    if kind is str:
        return str(part)
    if kind is list:
        return ("[", *[_shape(each, alike, facts) for each in part])
    if kind is not dict:
        return (kind, part)  # 1, 1.0 and true are equal in Python
    if len(part) != 1:
        raise _LiteralError
    ((name, raw),) = part.items()
    if name == "var":
        fact = raw[0] if type(raw) is list and len(raw) == 1 else raw
        if type(fact) is not str or fact not in alike:
            raise _LiteralError
        return (name, alike[fact], facts.setdefault(fact, len(facts)))
    if name in _MEMBERS:
        raise _LiteralError
    return (name, _shape(raw, alike, facts))
