"""Brings flows in from `flows/<slug>/`: a shipped flow goes live unless somebody here has made it their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.definition import fingerprint, logic_of
from engine.model import Issue
from webapp.persistence import ReleaseRecord
from webapp.services.publishing.checking import check_flow
from webapp.services.publishing.children import OnDisk, read_folder
from webapp.services.publishing.indexing import index_service
from webapp.services.publishing.scenario_files import keep_scenarios

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

DISK = "disk"


@dataclass(frozen=True, kw_only=True)
class FlowImport:
    """What became of one flow: live, shared, unchanged, draft or refused."""

    slug: str
    became: str
    issues: tuple[Issue, ...] = ()
    """Why it was refused; or its warnings."""


def import_flows(uow: UnitOfWork, folder: Path, *, now: datetime) -> tuple[FlowImport, ...]:
    """Import every flow under `folder`. A flow with errors is refused and changes nothing."""
    return tuple(_import_whole(uow, found, now) for found in read_folder(uow, folder))


def _import_whole(uow: UnitOfWork, found: OnDisk, now: datetime) -> FlowImport:
    """The flow, and its scenarios where it is there."""
    done = _import_flow(uow, found, now)
    if uow.flows.find(found.slug) is not None and done.became != "refused":
        keep_scenarios(uow, found.slug, found.scenarios, now=now)
    return done


def _import_flow(uow: UnitOfWork, found: OnDisk, now: datetime) -> FlowImport:
    document, translations, slug = found.document, found.translations, found.slug
    # Only the fingerprint is worked out when nothing changed: starting again takes no time for checks.
    name = _fingerprint(document, translations)
    known = uow.flows.find_release(name) if name else None
    if (flow := uow.flows.find(slug)) is not None and flow.archived_at is not None:
        return FlowImport(slug=slug, became="unchanged")  # somebody put it aside: an update does not bring it back
    live = _live_release(uow, slug)
    is_ours = uow.changes.has_released(slug) or (live is not None and live.origin != DISK)
    if known is not None and (live is None or live.fingerprint == name or is_ours):
        return FlowImport(slug=slug, became="unchanged")
    issues, has_errors = check_flow(slug, document, translations, found.children)
    if has_errors:
        return FlowImport(slug=slug, became="refused", issues=issues)
    if not is_ours:
        _go_live(uow, found, known, now)
        return FlowImport(slug=slug, became="shared" if found.is_shared else "live", issues=issues)
    return FlowImport(slug=slug, became=_keep_draft(uow, slug, document, translations, now), issues=issues)


def _go_live(uow: UnitOfWork, found: OnDisk, known: ReleaseRecord | None, now: datetime) -> None:
    """Adds the release; the public can start it, unless it only is there for other flows to run."""
    slug, document, translations = found.slug, found.document, found.translations
    name, logic = fingerprint(document, translations), logic_of(document, found.children)
    with uow.write(durable=True):
        if uow.flows.find(slug) is None:
            uow.flows.add(slug, now=now)
        release_id = (
            known.id
            if known
            else uow.flows.add_release(
                slug, fingerprint=name, logic=logic, document=document, translations=translations, origin=DISK, now=now
            )
        )
        if not found.is_shared:
            uow.flows.set_live(slug, release_id)
            index_service(uow, slug, document, translations)
        action = "release.shared" if found.is_shared else "release.live"
        uow.audit.add(action, slug, now=now, details={"fingerprint": name, "origin": DISK})


def _keep_draft(uow: UnitOfWork, slug: str, document: Any, translations: Mapping[str, Any], now: datetime) -> str:
    """Beside a release that was made here, the shipped one waits for a designer's eyes."""
    name = fingerprint(document, translations)
    if uow.drafts.has(slug, name):
        return "unchanged"
    with uow.write(durable=True):
        uow.drafts.add(slug, fingerprint=name, document=document, translations=translations, origin=DISK, now=now)
        uow.audit.add("draft.imported", slug, now=now, details={"fingerprint": name})
    return "draft"


def _live_release(uow: UnitOfWork, slug: str) -> ReleaseRecord | None:
    flow = uow.flows.find(slug)
    if flow is None or flow.live_release_id is None:
        return None
    return uow.flows.release(flow.live_release_id)


def _fingerprint(document: Any, translations: Mapping[str, Any]) -> str:
    """Empty when the document is not even shaped like a flow: the check will say so."""
    return fingerprint(document, translations) if isinstance(document, dict) else ""
