"""One part of a step or fact with a form of its own: a rule, a check, a question of a page, a result, an option.

A rule's condition is put together line by line. Buttons that add or take away lines post the form and show it again
with everything that was typed; with scripts only the condition is swapped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import abort, request
from werkzeug.wrappers import Response

from engine.definition import Speaker
from engine.editing import (
    ConditionError,
    ConflictError,
    Group,
    Kind,
    LineFault,
    Names,
    Operation,
    Together,
    entries_at,
    faults_made,
    find_value,
    properties_at,
    read_condition,
    split,
    write_condition,
)
from engine.errors import EditError, ExpressionError
from webapp.blueprints.editor import conditions, entries
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.changes import new_entry, read_fields
from webapp.blueprints.editor.fields import Field, fields_at
from webapp.blueprints.editor.labels import label_of
from webapp.blueprints.editor.lists import lists_at, owner_of, said_of, title_of
from webapp.blueprints.editor.refusals import Refusal
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView

_NEW = "/+"
_WHEN = "when"


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

    @property
    def document(self) -> Mapping[str, Any]:
        return self.shown.draft.document

    @property
    def is_new(self) -> bool:
        return self.pointer.endswith(_NEW)

    @property
    def part(self) -> Mapping[str, Any]:
        part: Mapping[str, Any] = {} if self.is_new else find_value(self.document, self.pointer)
        return part

    @property
    def fields(self) -> list[Field]:
        if not self.is_new:
            return list(fields_at(self.document, self.pointer))
        return [each for each in fields_at(self.document, self.pointer, new={}) if each.key != "id"]

    @property
    def names(self) -> Names:
        return Names.of(self.document)

    @property
    def has_condition(self) -> bool:
        return any(each.kind is Kind.CONDITION for each in properties_at(self.document, self.pointer))

    @property
    def fact(self) -> str:
        """What a new line looks at first: the fact that the step asks for."""
        group, name = owner_of(self.pointer)
        fact = self.document[group].get(name, {}).get("fact", "") if group == "nodes" else ""
        return fact if fact in self.document["facts"] else next(iter(self.document["facts"]), "")


@bp.get("/<slug>/parts/<path:place>")
@requires(Permission.EDIT_FLOWS)
def part(slug: str, place: str) -> Response:
    """The part with everything that can be said about it."""
    sheet = _open(slug, place)
    if sheet.has_condition:
        start = Group() if sheet.is_new else read_condition(sheet.part.get(_WHEN), sheet.names)
        sheet.group = start if not sheet.is_new else conditions.act(start, "line", fact=sheet.fact)[0]
    return _show(sheet)


@bp.post("/<slug>/parts/<path:place>")
@requires(Permission.EDIT_FLOWS)
def save_part(slug: str, place: str) -> Response:
    """Keep the part; or add to its condition, take away from it, and show the form again."""
    sheet = _open(slug, place)
    if sheet.has_condition:
        sheet.group = conditions.read_form(request.form)
    asked = request.form.get("act", "look" if "look" in request.args else "")
    if asked and sheet.group is not None:
        sheet.group, sheet.at = conditions.act(sheet.group, asked, fact=sheet.fact)
        return _show(sheet, typed=request.form)
    if "op" in request.form:
        return entries.change(slug, lambda refusal: _refused(sheet, refusal))
    operation = _operation(sheet)
    if operation is None:
        return _show(sheet, typed=request.form, status=422)
    if not operation.steps:
        return see_other(_back(slug, sheet, "Nothing was changed."))
    try:
        sheet.refusal.add(faults_made(sheet.shown.draft, operation), sheet.fields)
        if sheet.refusal:
            return _show(sheet, typed=request.form, status=422)
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except ConflictError as conflict:
        sheet.refusal.conflict(conflict, _in_words(sheet, conflict))
        return _show(sheet, typed=request.form, status=422)
    except EditError as refused:
        return _refused(sheet, Refusal(what=refused.what, fix=refused.fix))
    return see_other(_back(slug, sheet, done.said))


def _open(slug: str, place: str) -> Sheet:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    pointer = f"/{place}"
    document = shown.draft.document
    if pointer.endswith(_NEW):
        found = entries_at(document, pointer.removesuffix(_NEW))
    else:
        found = isinstance(find_value(document, pointer), Mapping) and bool(properties_at(document, pointer))
    if not found or owner_of(pointer)[1] not in document.get(owner_of(pointer)[0], {}):
        abort(404)
    return Sheet(shown=shown, pointer=pointer)


def _operation(sheet: Sheet) -> Together | None:
    """What the form asks for; None where something in it cannot be read, which is then told."""
    condition = _condition(sheet) if sheet.group is not None else None
    if sheet.is_new:
        entry, read = new_entry(sheet.fields, request.form)
        if condition is not None:
            entry[_WHEN] = condition
        steps: list[Operation] = entries.adding(sheet.document, sheet.pointer.removesuffix(_NEW), entry)
    else:
        read = read_fields(sheet.document, sheet.fields, request.form)
        steps = entries.renaming(read.changes)
        if condition is not None:
            steps[:0] = entries.rewriting(sheet.document, f"{sheet.pointer}/{_WHEN}", condition, _was())
        entry = {**sheet.part, **{each.key: None for each in sheet.fields}}
    sheet.refusal.unread(read.refused)
    entries.check_values(sheet.document, sheet.pointer, steps, sheet.refusal, sheet.fields)
    if sheet.refusal or sheet.faults:
        return None
    said = f"Added: {said_of(entry, Speaker.build(sheet.document))}." if sheet.is_new else ""
    return Together(steps=tuple(steps), said=said[:300])


def _condition(sheet: Sheet) -> Any:
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


def _was() -> Any:
    try:
        return json.loads(request.form.get("was-condition", ""))
    except (ValueError, RecursionError):
        return abort(400)


def _seen(sheet: Sheet, typed: Any) -> str:
    """The condition that the designer saw. After a clash, saving again means: instead of what they wrote."""
    seen: str = (typed or {}).get("was-condition", "") if not sheet.refusal.at.endswith(f"/{_WHEN}") else ""
    return seen or json.dumps(sheet.part.get(_WHEN), ensure_ascii=False)


def _in_words(sheet: Sheet, conflict: ConflictError) -> str:
    """What somebody else wrote, as it is read on this page."""
    if conflict.pointer == f"{sheet.pointer}/{_WHEN}":
        return _sentence(sheet.document, conflict.theirs)
    return conflict.theirs if isinstance(conflict.theirs, str) else json.dumps(conflict.theirs, ensure_ascii=False)


def _sentence(document: Mapping[str, Any], condition: Any) -> str:
    try:
        said = Speaker.build(document).condition(condition)
    except ExpressionError as error:
        return error.message
    return f"{said[:1].upper()}{said[1:]}."


def _preview(sheet: Sheet) -> str:
    """The condition as a sentence; empty while a line is not whole."""
    if sheet.group is None:
        return ""
    try:
        return _sentence(sheet.document, write_condition(sheet.group, sheet.names))
    except ConditionError:
        return ""


def _refused(sheet: Sheet, refusal: Refusal) -> Response:
    sheet.refusal = refusal
    return _show(sheet, typed=request.form, status=422)


def _back(slug: str, sheet: Sheet, said: str) -> str:
    return entries.address_of(slug, sheet.pointer, done=said[:300])


def _show(sheet: Sheet, *, typed: Any = None, status: int = 200) -> Response:
    document, slug = sheet.document, sheet.shown.slug
    speaker = Speaker.build(document)
    if sheet.group is not None:
        sheet.group = conditions.settle(sheet.group, sheet.names)  # type: ignore[assignment]  # a group stays a group
    shown = conditions.show(sheet.group, sheet.names) if sheet.group is not None else None
    kept = [each for each in conditions.each(shown) if each.is_kept] if shown else []
    return render(
        "editor/part.html",
        "editor/_condition.html" if wants_partial() and status == 200 and typed is not None else None,
        status=status,
        actor=current_actor(),
        slug=slug,
        shown=sheet.shown,
        sheet=sheet,
        fields=sheet.fields,
        condition=shown,
        at=f"c-{sheet.at.replace('.', '-')}" if sheet.at else "",
        said={each.at: _sentence(document, each.part.expression) for each in kept},  # type: ignore[union-attr]  # kept
        faults={each.at: each for each in sheet.faults},
        preview=_preview(sheet),
        was=_seen(sheet, typed),
        lists=[] if sheet.is_new else list(lists_at(document, sheet.pointer, speaker)),
        back=entries.address_of(slug, sheet.pointer),
        refusal=sheet.refusal,
        typed=typed or {},
        done=request.args.get("done", "")[:300],
        **_called(sheet, speaker),
    )


def _called(sheet: Sheet, speaker: Speaker) -> dict[str, str]:
    """What the page, the list and the step or fact are called."""
    group, name = owner_of(sheet.pointer)
    owner = sheet.document[group][name]
    said = owner.get("title") or owner.get("prompt") or owner.get("label")
    key = split(sheet.pointer)[-2]
    return {
        "owner": said if isinstance(said, str) else name,
        "list_label": label_of(key),
        "title": f"Add to: {label_of(key)}" if sheet.is_new else title_of(sheet.part, speaker),
    }
