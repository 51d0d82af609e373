"""One person's pass through a service: start it, look at it, give it an input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.services.journeys.views import Started, Traffic, View

if TYPE_CHECKING:
    from engine.model.words import Words
    from webapp.persistence import UnitOfWork


def start_journey(uow: UnitOfWork, slug: str, *, language: str, traffic: Traffic, now: datetime) -> Started:
    """Begin a journey on the service's live release. Raises UnknownServiceError."""
    raise NotImplementedError


def look(
    uow: UnitOfWork, public_id: str, secret: str, place: str | None, *, words: Callable[[str], Words], now: datetime
) -> View:
    """Show one place; None is the first thing still open. Changes nothing."""
    raise NotImplementedError


def give(
    uow: UnitOfWork,
    public_id: str,
    secret: str,
    place: str,
    form: Mapping[str, list[str]],
    *,
    words: Callable[[str], Words],
    now: datetime,
) -> View:
    """Give one input to `place` and store what follows from it."""
    raise NotImplementedError


def set_language(
    uow: UnitOfWork, public_id: str, secret: str, language: str, *, words: Callable[[str], Words], now: datetime
) -> View:
    """Go on in another language."""
    raise NotImplementedError


def start_again(uow: UnitOfWork, public_id: str, secret: str, *, now: datetime) -> Started:
    """A new journey in the same service, linked to this one. Works on expired and sealed journeys too."""
    raise NotImplementedError
