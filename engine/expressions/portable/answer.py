"""What comes of a portable rule: a result, or a refusal with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.errors import EngineError


@dataclass(frozen=True)
class Result:
    """What the rule gives. Numbers are exact (`int` or `Fraction`), date-times are `datetime`s."""

    value: Any


@dataclass(frozen=True)
class Refused:
    """Why there is no result. `pointer` leads into the rule, as in `/and/1`."""

    reason: str
    pointer: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.reason} (at {self.pointer})" if self.pointer else self.reason


class RefusedError(EngineError):
    """Carries a refusal from where it arises to the one place that turns it into a `Refused`."""

    def __init__(self, reason: str, pointer: str = "") -> None:
        self.refused = Refused(reason, pointer)
        super().__init__(self.refused.sentence)
