"""A journey opened for one request: who may, on which release, and where it stands."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from engine import journey_from_json, view
from engine.errors import NotWaitingError
from webapp.persistence import JourneyRecord, token_hash
from webapp.services.journeys.errors import (
    JourneyExpiredError,
    JourneyNotFoundError,
    NotOnPathError,
    SecretRefusedError,
)
from webapp.services.journeys.moving import move
from webapp.services.journeys.remembered import remembered
from webapp.services.publishing import Published, get_release

if TYPE_CHECKING:
    from engine.model import Journey, Prompt
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A journey as stored and as the engine knows it."""

    record: JourneyRecord
    published: Published
    journey: Journey
    is_outdated: bool
    """The service has since been released with other logic."""
    was_moved: bool = False
    """It has just come to another release than it began on: its next input is stored there."""

    def prompt(self, place: str | None) -> Prompt:
        """What stands at `place`; None is what is open. Raises NotOnPathError."""
        release = self.published.release
        try:
            return view(release, self.journey, place)
        except NotWaitingError:
            raise NotOnPathError(view(release, self.journey).place) from None


def open_journey(uow: UnitOfWork, public_id: str, secret: str, *, now: datetime) -> Opened:
    """Raises JourneyNotFoundError, SecretRefusedError, JourneyExpiredError, ServiceChangedError."""
    record = find_own(uow, public_id, secret)
    if record.state == "expired" or now >= record.expires_at:
        raise JourneyExpiredError(record.slug)
    published, is_outdated = _release_of(uow, record)
    journey = _read(uow, record, published)
    if is_outdated and record.state == "open" and (moved := move(uow, record, published, journey)) is not None:
        after, journey = moved
        return Opened(record=record, published=after, journey=journey, is_outdated=False, was_moved=True)
    if journey.release != published.release.fingerprint:
        journey = replace(journey, release=published.release.fingerprint)
    return Opened(record=record, published=published, journey=journey, is_outdated=is_outdated)


def _read(uow: UnitOfWork, record: JourneyRecord, published: Published) -> Journey:
    """From memory when it is exactly what is stored, else decrypted and decoded."""
    if record.sealed is None or record.key is None:  # erased
        raise JourneyNotFoundError
    journey = remembered(uow.database).find(record.sealed)
    return journey or journey_from_json(published.release, record.snapshot)


def find_own(uow: UnitOfWork, public_id: str, secret: str) -> JourneyRecord:
    """A journey in any state, for whoever holds its secret. Raises JourneyNotFoundError, SecretRefusedError."""
    record = uow.journeys.find(public_id)
    if record is None:
        raise JourneyNotFoundError
    if not hmac.compare_digest(token_hash(secret), record.secret_hash):
        raise SecretRefusedError(record.slug)
    return record


def _release_of(uow: UnitOfWork, record: JourneyRecord) -> tuple[Published, bool]:
    """The release it began on; or the live one when only words changed, so that corrections reach everybody."""
    own = get_release(uow, record.release_id)
    if record.live_release_id in (None, record.release_id):
        return own, False
    assert record.live_release_id is not None
    live = get_release(uow, record.live_release_id)
    is_same_logic = live.release.logic == own.release.logic
    return (live if is_same_logic else own), not is_same_logic
