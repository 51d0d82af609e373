"""The published examples of right and wrong flows, and all findings about one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.analysis import inspect
from engine.definition import check_document, has_errors, parse_flow
from engine.model.issue import Issue, Severity

SCHEMAS = Path(__file__).parents[2] / "schemas"
VALID = sorted((SCHEMAS / "valid").glob("*.json"))
INVALID = sorted((SCHEMAS / "invalid").glob("*.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def findings(document: Any) -> list[Issue]:
    """Errors and warnings of the document and, where it has none of its own, of the ways through it."""
    issues = check_document(document)
    if not has_errors(issues):
        issues = [*issues, *inspect(parse_flow(document))]
    return [issue for issue in issues if issue.severity is not Severity.NOTE]
