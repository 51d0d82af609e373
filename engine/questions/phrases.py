"""Every English phrase of this package that a reader may see: the message ids for translators."""

from __future__ import annotations

from engine.questions.address import LABELS as ADDRESS_LABELS
from engine.questions.address import SPOT_LABELS
from engine.questions.sentences import REFUSALS

LABELS = ("Yes", "No", "None", "Day", "Month", "Year", *ADDRESS_LABELS.values(), *SPOT_LABELS.values())


def phrases() -> tuple[str, ...]:
    """Sorted, each once."""
    return tuple(sorted({*REFUSALS.values(), *LABELS}))
