"""Types the expressions of nodes one after the other, each for the use its node makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.errors import ExpressionError
from engine.expressions import Scope, Typed, check, check_quickly
from engine.expressions.types import NUMERIC, member_facts
from engine.model.flow import Fact
from engine.nodes import Expression, Part

_BOUNDS = frozenset({"minimum", "maximum"})


class NodeTyping:
    """The typing of one node's expressions, in their order: a later one may read an earlier one by its name."""

    def __init__(self, scope: Scope, *, is_kept: bool = True) -> None:
        """`is_kept` is False where only the types are asked for: then the parts need not know where they stand."""
        self._scope = scope
        self._check = check if is_kept else check_quickly

    def check(self, each: Expression) -> Typed:
        """The expression typed. Raises ExpressionError; KeyError when it fills a fact that does not exist."""
        typed = self._check(each.source, self._scope, expect=expected(each, self._scope.facts))
        if each.is_rank and typed.type.kind not in NUMERIC:
            raise ExpressionError(f"A rank is a number or an amount, but this is {typed.type.words}.")
        if each.name:
            self._scope = self._scope.naming(each.name, typed.type)
        return typed


def expected(each: Expression, facts: Mapping[str, Fact]) -> Fact | str | None:
    """What an expression has to give: a condition, the value of a fact or of a part of it, or anything at all."""
    if not each.fills:
        return None if each.name or each.is_rank else "boolean"
    fact = facts[each.fills]
    if each.part is Part.MEMBER:
        return member_facts(fact)[each.member]
    if each.part is Part.OPTION:
        return replace(fact, type="choice")
    if each.part is Part.NUMBER:
        return replace(fact, domain={key: value for key, value in fact.domain.items() if key not in _BOUNDS})
    return fact
