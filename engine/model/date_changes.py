"""What would be different if a journey went by another day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.model.values import Value


class Differs(StrEnum):
    """Each is worded by the channel."""

    ANSWER = "answer"
    """An answer no longer fits."""
    VALUE = "value"
    """Something that is worked out from the answers comes out differently."""
    ASKED = "asked"
    """Another question would wait now."""
    DROPPED = "dropped"
    """A question that was answered would no longer be asked."""
    OUTCOME = "outcome"
    """The journey would come to another result, or to none yet."""
    REASONS = "reasons"
    """The same result by another way."""


@dataclass(frozen=True, kw_only=True)
class DateChange:
    """One difference. `node` and `fact` say where, as far as there is such a thing."""

    differs: Differs
    node: str = ""
    fact: str = ""
    before: Value | None = None
    after: Value | None = None
