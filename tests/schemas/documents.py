"""The published examples of right and wrong flows, and all findings about one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.analysis import inspect
from engine.definition import Child, check_document, expand, has_errors, parse_flow
from engine.model.issue import Issue, Severity

SCHEMAS = Path(__file__).parents[2] / "schemas"
VALID = sorted((SCHEMAS / "valid").glob("*.json"))
INVALID = sorted((SCHEMAS / "invalid").glob("*.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def children() -> dict[str, Child]:
    """The flows that the examples may run."""
    documents = map(read, sorted((SCHEMAS / "valid" / "shared").glob("*.json")))
    return {document["id"]: Child(document=document) for document in documents}


def findings(document: Any) -> list[Issue]:
    """Errors and warnings of the document and, where it has none of its own, of the ways through it."""
    known = children()
    if isinstance(document, dict) and isinstance(document.get("id"), str):
        known.setdefault(document["id"], Child(document=document))
    issues = check_document(document, known)
    if not has_errors(issues):
        issues = [*issues, *inspect(parse_flow(expand(document, {}, known).document))]
    return [issue for issue in issues if issue.severity is not Severity.NOTE]
