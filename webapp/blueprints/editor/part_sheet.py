"""The form of one part of a draft while it is open: what it is about, what stands in it, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import abort, request

from engine.definition import Speaker
from engine.editing import (
    ConditionError,
    Group,
    Kind,
    LineFault,
    Names,
    entries_at,
    find_value,
    properties_at,
    write_condition,
)
from engine.errors import ExpressionError
from webapp.blueprints.editor.fields import Field, fields_at
from webapp.blueprints.editor.lists import owner_of
from webapp.blueprints.editor.refusals import Refusal
from webapp.blueprints.editor.working_out import WorkedOut
from webapp.http.access import current_actor
from webapp.http.database import unit_of_work
from webapp.services import publishing
from webapp.services.publishing import DraftView

NEW: Final = "/+"
VALUE: Final = "value"


@dataclass(kw_only=True)
class Sheet:
    """The form of one part: what it is about, and what stands in it."""

    shown: DraftView
    pointer: str
    """Of the part; of the list it is to come into, and `/+`."""
    group: Group | None = None
    """Its condition as the form has it; None where it has none."""
    at: str = ""
    """Where the designer goes on within the condition."""
    refusal: Refusal = field(default_factory=Refusal)
    faults: tuple[LineFault, ...] = ()
    worked: WorkedOut | None = None
    """Its calculation as the form has it; None where it has none."""

    @property
    def document(self) -> Mapping[str, Any]:
        return self.shown.draft.document

    @property
    def is_new(self) -> bool:
        return self.pointer.endswith(NEW)

    @property
    def part(self) -> Mapping[str, Any]:
        part: Mapping[str, Any] = {} if self.is_new else find_value(self.document, self.pointer)
        return part

    @property
    def fields(self) -> list[Field]:
        new: Mapping[str, Any] | None = {} if self.is_new else None
        hidden = {*(("id",) if self.is_new else ()), *((VALUE,) if self.has_calculation else ())}
        return [each for each in fields_at(self.document, self.pointer, new=new) if each.key not in hidden]

    @property
    def names(self) -> Names:
        return Names.of(self.document)

    @property
    def has_condition(self) -> bool:
        return any(each.kind is Kind.CONDITION for each in properties_at(self.document, self.pointer))

    @property
    def has_calculation(self) -> bool:
        """Whether it fills a fact with what is worked out."""
        kinds = {each.key: each.kind for each in properties_at(self.document, self.pointer)}
        return kinds.get("fact") is Kind.FACT and kinds.get(VALUE) is Kind.CALCULATION

    @property
    def fills(self) -> str:
        """The fact that its calculation fills: the one that the form has, or the draft."""
        return str(request.form.get(f"at:{self.pointer}/fact", self.part.get("fact", "")))

    @property
    def fact(self) -> str:
        """What a new line looks at first: the fact that the step asks for."""
        group, name = owner_of(self.pointer)
        fact = self.document[group].get(name, {}).get("fact", "") if group == "nodes" else ""
        return fact if fact in self.document["facts"] else next(iter(self.document["facts"]), "")


def open_sheet(slug: str, place: str) -> Sheet:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    pointer = f"/{place}"
    document = shown.draft.document
    if pointer.endswith(NEW):
        found = entries_at(document, pointer.removesuffix(NEW))
    else:
        found = isinstance(find_value(document, pointer), Mapping) and bool(properties_at(document, pointer))
    if not found or owner_of(pointer)[1] not in document.get(owner_of(pointer)[0], {}):
        abort(404)
    return Sheet(shown=shown, pointer=pointer)


def condition_of(sheet: Sheet) -> Any:
    """The condition in JSON; None where something stands in its way, which the sheet's faults then tell."""
    assert sheet.group is not None, "only a part with a condition comes here"
    try:
        condition = write_condition(sheet.group, sheet.names)
        Speaker.build(sheet.document).condition(condition)
    except ConditionError as refused:
        sheet.faults = refused.faults
        return None
    except ExpressionError as refused:
        sheet.faults = (LineFault(at="", what=refused.message),)
        return None
    return condition


def sentence_of(document: Mapping[str, Any], condition: Any) -> str:
    """A condition in words."""
    try:
        said = Speaker.build(document).condition(condition)
    except ExpressionError as error:
        return error.message
    return f"{said[:1].upper()}{said[1:]}."


def preview_of(sheet: Sheet) -> str:
    """The condition as a sentence; empty while a line is not whole."""
    if sheet.group is None:
        return ""
    try:
        return sentence_of(sheet.document, write_condition(sheet.group, sheet.names))
    except ConditionError:
        return ""
