"""The flows that a step of a draft can run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.definition import Child
from engine.editing import Callee
from webapp.services.publishing.children import children_of
from webapp.services.publishing.drafting import DraftView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Runnable:
    """One flow that could be run."""

    slug: str
    title: str
    is_shared: bool
    """Whether it is made for this: nobody starts it by itself."""


def list_runnable(uow: UnitOfWork, shown: DraftView) -> tuple[Runnable, ...]:
    """The flows in the language of a draft that are released, those made for this first."""
    found = []
    for flow in uow.flows.list_all():
        release = uow.flows.newest_release(flow.slug) if flow.slug != shown.slug and flow.archived_at is None else None
        if release is not None and release.document.get("language") == shown.draft.document.get("language"):
            title = _plain(release.document.get("title")) or flow.slug
            is_shared = release.document.get("shared") is True
            found.append(Runnable(slug=flow.slug, title=title, is_shared=is_shared))
    return tuple(sorted(found, key=lambda each: (not each.is_shared, each.title.casefold())))


def find_callee(uow: UnitOfWork, slug: str, release: str = "") -> Callee | None:
    """A flow as a step would run it: the release that is named where there is one, else its newest."""
    named = uow.flows.find_release(release) if release else None
    record = named or (uow.flows.newest_release(slug) if slug else None)
    if record is None or record.slug != slug:
        return None
    child = Child(document=record.document, translations=record.translations)
    return Callee(slug=slug, child=child, children=children_of(uow, record.document))


def is_newest(uow: UnitOfWork, slug: str, release: str) -> bool:
    """Whether a release is what a flow's newest release says."""
    newest = uow.flows.newest_release(slug)
    return newest is None or newest.fingerprint == release


def _plain(title: Any) -> str:
    return title if isinstance(title, str) else str(title.get("other", "")) if isinstance(title, Mapping) else ""
