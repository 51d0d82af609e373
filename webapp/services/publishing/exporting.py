"""Writes live releases back to `flows/<slug>/`, in the form in which they are imported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webapp.services.publishing.children import children_of

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def export_flows(uow: UnitOfWork, folder: Path) -> tuple[str, ...]:
    """Write every live flow with its translations, and the shared flows it runs; returns the slugs of the live."""
    live = [flow for flow in uow.flows.list_live() if flow.live_release_id is not None]
    for flow in live:
        assert flow.live_release_id is not None
        release = uow.flows.release(flow.live_release_id)
        _write_flow(folder / flow.slug, release.document, release.translations)
        for scenario in uow.scenarios.list_of(flow.slug):
            _write(folder / flow.slug / "scenarios" / f"{scenario.name}.json", scenario.document)
        for child in children_of(uow, release.document).values():
            if child.document.get("shared"):
                _write_flow(folder / "shared" / child.document["id"], child.document, child.translations)
    return tuple(flow.slug for flow in live)


def _write_flow(folder: Path, document: Any, translations: Mapping[str, Any]) -> None:
    _write(folder / "flow.json", document)
    for language, translation in translations.items():
        _write(folder / "translations" / f"{language}.json", translation)


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
