"""Everything that can be wrong with a document by itself: shape, names, limits, types.

The way through it is left to `engine.analysis`.
"""

from __future__ import annotations

from engine.definition.calls import check_children
from engine.definition.children import Children
from engine.definition.draft import Draft
from engine.definition.limits import check_plain
from engine.definition.loader import load_document, parse_flow
from engine.definition.messages import Reporter
from engine.definition.order import has_errors, in_order
from engine.definition.references import check_references
from engine.definition.schema import find_faults
from engine.definition.types import check_types
from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.nodes import Flow


def check_document(document: Json, children: Children | None = None) -> list[Issue]:
    """The issues of a flow document, sorted by place. Never raises, whatever JSON it is given.

    `children` holds the flows that it may run.
    """
    report = Reporter(document)
    if not isinstance(document, dict):
        what = "The file does not hold a flow."
        return [report.issue("not-a-flow", (), what, 'A flow is an object that begins with {"format": 1, …}.')]
    issues = check_plain(document)
    if issues:
        return in_order(issues)
    faults = list(find_faults(document))
    draft = Draft.build(document, faults, report)
    issues = [*report.from_faults(faults), *check_references(draft), *check_types(draft)]
    if not has_errors(issues):
        issues += check_children(draft, children or {}, _is_broken)
    return in_order(issues)


def check_shape(document: Json) -> list[Issue]:
    """What keeps a document from being drawn and changed at all: it is no flow, too large, or breaks the schema."""
    if not isinstance(document, dict):
        return check_document(document)
    issues = check_plain(document)
    return in_order(issues or list(Reporter(document).from_faults(list(find_faults(document)))))


def _is_broken(document: Json, children: Children) -> bool:
    return has_errors(check_document(document, children))


def load_flow(text: str) -> Flow:
    """The flow in the text of a `flow.json`. Raises DefinitionError with everything that is wrong with it."""
    document = load_document(text)
    errors = [issue for issue in check_document(document) if issue.severity is Severity.ERROR]
    if errors:
        raise DefinitionError(errors)
    return parse_flow(document)
