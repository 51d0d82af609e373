"""From a rule and its data to a result or a refusal."""

from __future__ import annotations

from engine.expressions.portable import operators
from engine.expressions.portable.answer import Refused, RefusedError, Result
from engine.expressions.portable.call import evaluate
from engine.expressions.portable.limits import Budget
from engine.expressions.portable.parser import parse
from engine.expressions.portable.values import Carried, measure, settle_all
from engine.model.values import Json

BUILT_IN = operators.__all__
"""Named so that the families of operators are certainly filed before a rule is read."""


def evaluate_portable(rule: Json, data: Json, *, written_for: str = "") -> Result | Refused:
    """What a JsonLogic or CertLogic rule gives on some data; a refusal where that is not certain.

    Always ends, and raises nothing for anything that JSON can hold. `written_for` may say JSONLOGIC or CERTLOGIC: an
    empty object as a condition then has the answer of that language, and is refused without.
    """
    budget = Budget(written_for=written_for)
    try:
        value = evaluate(parse(rule), data, budget)
        if isinstance(value, Carried):
            raise RefusedError("A rule gives a value, not all that “reduce” carries.")
        measure(value, budget, "")
        return Result(settle_all(value))
    except RefusedError as error:
        return error.refused
