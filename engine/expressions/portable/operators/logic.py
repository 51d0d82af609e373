"""Logic as JsonLogic has it: null, false, 0, an empty text and an empty list count as no."""

from __future__ import annotations

from typing import Any

from engine.expressions.portable.call import Call
from engine.expressions.portable.registry import portable

_EMPTY = (
    "An empty object as a condition, which is yes in JsonLogic and no in CertLogic, unless it is said which of them "
    "the rule was written for; and a date-time."
)


@portable(
    "and",
    arguments="values",
    result="The first value that counts as no, otherwise the last. What stands after it is not worked out.",
    refuses=_EMPTY,
)
def both(call: Call) -> Any:
    return _until(call, False)


@portable(
    "or",
    arguments="values",
    result="The first value that counts as yes, otherwise the last. What stands after it is not worked out.",
    refuses=_EMPTY,
)
def either(call: Call) -> Any:
    return _until(call, True)


@portable("!", most=1, arguments="a value", result="Yes when it counts as no.", refuses=_EMPTY)
def negation(call: Call) -> bool:
    return not call.is_true(call.value(0), 0)


@portable("!!", most=1, arguments="a value", result="Whether it counts as yes.", refuses=_EMPTY)
def truth(call: Call) -> bool:
    return call.is_true(call.value(0), 0)


_CHOSEN = "What stands after the first condition that counts as yes; otherwise the last argument"


@portable(
    "if",
    least=0,
    arguments="a condition, what it is then, …, what it is otherwise",
    result=f"{_CHOSEN}, or null when there is none. Nothing else is worked out.",
    refuses=_EMPTY,
)
def choose(call: Call) -> Any:
    for place in range(0, len(call) - 1, 2):
        if call.is_true(call.value(place), place):
            return call.value(place + 1)
    return call.value(len(call) - 1) if len(call) % 2 else None


portable(
    "?:",
    least=3,
    most=3,
    arguments="a condition, what it is then, what it is otherwise",
    result="The same as `if` with three arguments.",
    refuses=_EMPTY,
)(choose)


def _until(call: Call, stop: bool) -> Any:
    last = len(call) - 1
    for place in range(last):
        value = call.value(place)
        if call.is_true(value, place) is stop:
            return value
    return call.value(last)
