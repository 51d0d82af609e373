"""Writes live releases back to `flows/<slug>/`, in the form in which they are imported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def export_flows(uow: UnitOfWork, folder: Path) -> tuple[str, ...]:
    """Write every live flow with its translations; returns their slugs."""
    live = [flow for flow in uow.flows.list_live() if flow.live_release_id is not None]
    for flow in live:
        assert flow.live_release_id is not None
        release = uow.flows.release(flow.live_release_id)
        _write(folder / flow.slug / "flow.json", release.document)
        for language, translation in release.translations.items():
            _write(folder / flow.slug / "translations" / f"{language}.json", translation)
    return tuple(flow.slug for flow in live)


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
