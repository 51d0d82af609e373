"""Where a walk ended, and why there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from engine.model.values import Values


class Stop(StrEnum):
    """Why a walk stopped where it did."""

    OUTCOME = "outcome"
    QUESTION = "question"
    """The answer it needs next is not there."""
    REFUSED = "refused"
    """The answer to this question is not accepted."""
    FAILED = "failed"
    """The flow cannot go on."""


class Walked(NamedTuple):
    """Where a walk ended."""

    node: str
    stop: Stop
    path: tuple[str, ...]
    """The nodes it came through, `node` included."""

    @property
    def outcome(self) -> str | None:
        """The outcome's node, if the walk reached one."""
        return self.node if self.stop is Stop.OUTCOME else None


Walker: TypeAlias = Callable[[Values, date], Walked]
