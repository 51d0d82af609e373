"""What a change breaks that was whole before: said at the form that asks for it, before anything is kept."""

from __future__ import annotations

from engine.definition.messages import Reporter
from engine.definition.schema import find_faults
from engine.editing.operations import Operation, apply
from engine.editing.sheet import FlowDraft
from engine.model.issue import Issue


def faults_made(draft: FlowDraft, operation: Operation) -> tuple[Issue, ...]:
    """The schema's faults that a draft has after an operation and not before. Raises EditError like the operation."""
    after = apply(draft, operation).draft
    found = _faults(after)
    if not found:
        return ()
    before = set(_faults(draft))
    return tuple(issue for issue in found if issue not in before)


def _faults(draft: FlowDraft) -> list[Issue]:
    return Reporter(draft.document).from_faults(find_faults(draft.document))
