"""What comes of an input before the path is recomputed: it was taken into the journey, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from engine.errors import NotWaitingError
from engine.model.inputs import Input, Raw
from engine.model.journey import Journey
from engine.model.prompts import Asks, Refusal
from engine.runtime.trace import Trace, Waiting


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A journey with one more input in it."""

    journey: Journey
    place: str
    """The place the input was for."""
    goes_on: bool = True
    """False when the person stays where they are."""
    returning: bool = False
    answered: Mapping[str, bool] = field(default_factory=dict)
    """The facts that were answered or skipped, and whether the answer differs from the one before."""
    given: Input | None = None


@dataclass(frozen=True, kw_only=True)
class Refused:
    """An input that was not accepted, with what was typed."""

    place: str
    refusals: tuple[Refusal, ...]
    raw: Raw | None = None
    raws: Mapping[str, Raw] | None = None
    """The same for a page, by the ids of its questions."""


Outcome: TypeAlias = Taken | Refused


def get_waiting(here: Trace, place: str, asks: Asks) -> Waiting:
    """The place of that name, if it asks for this. Raises NotWaitingError."""
    waiting = here.find(place)
    if waiting is None or waiting.asks is not asks:
        raise NotWaitingError(place)
    return waiting


def moved_on(journey: Journey, **changes: Any) -> Journey:
    """The journey, one input later."""
    return replace(journey, seq=journey.seq + 1, **changes)
