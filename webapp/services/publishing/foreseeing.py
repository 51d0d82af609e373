"""What would be wrong with a draft after a change: asked before the change is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definition import check_document
from engine.editing import Operation, apply
from engine.model import Issue
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.reading import read_draft

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def find_new_problems(uow: UnitOfWork, shown: DraftView, operation: Operation) -> tuple[Issue, ...]:
    """Issues of the document by itself that it has only after an operation. Raises EditError like the operation."""
    reading = read_draft(uow, shown)
    after = apply(shown.draft, operation).draft
    before = set(reading.checked)
    return tuple(issue for issue in check_document(dict(after.document), reading.children) if issue not in before)
