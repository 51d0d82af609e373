"""Checks an expression without typing the same twice: what stood elsewhere in the flow is known already.

Two of them have one shape when they apply an operator to the same values and to facts of equal types: what is right
with one is right with the other. A part found here may name the place of its twin and the facts of its twin, so whatever is wrong
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
        typed = self.scope.typed
        written = marshal.dumps(expr)
        twin = typed.get(written)
        shape = None if twin else _shape(expr, self.scope.alike)
        if shape is not None:
            twin = typed.get(shape)
        if twin is not None and depth + twin[1] < MAX_DEPTH:
            self.count(twin[1], pointer)
        else:
            before = self.size
            node = super().check_operator(expr, pointer, depth, frames)
            twin = typed[shape or written] = node, self.size - before
        typed[written] = twin
        return twin[0]


def _shape(expr: Mapping[str, Json], alike: Mapping[str, int]) -> Hashable:
    """An operator on facts and written values, with a number for the type of each fact. None for any other."""
    if len(expr) != 1:
        return None
    ((name, raw),) = expr.items()
    parts = [_part(each, alike) for each in (raw if type(raw) is list else (raw,))]
    return None if name in _MEMBERS or None in parts else (name, *parts)


def _part(part: Json, alike: Mapping[str, int]) -> Hashable:
    if type(part) is not dict:
        return marshal.dumps(part)  # 1, 1.0 and true are equal in Python
    fact = part.get("var")
    return alike.get(fact) if len(part) == 1 and type(fact) is str else None
