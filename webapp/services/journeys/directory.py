"""The directory of services and their start pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import Words
from webapp.services.journeys.errors import UnknownServiceError
from webapp.services.journeys.views import ServiceCard, ServicePage
from webapp.services.publishing import Published, get_release, list_live_releases
from webapp.services.search import fold

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def list_services(uow: UnitOfWork, *, language: str) -> tuple[ServiceCard, ...]:
    """The live services, by title."""
    cards = (_card(each, language) for each in list_live_releases(uow))
    return tuple(sorted(cards, key=lambda card: fold(card.title)))


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
        emergency=published.text("/about/emergency", language),
        disclaimer=published.text("/about/disclaimer", language),
        languages=release.languages,
        direction=Words(card.language).direction,
    )


def find_live(uow: UnitOfWork, slug: str) -> Published:
    """The live release of a service. Raises UnknownServiceError."""
    flow = uow.flows.find(slug)
    if flow is None or flow.live_release_id is None:
        raise UnknownServiceError(slug)
    return get_release(uow, flow.live_release_id)


def _card(published: Published, language: str) -> ServiceCard:
    return ServiceCard(
        slug=published.slug,
        title=published.text("/title", language),
        summary=published.text("/summary", language),
        agency=published.text("/agency", language),
        language=published.language_of("/title", language),
    )
