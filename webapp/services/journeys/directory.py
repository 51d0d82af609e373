"""The directory of services and their start pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from engine.model import Words
from webapp.services.journeys.errors import UnknownServiceError
from webapp.services.journeys.views import Directory, News, ServiceCard, ServicePage, Topic, Traffic
from webapp.services.publishing import Published, get_release, list_live_releases
from webapp.services.search import fold

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

FEW: Final = 6
"""So many services are seen at once, without headings."""
TOPICS: Final = {
    "benefits": "Food, money and benefits",
    "home": "Home and neighborhood",
    "work": "Work and business",
    "driving": "Driving and ID",
    "health": "Health and family",
    "help": "Help with your case",
}
OTHER: Final = "More services"
_MOST_USED: Final = 3
_USED_WITHIN: Final = timedelta(days=90)
_COUNTED_ANEW: Final = timedelta(hours=1)


def list_services(uow: UnitOfWork, *, language: str) -> tuple[ServiceCard, ...]:
    """The live services: those in the reader's language first, each by title."""
    cards = (_card(each, language) for each in list_live_releases(uow))
    return tuple(sorted(cards, key=lambda card: (card.language != language, fold(card.title))))


def get_directory(uow: UnitOfWork, *, language: str, now: datetime) -> Directory:
    """The front page."""
    services = list_services(uow, language=language)
    if len(services) <= FEW:
        return Directory(services=services)
    names = {**TOPICS, "": OTHER}
    grouped = ((name, tuple(card for card in services if card.topic == topic)) for topic, name in names.items())
    starts = _starts(uow, now)
    used = sorted((card for card in services if starts.get(card.slug)), key=lambda card: -starts[card.slug])
    return Directory(
        services=services,
        topics=tuple(Topic(name=name, services=cards) for name, cards in grouped if cards),
        most_used=tuple(used[:_MOST_USED]),
    )


def list_services_leading_to(uow: UnitOfWork, article: str, *, language: str) -> tuple[ServiceCard, ...]:
    """The live services that may end at an article, by title."""
    leading = (each for each in list_live_releases(uow) if article in each.articles)
    return tuple(sorted((_card(each, language) for each in leading), key=lambda card: fold(card.title)))


def get_service(uow: UnitOfWork, slug: str, *, language: str) -> ServicePage:
    """One start page. Raises UnknownServiceError."""
    published = find_live(uow, slug)
    card, release = _card(published, language), published.release
    return ServicePage(
        slug=card.slug,
        title=card.title,
        summary=card.summary,
        agency=card.agency,
        language=card.language,
        before=published.text("/about/before", language),
        minutes=published.minutes,
        leaves_quickly=published.leaves_quickly,
        emergency=published.text("/about/emergency", language),
        disclaimer=published.text("/about/disclaimer", language),
        languages=release.languages,
        direction=Words(card.language).direction,
        news=_news(uow, published, card.language),
    )


def _news(uow: UnitOfWork, published: Published, language: str) -> News | None:
    """What was told the public of this release, in the reader's language where somebody wrote it so.

    Nothing of one that came with the software.
    """
    change = uow.changes.find_maker(published.id)
    if change is None or change.closed_at is None or not change.notes_public:
        return None
    translated = change.notes_translated.get(language)
    if translated:
        return News(text=translated, at=change.closed_at, language=language)
    return News(text=change.notes_public, at=change.closed_at, language=published.release.flow.language)


def find_live(uow: UnitOfWork, slug: str) -> Published:
    """The live release of a service. Raises UnknownServiceError."""
    flow = uow.flows.find(slug)
    if flow is None or flow.live_release_id is None:
        raise UnknownServiceError(slug)
    return get_release(uow, flow.live_release_id)


def _starts(uow: UnitOfWork, now: datetime) -> Mapping[str, int]:
    """How often each service was started lately; counted once an hour, since it reads every journey of a season."""
    cache, key = uow.database.cache, "service-starts"
    known: tuple[datetime, Mapping[str, int]] | None = cache.get(key)
    if known is None or not now - _COUNTED_ANEW < known[0] <= now:
        known = (now, uow.flows.count_starts(traffic=Traffic.PUBLIC, since=now - _USED_WITHIN))
        cache[key] = known
    return known[1]


def _card(published: Published, language: str) -> ServiceCard:
    return ServiceCard(
        slug=published.slug,
        title=published.text("/title", language),
        summary=published.text("/summary", language),
        agency=published.text("/agency", language),
        language=published.language_of("/title", language),
        topic=published.topic,
    )
