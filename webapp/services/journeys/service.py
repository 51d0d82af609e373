"""One person's pass through a service: start it, look at it, change its language, start again.

Giving an input is in `giving`. Everything here reads first; what is written is one short write.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from engine import journey_to_json, resume, start
from engine.channels import with_typed
from engine.model import SetLanguage
from webapp.persistence import token_hash
from webapp.services.journeys.directory import find_live
from webapp.services.journeys.effects import trail_of
from webapp.services.journeys.held import with_kept_files
from webapp.services.journeys.opened import Opened, find_own, open_journey
from webapp.services.journeys.redating import is_date_open
from webapp.services.journeys.showing import show_view
from webapp.services.journeys.views import Started, Traffic, View
from webapp.services.publishing import get_release

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import UnitOfWork

CHANNEL = "web"
JOURNEY_DAYS = 30
_LONGEST_LANGUAGE = 16


def start_journey(
    uow: UnitOfWork,
    slug: str,
    *,
    language: str,
    traffic: Traffic,
    now: datetime,
    journey_days: int = JOURNEY_DAYS,
    linked_from: str | None = None,
) -> Started:
    """Begin a journey on the service's live release. Raises UnknownServiceError."""
    published = find_live(uow, slug)
    public_id, secret = uow.new_id(), secrets.token_urlsafe(32)
    language = language[:_LONGEST_LANGUAGE]
    turn = start(published.release, now=now, new_id=lambda: public_id, language=language)
    snapshot = journey_to_json(published.release, turn.journey)
    with uow.write():
        journey = uow.journeys.add(
            public_id=public_id,
            secret_hash=token_hash(secret),
            slug=slug,
            release_id=published.id,
            language=language,
            traffic=traffic.value,
            snapshot=snapshot,
            now=now,
            expires_at=now + timedelta(days=journey_days),
            linked_from=linked_from,
        )
        uow.trail.add(journey, trail_of(turn.events), channel=CHANNEL, now=now)
    return Started(public_id=public_id, secret=secret, place=turn.prompt.place)


def look(
    uow: UnitOfWork, public_id: str, secret: str, place: str | None, *, words: Callable[[str], Words], now: datetime
) -> View:
    """Show one place; None is the first thing still open. Changes nothing."""
    opened = open_journey(uow, public_id, secret, now=now)
    view = show_view(uow, opened, opened.prompt(place), words)
    return replace(view, is_date_open=True) if is_date_open(opened, now) else view


def set_language(
    uow: UnitOfWork,
    public_id: str,
    secret: str,
    language: str,
    *,
    offered: Collection[str] = (),
    place: str | None = None,
    typed: Mapping[str, list[str]] | None = None,
    words: Callable[[str], Words],
    now: datetime,
) -> View:
    """Go on in another language: one the service is written in, or one that is `offered`; any other is passed over.

    What is `typed` so far in the form of `place` is shown there again, and is neither judged nor stored.
    Raises NotOnPathError.
    """
    opened = open_journey(uow, public_id, secret, now=now)
    if language in (*opened.published.release.languages, *offered) and language != opened.record.language:
        _store_language(uow, opened, language, now)
        opened = open_journey(uow, public_id, secret, now=now)
    prompt = opened.prompt(place)
    if typed:
        prompt = with_typed(with_kept_files(uow, opened, typed), prompt)
    return show_view(uow, opened, prompt, words)


def start_again(
    uow: UnitOfWork, public_id: str, secret: str, *, now: datetime, journey_days: int = JOURNEY_DAYS
) -> Started:
    """A new journey in the same service, linked to this one. Works on expired and sealed journeys too."""
    old = find_own(uow, public_id, secret)
    return start_journey(
        uow,
        old.slug,
        language=old.language,
        traffic=Traffic(old.traffic),
        now=now,
        journey_days=journey_days,
        linked_from=old.public_id,
    )


def asks_way_out(uow: UnitOfWork, public_id: str) -> bool:
    """Whether the pages of this journey begin with a way out. Nothing else is told, to anybody."""
    record = uow.journeys.find(public_id)
    return record is not None and get_release(uow, record.release_id).leaves_quickly


def _store_language(uow: UnitOfWork, opened: Opened, language: str, now: datetime) -> None:
    """An input like any other; a sealed journey takes none, but may still be read in another language."""
    if opened.journey.is_sealed:
        with uow.write():
            uow.journeys.set_language(opened.record.public_id, language)
        return
    release = opened.published.release
    turn = resume(release, opened.journey, SetLanguage(language=language), now=now)
    # Losing against an answer given at the same moment is harmless: the person can ask again.
    uow.journeys.advance(
        opened.record,
        snapshot=journey_to_json(release, turn.journey),
        given={"language": language},
        trail=trail_of(turn.events),
        channel=CHANNEL,
        now=now,
        language=language,
        release_id=opened.published.id,
    )
