"""Operators that read facts: `var`, `answered`, `missing`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from engine.expressions.code import Code, collection, compare, invoke
from engine.expressions.operators.registry import Operator, calls, register
from engine.expressions.typed import Key, Typed
from engine.expressions.types import BOOLEAN, TEXT, Kind, Type

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.interpreter import Env
    from engine.expressions.typecheck import Call


def names_missing(names: tuple[str, ...], values: tuple[object, ...]) -> tuple[str, ...]:
    """Those of the names whose value is None."""
    return tuple(name for name, value in zip(names, values, strict=True) if value is None)


class Var(Operator):
    name = "var"
    most = 2
    arguments = 'the id of a fact; `today`; inside a list operator a fact of the member, or `""` for the item itself'
    result = "The value of the fact. `today` is the day on which the journey began."
    unknown = "Unknown while the fact is not answered, or was skipped."

    def check(self, call: Call) -> Typed:
        name = call.text(0, "the id of a fact")
        if len(call.args) > 1:
            call.fail("“var” takes no default: a fact that is not answered is unknown. Use “if” with “answered”.", 1)
        key, type_ = call.resolve(name)
        return Typed("var", type_, data=key, pointer=call.pointer, reads=frozenset({key}))

    def run(self, node: Typed, env: Env) -> Any:
        return env.look_up(node.data)

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        return emitter.variable(node.data)


class Answered(Operator):
    name = "answered"
    most = 1
    arguments = "the id of a fact"
    result = "Yes when the fact has a value, no when it was not answered or was skipped."
    unknown = "Never unknown: the one operator that turns unknown into no."

    def check(self, call: Call) -> Typed:
        key, _ = call.resolve(call.text(0, "the id of a fact"))
        return Typed("answered", BOOLEAN, data=key, pointer=call.pointer, reads=frozenset({key}))

    def run(self, node: Typed, env: Env) -> bool:
        return env.look_up(node.data) is not None

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        code = emitter.variable(node.data)
        if not code.maybe:
            return Code(ast.Constant(True))
        return Code(compare(code.value, ast.IsNot(), ast.Constant(None)))

    def answered_unless_false(self, node: Typed) -> frozenset[Key]:
        return frozenset({node.data})


class Missing(Operator):
    name = "missing"
    arguments = "ids of facts"
    result = 'The ids of those that are not answered, as a list: count them with `{"count": {"missing": […]}}`.'
    unknown = "Never unknown."
    helpers = calls(missing=names_missing)

    def check(self, call: Call) -> Typed:
        keys = tuple(call.resolve(call.text(place, "the id of a fact"), place)[0] for place in range(len(call.args)))
        type_ = Type(Kind.ARRAY, item=TEXT)
        return Typed("missing", type_, data=keys, pointer=call.pointer, reads=frozenset(keys))

    def run(self, node: Typed, env: Env) -> tuple[str, ...]:
        return tuple(name for depth, name in node.data if env.look_up((depth, name)) is None)

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        names = collection(tuple(name for _, name in node.data))
        values = ast.Tuple([emitter.variable(key).value for key in node.data], ast.Load())
        return Code(invoke("_e_missing", names, values))


register(Var(), Answered(), Missing())
