"""Checks a flow with everything that lies in its folder: the document, its translations, its scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.analysis import find_overdue, inspect
from engine.definition import check_document, check_scenario, check_translation, has_errors, in_order, parse_flow
from engine.model.issue import Issue
from engine.model.values import Json


def check_folder(files: Mapping[str, Json], today: date | None = None) -> dict[str, list[Issue]]:
    """The issues of each file of a flow's folder, by its path in that folder. `flow.json` must be there.

    The ways through the flow, and the files beside it, are looked at once the document itself has no errors.
    Which sources are overdue is told when there is a `today`.
    """
    document = files["flow.json"]
    issues = check_document(document)
    if has_errors(issues):
        return {"flow.json": issues}
    flow = parse_flow(document)
    found = {"flow.json": in_order([*issues, *inspect(flow), *(find_overdue(flow, today) if today else ())])}
    for name, file in files.items():
        if name.startswith("translations/"):
            found[name] = check_translation(document, file)
        elif name.startswith("scenarios/"):
            found[name] = check_scenario(document, file)
    return found
