"""Releases made ready to run, once per process: they never change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.definition import Release, build_release
from webapp.persistence import ReleaseRecord
from webapp.services.publishing.children import children_of

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_REMEMBERED = 64


@dataclass(frozen=True, kw_only=True)
class Published:
    """A release, compiled, with what the host says of it."""

    id: int
    slug: str
    minutes: int
    topic: str
    articles: frozenset[str]
    """The articles it may lead to."""
    leaves_quickly: bool
    """Whether every page begins with a way out."""
    release: Release

    def text(self, pointer: str, language: str) -> str:
        """One of the flow's own texts; in the flow's language where a translation is missing."""
        texts = self.release.translations.get(language, {})
        return str(texts.get(pointer) or self.release.flow.texts.get(pointer, ""))

    def language_of(self, pointer: str, language: str) -> str:
        """The language in which `text` says it."""
        has_it = pointer in self.release.translations.get(language, {})
        return language if has_it else self.release.flow.language

    def keywords(self, language: str) -> tuple[str, ...]:
        """What else people call this service."""
        pointers = (pointer for pointer in self.release.flow.texts if pointer.startswith("/about/keywords/"))
        return tuple(self.text(pointer, language) for pointer in pointers)


def get_release(uow: UnitOfWork, release_id: int) -> Published:
    """A release, from this process's memory after the first time."""
    cache = uow.database.cache
    found: Published | None = cache.get(("release", release_id))
    if found is None:
        found = _build(uow, uow.flows.release(release_id))
        _forget_oldest(cache)
        cache["release", release_id] = found
    return found


def list_live_releases(uow: UnitOfWork) -> tuple[Published, ...]:
    """The release of every service that the public can start."""
    ids = (flow.live_release_id for flow in uow.flows.list_live())
    return tuple(get_release(uow, release_id) for release_id in ids if release_id is not None)


def list_releases(uow: UnitOfWork, slug: str) -> tuple[ReleaseRecord, ...]:
    """Every release of one flow, newest first."""
    return uow.flows.list_releases(slug)


def _build(uow: UnitOfWork, record: ReleaseRecord) -> Published:
    return Published(
        id=record.id,
        slug=record.slug,
        minutes=int(record.document.get("about", {}).get("minutes", 0)),
        topic=str(record.document.get("about", {}).get("topic", "")),
        articles=frozenset(_articles_of(record.document)),
        leaves_quickly=record.document.get("about", {}).get("leave_quickly") is True,
        release=build_release(record.document, record.translations, children_of(uow, record.document)),
    )


def _articles_of(document: Mapping[str, Any]) -> Iterator[str]:
    """Of article nodes, and of the items of a list of results."""
    for node in document["nodes"].values():
        for place in (node, *node.get("items", ())):
            if slug := place.get("article"):
                yield slug


def _forget_oldest(cache: dict[object, object]) -> None:
    remembered = [key for key in list(cache) if isinstance(key, tuple) and key[0] == "release"]
    for key in remembered[: max(0, len(remembered) - _REMEMBERED + 1)]:
        cache.pop(key, None)
