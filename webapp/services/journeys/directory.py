"""The directory of services and their start pages."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from engine.model import Words
from webapp.services.journeys.errors import UnknownServiceError
from webapp.services.journeys.views import ServiceCard, ServicePage
from webapp.services.publishing import Published, get_release, list_live_releases

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

# Where a word of the search is found, and how much that weighs.
_WEIGHTS = {"title": 8, "keywords": 4, "summary": 2, "agency": 1}


def list_services(uow: UnitOfWork, *, language: str, query: str = "") -> tuple[ServiceCard, ...]:
    """The live services, best match first when `query` is not empty, else by title."""
    live = list_live_releases(uow)
    wanted = _fold(query).split()
    if not wanted:
        return tuple(sorted((_card(each, language) for each in live), key=lambda card: _fold(card.title)))
    scored = [(_score(each, language, wanted), _card(each, language)) for each in live]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], _fold(pair[1].title)))
    return tuple(card for _, card in found)


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


def _score(published: Published, language: str, wanted: list[str]) -> int:
    """Every word must begin a word somewhere; in the reader's language or in the flow's own."""
    total = 0
    texts = _searched(published, language)
    for word in wanted:
        best = max(
            (_WEIGHTS[place] for place, words in texts if any(each.startswith(word) for each in words)), default=0
        )
        if best == 0:
            return 0
        total += best
    return total


def _searched(published: Published, language: str) -> list[tuple[str, list[str]]]:
    found = []
    for spoken in dict.fromkeys((language, published.release.flow.language)):
        for place in ("title", "summary", "agency"):
            found.append((place, _fold(published.text(f"/{place}", spoken)).split()))
        found.append(("keywords", _fold(" ".join(published.keywords(spoken))).split()))
    return found


def _fold(text: str) -> str:
    """Small letters without accents, so that `nino` finds `niño`; punctuation parts words."""
    bare = (letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    return "".join(letter if letter.isalnum() else " " for letter in bare)
