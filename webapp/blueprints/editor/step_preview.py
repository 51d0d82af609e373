"""What the public would see of a step, beside its form: of what is saved, or of what stands in the form just now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from markupsafe import Markup

from engine.editing import SHOWN, FlowDraft, Together, apply
from engine.errors import EditError
from webapp.blueprints.editor.changes import read_fields
from webapp.blueprints.editor.fields import fields_of
from webapp.http.catalogs import SOURCE_LANGUAGE
from webapp.http.framed import MARK, picture_of
from webapp.http.locale import use_language, words
from webapp.http.wiring import now
from webapp.services import trying
from webapp.services.trying import Preview

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SeenStep:
    """The preview of a step: its page, and what is to be known of it."""

    preview: Preview
    page: Markup


def see_step(uow: UnitOfWork, draft: FlowDraft, node: str) -> SeenStep | None:
    """The page of a step in the language that was asked for; None for one that shows no words of its own."""
    if draft.document["nodes"][node].get("type") not in SHOWN:
        return None
    language = request.values.get("seen-in", "")
    preview = trying.preview_step(uow, draft, node, language, words, public_id=MARK, today=now().date())
    page = picture_of(preview.view) if preview.view is not None else Markup()
    use_language(SOURCE_LANGUAGE)  # the page around it is for staff
    return SeenStep(preview=preview, page=page)


def as_typed(draft: FlowDraft, node: str) -> FlowDraft:
    """The draft as it would be with what stands in the form; what cannot be read stays as it was."""
    read = read_fields(draft.document, list(fields_of(draft.document, node)), request.form)
    for each in read.changes:
        try:
            draft = apply(draft, Together(steps=(each,))).draft
        except EditError:  # changed by somebody else meanwhile: saving shows both versions
            continue
    return draft
