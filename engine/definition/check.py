"""Everything that can be wrong with a document by itself: shape, names, limits, types.

The way through it is left to `engine.analysis`.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.definition.draft import Draft
from engine.definition.limits import check_plain
from engine.definition.messages import Reporter
from engine.definition.references import check_references
from engine.definition.schema import find_faults
from engine.model.issue import Issue, Severity
from engine.model.values import Json


def check_document(document: Json) -> list[Issue]:
    """The issues of a flow document, sorted by place. Never raises, whatever JSON it is given."""
    report = Reporter(document)
    if not isinstance(document, dict):
        what = "The file does not hold a flow."
        return [report.issue("not-a-flow", (), what, 'A flow is an object that begins with {"format": 1, …}.')]
    issues = check_plain(document)
    if issues:
        return in_order(issues)
    faults = list(find_faults(document))
    draft = Draft.build(document, faults, report)
    return in_order([*report.from_faults(faults), *check_references(draft)])


def in_order(issues: Iterable[Issue]) -> list[Issue]:
    """Sorted by place, each once."""
    return sorted(set(issues), key=lambda issue: issue.sort_key)


def has_errors(issues: Iterable[Issue]) -> bool:
    """Whether anything among them stops a release."""
    return any(issue.severity is Severity.ERROR for issue in issues)
