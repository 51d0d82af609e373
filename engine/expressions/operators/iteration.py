"""What every list operator shares: going through items, with the names of each at hand."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.expressions.adapting import in_words
from engine.expressions.code import Code, function_of, invoke
from engine.expressions.operators.registry import Operator
from engine.expressions.scope import Frame
from engine.expressions.typed import Typed, applied
from engine.expressions.types import BOOLEAN, Kind, Type, fact_type

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.interpreter import Env
    from engine.expressions.typecheck import Call

MOST_NESTED = 2
ITEMS = frozenset({Kind.LIST, Kind.CHOICES, Kind.ARRAY})
LIST = 'a list, a selection or written values, and {}; in it `var` names a fact of the member, or `""` the item itself'

Each = Callable[[Any], Any]


class Iteration(Operator):
    """What all list operators share: they look at one item after the other."""

    def items(self, call: Call) -> Typed:
        """The list to go through."""
        if len(call.frames) >= MOST_NESTED:
            call.fail(f"Lists can be gone through {MOST_NESTED} deep, not more.")
        node = call.node(0)
        if node.type.kind not in ITEMS:
            call.fail(f"“{self.name}” needs a list here, but {in_words(node)}.", 0)
        return node

    def applied(self, call: Call, type_: Type, args: tuple[Typed, ...]) -> Typed:
        """The finished part. It does not read the members: those names end here."""
        depth = len(call.frames) + 1
        node = applied(self.name, type_, args, data=depth, pointer=call.pointer)
        return replace(node, reads=frozenset(key for key in node.reads if key[0] < depth))

    def run(self, node: Typed, env: Env) -> Any:
        items = env.value(node.args[0])
        return None if items is None else self.over(items, lambda item: env.within(frame_of(item)).value(node.args[1]))

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        with emitter.within(node.data):
            each = emitter.emit(node.args[1])
        body = function_of([f"_e_m{node.data}"], each.whole())
        build = partial(self._invoked, body)
        return emitter.strictly([node.args[0]], build, maybe=each.can_be_unknown)

    def _invoked(self, body: ast.expr, items: ast.expr) -> ast.expr:
        return invoke(f"_e_{self.name}", items, body)

    def over(self, items: Iterable[Any], each: Each) -> Any:
        """The result for known items. The generated code calls the same function."""
        return self.helpers[f"_e_{self.name}"](items, each)


def frame_types(type_: Type) -> Frame:
    """Names at hand for each item of such a list."""
    if type_.kind is Kind.LIST:
        return {name: fact_type(fact) for name, fact in (type_.members or {}).items()}
    if type_.kind is Kind.CHOICES:
        return {"": Type(Kind.CHOICE, options=type_.options)}
    return {"": type_.item or BOOLEAN}


def frame_of(item: Any) -> Mapping[str, Any]:
    """Values at hand for an item."""
    return item if isinstance(item, Mapping) else {"": item}


def settled_items(items: Typed) -> Typed:
    return replace(items, type=items.type.settled()) if items.type.flexible else items
