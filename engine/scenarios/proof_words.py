"""The summary of a proof for people who draw flows: steps and ways on in sentences, where the summary counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_SUMMARY: Final = re.compile(r"Proved for a year from (\d{4}-\d{2}-\d{2}): (.+)\.")
_SOME: Final = r"(\d+) of (\d+)"
_SAID: Final = tuple(
    (re.compile(counted), said)
    for counted, said in (
        (r"all \d+ nodes met", "every step is met by somebody"),
        (rf"{_SOME} nodes met", r"\1 of \2 steps are met by somebody"),
        (r"all \d+ exits met", "every way on is taken by somebody"),
        (rf"{_SOME} exits met", r"\1 of \2 ways on are taken by somebody"),
        (r"all \d+ rows met", "every row of a table fits somebody"),
        (rf"{_SOME} rows met", r"\1 of \2 rows of tables fit somebody"),
        (r"all \d+ rules both ways", "every rule holds for somebody and not for somebody else"),
        (rf"{_SOME} rules both ways", r"\1 of \2 rules hold for somebody and not for somebody else"),
        (r"all \d+ promises kept", "every promise is kept"),
        (rf"{_SOME} promises kept", r"\1 of \2 promises are kept for certain"),
        (r"people get stuck at 1 node", "people get stuck at 1 step"),
        (r"people get stuck at (\d+) nodes", r"people get stuck at \1 steps"),
        (r"not settled whether anybody gets stuck", "it is not settled whether anybody gets stuck"),
        (r"(\d+) not settled", r"not settled in all: \1"),
    )
)


def say_proof(summary: str, day: Callable[[str], str] = str) -> str:
    """The same for readers of pages; a summary that says why nothing is proved stays as it is."""
    told = _SUMMARY.fullmatch(summary)
    if told is None:
        return summary
    parts = [_said(part) for part in told[2].split(", ")]
    return f"Proved for everybody who begins within a year from {day(told[1])}: {', '.join(parts)}."


def _said(part: str) -> str:
    return next((found.expand(said) for counted, said in _SAID if (found := counted.fullmatch(part))), part)
