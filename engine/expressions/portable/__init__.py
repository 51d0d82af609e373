"""The `portable` dialect: JsonLogic and CertLogic rules by others, untyped, on data of any shape.

The same answer as theirs, or a refusal with its reason. For rules from elsewhere; flows use the typed dialect.
"""

from engine.expressions.portable.answer import Refused, Result
from engine.expressions.portable.evaluator import evaluate_portable
from engine.expressions.portable.limits import CERTLOGIC, JSONLOGIC, MAX_DEPTH, MAX_PARTS, MAX_STEPS
from engine.expressions.portable.registry import PortableOperator, portable_operators
from engine.expressions.portable.values import to_json

__all__ = [
    "CERTLOGIC",
    "JSONLOGIC",
    "MAX_DEPTH",
    "MAX_PARTS",
    "MAX_STEPS",
    "PortableOperator",
    "Refused",
    "Result",
    "evaluate_portable",
    "portable_operators",
    "to_json",
]
