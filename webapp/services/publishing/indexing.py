"""Live services as they are searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from webapp.services.search import SERVICE, Searchable, put_searchable

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_TITLE = "/title"


def index_service(uow: UnitOfWork, slug: str, document: Any, translations: Mapping[str, Any]) -> None:
    """Bring one service's part of the index up to date. Inside the write that puts it live."""
    put_searchable(uow, SERVICE, slug, _texts(slug, document, translations))


def unindex_service(uow: UnitOfWork, slug: str) -> None:
    """Let nobody find a service any more. Inside the write that takes it away."""
    put_searchable(uow, SERVICE, slug, ())


def list_searchable_services(uow: UnitOfWork) -> tuple[Searchable, ...]:
    """Every live service, in every language its title is translated to."""
    live = [flow for flow in uow.flows.list_live() if flow.live_release_id is not None]
    return tuple(text for flow in live for text in _live_texts(uow, flow.slug, flow.live_release_id))


def _live_texts(uow: UnitOfWork, slug: str, release_id: int | None) -> Iterator[Searchable]:
    assert release_id is not None
    release = uow.flows.release(release_id)
    return _texts(slug, release.document, release.translations)


def _texts(slug: str, document: Any, translations: Mapping[str, Any]) -> Iterator[Searchable]:
    yield _to_searchable(slug, document, document["language"], {})
    for language, translation in translations.items():
        if _TITLE in translation.get("texts", {}):
            yield _to_searchable(slug, document, language, translation["texts"])


def _to_searchable(slug: str, document: Any, language: str, texts: Mapping[str, Any]) -> Searchable:
    def text(pointer: str, original: str) -> str:
        translated = texts.get(pointer, {}).get("text", original)
        return translated if isinstance(translated, str) else original

    about = document.get("about", {})
    return Searchable(
        kind=SERVICE,
        slug=slug,
        language=language,
        title=text(_TITLE, document["title"]),
        summary=text("/summary", document.get("summary", "")),
        keywords=tuple(text(f"/about/keywords/{n}", word) for n, word in enumerate(about.get("keywords", ()))),
        body=text("/agency", document.get("agency", "")),
    )
