"""Checks an expression without typing the same words twice: what stood elsewhere in the flow is known already.

A part found here may name the place of its twin, so whatever is wrong is looked at again for its own place.
"""

from __future__ import annotations

import marshal

from engine.errors import ExpressionError
from engine.expressions.expecting import fit
from engine.expressions.scope import Frame, Scope
from engine.expressions.typecheck import MAX_DEPTH, Checker, check
from engine.expressions.typed import Typed
from engine.model.flow import Fact
from engine.model.values import Json


def check_quickly(expr: Json, scope: Scope, *, expect: str | Fact | None = "boolean") -> Typed:
    """As `check`, for whoever asks whether `expr` is right and of what type, and not where its parts stand."""
    try:
        return fit(_Recalling(scope).check(expr, "", 1), expect)
    except ExpressionError:
        return check(expr, scope, expect=expect)


class _Recalling(Checker):
    """Keeps what it typed in the scope. Within list operators the same words can mean something else."""

    def check(self, expr: Json, pointer: str, depth: int, frames: tuple[Frame, ...] = ()) -> Typed:
        if frames or type(expr) is not dict:
            return super().check(expr, pointer, depth, frames)
        typed = self.scope.typed
        written = marshal.dumps(expr, 2)  # version 2: equal words are equal bytes
        twin = typed.get(written)
        if twin is not None and depth + twin[1] < MAX_DEPTH:
            self.count(twin[1], pointer)
            return twin[0]
        before = self.size
        node = super().check(expr, pointer, depth, frames)
        typed[written] = node, self.size - before
        return node
