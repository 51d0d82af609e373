"""The table of operators, and what each knows: its types, its meaning, its code, its page in the reference."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from engine.expressions.typed import SPECIAL, Key, Typed
from engine.registry import Registry

if TYPE_CHECKING:
    import ast

    from engine.expressions.code import Code
    from engine.expressions.compiler import Emitter
    from engine.expressions.interpreter import Env
    from engine.expressions.typecheck import Call

Helpers = Mapping[str, Callable[..., Any]]


def calls(**functions: Callable[..., Any]) -> Helpers:
    """The functions that an operator's code calls."""
    return {f"_e_{name}": function for name, function in functions.items()}


class Operator(ABC):
    """One operator of the `flow` dialect. `run` is its meaning; `emit` must always agree with it."""

    name: str
    least: int = 1
    most: int | None = None
    helpers: Helpers = calls()
    """Functions that generated code calls, by the global name it calls them by."""
    arguments: str
    """Reference: the arguments as a designer writes them."""
    result: str
    """Reference: what comes out, in one or two sentences."""
    unknown: str = "Unknown when an argument is unknown."

    @abstractmethod
    def check(self, call: Call) -> Typed:
        """Types the arguments, or says what is wrong with them."""

    @abstractmethod
    def run(self, node: Typed, env: Env) -> Any:
        """The value; None is unknown."""

    @abstractmethod
    def emit(self, node: Typed, emitter: Emitter) -> Code:
        """Python code for the value."""

    def why_unknown(self, node: Typed) -> str:
        """Why a value made of nothing but written values is unknown, in a sentence."""
        return "it comes out larger or longer than anything can be here."

    def answered_unless_false(self, node: Typed) -> frozenset[Key]:
        """Names that certainly hold a value whenever this condition is true or unknown."""
        return frozenset()

    def answered_unless_true(self, node: Typed) -> frozenset[Key]:
        """Names that certainly hold a value whenever this condition is false or unknown."""
        return frozenset()


class Strict(Operator):
    """An operator that is unknown whenever an argument is: most of them."""

    def run(self, node: Typed, env: Env) -> Any:
        values = [env.value(arg) for arg in node.args]
        return None if any(value is None for value in values) else self.apply(node, *values)

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        return emitter.strictly(node.args, lambda *exprs: self.code(node, emitter, *exprs), self.is_partial(node))

    def is_partial(self, node: Typed) -> bool:
        """Whether the result can be unknown although all arguments are known."""
        return False

    @abstractmethod
    def apply(self, node: Typed, *values: Any) -> Any:
        """The value for known arguments."""

    @abstractmethod
    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        """Python code of `apply`, with arguments that are known."""


operators: Registry[Operator] = Registry("operator")


def register(*found: Operator) -> None:
    """Files operators under their names."""
    for operator in found:
        operators.register(operator.name)(operator)


def answered_unless_false(node: Typed) -> frozenset[Key]:
    """Names that certainly hold a value whenever the condition is true or unknown."""
    return operators[node.op].answered_unless_false(node) if node.op not in SPECIAL else frozenset()


def answered_unless_true(node: Typed) -> frozenset[Key]:
    """Names that certainly hold a value whenever the condition is false or unknown."""
    return operators[node.op].answered_unless_true(node) if node.op not in SPECIAL else frozenset()
