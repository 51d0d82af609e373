"""A journey opened again on a later day: what today's date would change, and what the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from engine import compare_dates, date_to_choose, journey_to_json, resume
from engine.channels import show_date_changes
from engine.model import Redate
from webapp.services.journeys.effects import trail_of
from webapp.services.journeys.errors import JourneyConflictError
from webapp.services.journeys.opened import Opened, open_journey

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class DateChoice:
    """What a person is told before they choose the day to go by."""

    public_id: str
    slug: str
    service_title: str
    language: str
    languages: tuple[str, ...]
    began_on: date
    """The day the journey goes by so far."""
    today: date
    changes: tuple[str, ...]
    """Sentences in the journey's language."""
    leaves_quickly: bool


def is_date_open(opened: Opened, now: datetime) -> bool:
    """Whether another day has come, nobody has chosen yet, and it would make a difference."""
    release, journey = opened.published.release, opened.journey
    today = date_to_choose(release, journey, now)
    return today is not None and bool(compare_dates(release, journey, today))


def find_date_choice(
    uow: UnitOfWork, public_id: str, secret: str, *, words: Callable[[str], Words], now: datetime
) -> DateChoice | None:
    """What there is to choose; None when nothing is."""
    opened = open_journey(uow, public_id, secret, now=now)
    record, release, journey = opened.record, opened.published.release, opened.journey
    today = date_to_choose(release, journey, now)
    changes = compare_dates(release, journey, today) if today else ()
    if today is None or not changes:
        return None
    return DateChoice(
        public_id=record.public_id,
        slug=record.slug,
        service_title=opened.published.text("/title", record.language),
        language=record.language,
        languages=release.languages,
        began_on=journey.today,
        today=today,
        changes=show_date_changes(release, journey, changes, words(record.language)),
        leaves_quickly=opened.published.leaves_quickly,
    )


def choose_date(
    uow: UnitOfWork, public_id: str, secret: str, *, seen: str, uses_today: bool, channel: str, now: datetime
) -> None:
    """Record the choice. Made on a page of another day, or once already, it is passed over: the page asks again.

    `seen` is the day the page spoke of. Raises JourneyConflictError when another input came first.
    """
    opened = open_journey(uow, public_id, secret, now=now)
    release, journey = opened.published.release, opened.journey
    today = date_to_choose(release, journey, now)
    if today is None or seen != today.isoformat():
        return
    given = Redate(today=today) if uses_today else Redate(today=journey.today, kept_on=today)
    turn = resume(release, journey, given, now=now)
    stored = uow.journeys.advance(
        opened.record,
        snapshot=journey_to_json(release, turn.journey),
        given={"today": turn.journey.today.isoformat(), "chosen_on": today.isoformat()},
        trail=trail_of(turn.events),
        channel=channel,
        now=now,
        release_id=opened.published.id,
    )
    if stored is None:
        raise JourneyConflictError
