"""What only CertLogic has: reading the identifiers and dates of birth of health certificates."""

from __future__ import annotations

import re
from datetime import datetime

from engine.expressions.portable.call import Call
from engine.expressions.portable.moments import read_partial
from engine.expressions.portable.operators.calendar import as_moment
from engine.expressions.portable.registry import portable

_PREFIX = "URN:UVCI:"
_SEPARATORS = re.compile("[/#:]")


@portable(
    "extractFromUVCI",
    least=2,
    most=2,
    arguments="an identifier, and which of its parts (0 is the first)",
    result="That part: what stands between `/`, `#` and `:`, without the prefix `URN:UVCI:`. Null when there is none.",
)
def extract(call: Call) -> str | None:
    value = call.value(0)
    place = call.whole(1, "The part", -10_000, 10_000)
    if value is None or place < 0:
        return None
    parts = _SEPARATORS.split(call.as_text(value, 0).removeprefix(_PREFIX))
    return parts[place] if place < len(parts) else None


@portable(
    "dccDateOfBirth",
    most=1,
    arguments="a date of birth, of which the day, or month and day, may be missing",
    result="The last day it can be, as a date-time.",
)
def date_of_birth(call: Call) -> datetime:
    return as_moment(call, 0, read_partial)
