"""Conditions and calculations: parsed, typed, compiled, and read by a plain interpreter."""

from engine.errors import ExpressionError
from engine.expressions.compiler import can_be_unknown, compile_expression, constants, facts_read, to_ast
from engine.expressions.expecting import fitted
from engine.expressions.interpreter import constant_of, evaluate
from engine.expressions.operators import Operator, operators
from engine.expressions.quick import check_quickly
from engine.expressions.scope import Scope
from engine.expressions.typecheck import MAX_DEPTH, MAX_SIZE, check
from engine.expressions.typed import Typed
from engine.expressions.types import fact_bounds

__all__ = [
    "MAX_DEPTH",
    "MAX_SIZE",
    "ExpressionError",
    "Operator",
    "Scope",
    "Typed",
    "can_be_unknown",
    "check",
    "check_quickly",
    "compile_expression",
    "constant_of",
    "constants",
    "evaluate",
    "fact_bounds",
    "facts_read",
    "fitted",
    "operators",
    "to_ast",
]
