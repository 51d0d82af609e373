"""Logic with three values: yes, no and unknown (Kleene's)."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from engine.expressions.code import Code, all_of, any_of, bind, compare, is_none, load
from engine.expressions.operators.registry import (
    Operator,
    Strict,
    answered_unless_false,
    answered_unless_true,
    register,
)
from engine.expressions.typed import Key, Typed, applied
from engine.expressions.types import BOOLEAN

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.interpreter import Env
    from engine.expressions.typecheck import Call

Implied = Callable[[Typed], frozenset[Key]]


class Connective(Operator):
    """`and` and `or`: one value decides, whatever the others are."""

    deciding: bool
    arguments = "conditions"

    def check(self, call: Call) -> Typed:
        conditions = tuple([call.condition(place) for place in range(len(call.args))])
        return applied(self.name, BOOLEAN, conditions, pointer=call.pointer)

    def run(self, node: Typed, env: Env) -> bool | None:
        found: bool | None = not self.deciding
        for arg in node.args:
            value: bool | None = env.value(arg)
            if value is self.deciding:
                return value
            if value is None:
                found = None
        return found

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        return combine(self.emitted(node.args, emitter), emitter, self.deciding)

    def emitted(self, args: Sequence[Typed], emitter: Emitter) -> list[Code]:
        """Code of the conditions, each knowing what follows from those before it not having decided.

        Conditions that ask whether a fact is answered go first, the rest are quicker where they need no check.
        """
        implied = self.implied()
        guards = [arg for arg in args if implied(arg)]
        codes = []
        known: frozenset[Key] = frozenset()
        for arg in guards:
            with emitter.knowing(known):
                codes.append(emitter.emit(arg))
            known |= implied(arg)
        with emitter.knowing(known):
            rest = [emitter.emit(arg) for arg in args if not implied(arg)]
        return codes + sorted(rest, key=lambda code: code.can_be_unknown)

    def implied(self) -> Implied:
        return answered_unless_true if self.deciding else answered_unless_false


class And(Connective):
    name = "and"
    deciding = False
    result = "Yes when every condition is yes."
    unknown = "No as soon as one condition is no; otherwise unknown when one is unknown."

    def answered_unless_false(self, node: Typed) -> frozenset[Key]:
        return frozenset().union(*map(answered_unless_false, node.args))

    def answered_unless_true(self, node: Typed) -> frozenset[Key]:
        return frozenset.intersection(*map(answered_unless_true, node.args))


class Or(Connective):
    name = "or"
    deciding = True
    result = "Yes when at least one condition is yes."
    unknown = "Yes as soon as one condition is yes; otherwise unknown when one is unknown."

    def answered_unless_false(self, node: Typed) -> frozenset[Key]:
        return frozenset.intersection(*map(answered_unless_false, node.args))

    def answered_unless_true(self, node: Typed) -> frozenset[Key]:
        return frozenset().union(*map(answered_unless_true, node.args))


class Not(Strict):
    name = "!"
    most = 1
    arguments = "a condition"
    result = "No for yes, yes for no."
    unknown = "Unknown when the condition is unknown."

    def check(self, call: Call) -> Typed:
        return applied(self.name, BOOLEAN, (call.condition(0),), pointer=call.pointer)

    def apply(self, node: Typed, *values: Any) -> bool:
        return not values[0]

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return ast.UnaryOp(ast.Not(), exprs[0])

    def answered_unless_false(self, node: Typed) -> frozenset[Key]:
        return answered_unless_true(node.args[0])

    def answered_unless_true(self, node: Typed) -> frozenset[Key]:
        return answered_unless_false(node.args[0])


class Same(Strict):
    name = "!!"
    most = 1
    arguments = "a condition"
    result = "The condition itself; JsonLogic's way to say that something is meant as yes or no."
    unknown = "Unknown when the condition is unknown."

    def check(self, call: Call) -> Typed:
        return call.condition(0)

    def apply(self, node: Typed, *values: Any) -> Any:
        return values[0]

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return exprs[0]


class If(Operator):
    name = "if"
    least = 3
    arguments = "a condition, what it is then, …, what it is otherwise"
    result = "What stands after the first condition that is yes; the last argument when all are no. All of one kind."
    unknown = "Unknown when a condition before the first yes is unknown, or when the result is."

    def check(self, call: Call) -> Typed:
        last = len(call.args) - 1
        if last % 2:
            call.fail("“if” needs what it is otherwise, as its last argument.")
        is_condition = [place % 2 == 0 and place != last for place in range(len(call.args))]
        nodes = [call.condition(place) if is_condition[place] else call.node(place) for place in range(len(call.args))]
        results = tuple(node for node, condition in zip(nodes, is_condition, strict=True) if not condition)
        fitted, type_ = call.unified(results, "results of one “if”")
        adapted = iter(fitted)
        args = tuple(node if condition else next(adapted) for node, condition in zip(nodes, is_condition, strict=True))
        return applied(self.name, type_, args, pointer=call.pointer)

    def run(self, node: Typed, env: Env) -> Any:
        *pairs, otherwise = node.args
        for condition, result in zip(pairs[::2], pairs[1::2], strict=True):
            holds = env.value(condition)
            if holds is None:
                return None
            if holds:
                return env.value(result)
        return env.value(otherwise)

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        return self._branch(list(node.args), emitter)

    def _branch(self, args: list[Typed], emitter: Emitter) -> Code:
        if len(args) == 1:
            return emitter.emit(args[0])
        condition = emitter.certain(emitter.emit(args[0]))
        with emitter.knowing(answered_unless_false(args[0])):
            then = emitter.emit(args[1])
        with emitter.knowing(answered_unless_true(args[0])):
            otherwise = self._branch(args[2:], emitter)
        value = ast.IfExp(condition.value, then.whole(), otherwise.whole())
        return Code(value, condition.checks, then.can_be_unknown or otherwise.can_be_unknown)


def combine(codes: Sequence[Code], emitter: Emitter, deciding: bool) -> Code:
    """Code of `and` (where no decides) or `or` (where yes does). Conditions that cannot be unknown stay bare."""
    join = any_of if deciding else all_of
    unsure = [code for code in codes if code.can_be_unknown]
    if not unsure:
        return Code(join([code.whole() for code in codes]))
    if len(unsure) == 1 and codes[-1] is unsure[0]:
        return Code(join([code.whole() for code in codes]), maybe=True)
    tests: list[ast.expr] = []
    names: list[str] = []
    for code in codes:
        if not code.can_be_unknown:
            tests.append(code.whole())
            continue
        names.append(emitter.temporary())
        bound = bind(names[-1], code.whole())
        tests.append(bound if deciding else compare(bound, ast.IsNot(), ast.Constant(False)))
    return Code(join([*tests, _undecided(names, deciding)]), maybe=True)


def _undecided(names: Sequence[str], deciding: bool) -> ast.expr:
    """What is left when no condition decided: unknown when one of them was."""
    if len(names) == 1:
        return load(names[0])
    unknown = any_of([is_none(load(name)) for name in names])
    return ast.IfExp(unknown, ast.Constant(None), ast.Constant(not deciding))


register(And(), Or(), Not(), Same(), If())
