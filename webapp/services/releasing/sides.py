"""What of one flow can be held against each other: every release, and the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.definition import Child, Children, calls_in, fingerprint, pin
from webapp.persistence import DraftRecord, ReleaseRecord
from webapp.services.publishing import FlowUnknownError, children_for_draft, children_of
from webapp.services.releasing.errors import SideUnknownError

if TYPE_CHECKING:
    from engine.analysis import Edition
    from webapp.persistence import UnitOfWork

DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two that are compared: a release by its number, or the draft."""

    name: str
    """In addresses: `draft`, or the number of the release among its flow's."""
    release_id: int | None
    slug: str
    fingerprint: str
    document: Any
    translations: Mapping[str, Any]
    is_live: bool = False

    @property
    def is_draft(self) -> bool:
        return self.release_id is None


def list_sides(uow: UnitOfWork, slug: str) -> tuple[Side, ...]:
    """The draft, if there is one, and every release, newest first. Raises FlowUnknownError."""
    flow = uow.flows.find(slug)
    if flow is None:
        raise FlowUnknownError(slug)
    releases = uow.flows.list_releases(slug)
    sides = [_of_release(each, len(releases) - place, flow.live_release_id) for place, each in enumerate(releases)]
    draft = uow.drafts.find(slug)
    return (side_of_draft(uow, draft), *sides) if draft else tuple(sides)


def find_side(sides: tuple[Side, ...], name: str) -> Side:
    """The side of that name. Raises SideUnknownError."""
    for side in sides:
        if side.name == name:
            return side
    raise SideUnknownError(name)


def side_of_draft(uow: UnitOfWork, draft: DraftRecord) -> Side:
    """The draft as it would be released: with the release of every flow it runs written down in it."""
    children = children_for_draft(uow, draft.document)
    runs = {node["flow"] for _, node in calls_in(draft.document)}
    document = pin(draft.document, children) if runs and runs <= children.keys() else draft.document
    return Side(
        name=DRAFT,
        release_id=None,
        slug=draft.slug,
        fingerprint=fingerprint(document, draft.translations),
        document=document,
        translations=draft.translations,
    )


def children_of_side(uow: UnitOfWork, side: Side) -> Children:
    """The flows that it runs, by the releases that it names."""
    return children_for_draft(uow, side.document) if side.is_draft else children_of(uow, side.document)


def edition_of(uow: UnitOfWork, side: Side) -> Edition:
    """A sound side, ready to be compared."""
    from engine.analysis import build_edition  # networkx is loaded by whoever designs, not by whoever serves

    child = Child(document=side.document, translations=side.translations)
    return build_edition(child, children_of_side(uow, side))


def _of_release(release: ReleaseRecord, number: int, live_id: int | None) -> Side:
    return Side(
        name=str(number),
        release_id=release.id,
        slug=release.slug,
        fingerprint=release.fingerprint,
        document=release.document,
        translations=release.translations,
        is_live=release.id == live_id,
    )
