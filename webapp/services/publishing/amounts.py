"""What designers of amounts ask of a flow besides its draft: what is in force, and where the amounts come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.editing import find_value
from webapp.services.accounts import Actor, Permission, require

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def find_released(uow: UnitOfWork, slug: str, pointer: str, *, actor: Actor) -> Any:
    """What stands at a pointer in the newest release; None where nothing does."""
    require(actor, Permission.SEE_FLOWS)
    release = uow.flows.newest_release(slug)
    return find_value(release.document, pointer) if release is not None else None


def source_of(document: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where a part comes from, written out; empty when it does not say."""
    source = part.get("source")
    found = document.get("sources", {}).get(source, {}) if isinstance(source, str) else source
    return found if isinstance(found, Mapping) else {}
