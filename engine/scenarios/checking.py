"""Checks a flow with everything that lies in its folder: the document, its translations, its scenarios."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definition import check_document
from engine.model.issue import Issue
from engine.model.values import Json


def check_folder(files: Mapping[str, Json]) -> dict[str, list[Issue]]:
    """The issues of each file of a flow's folder, by its path in that folder. `flow.json` must be there."""
    return {"flow.json": check_document(files["flow.json"])}
