"""Rounding, always by a name and to a number of places: ours, for rules that have to be exact."""

from __future__ import annotations

from engine.expressions.operators.rounding import MODES, NAMED
from engine.expressions.portable.call import Call
from engine.expressions.portable.registry import portable
from engine.model.values import Number

_PLACES = "a number, and optionally to how many decimal places (0 without)"


@portable(
    "round",
    most=3,
    arguments=f"{_PLACES} and how: {', '.join(NAMED)} (half-up without)",
    result="The number rounded.",
)
def rounded(call: Call) -> Number:
    mode = call.text(2) if len(call) > 2 else NAMED[0]
    if mode not in NAMED:
        call.refuse(f"No rounding has this name. There are {', '.join(NAMED)}.", 2)
    return MODES[mode](call.number(0), _places(call))


@portable("floor", most=2, arguments=_PLACES, result="The number rounded down, also below zero.")
def floor(call: Call) -> Number:
    return MODES["floor"](call.number(0), _places(call))


@portable("ceil", most=2, arguments=_PLACES, result="The number rounded up, also below zero.")
def ceil(call: Call) -> Number:
    return MODES["ceil"](call.number(0), _places(call))


def _places(call: Call) -> int:
    return call.whole(1, "The number of decimal places", -6, 12) if len(call) > 1 else 0
