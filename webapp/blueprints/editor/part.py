"""One part of a step or fact with a form of its own: a rule, a check, a question of a page, a result, an option.

A rule's condition is put together line by line. Buttons that add or take away lines post the form and show it again
with everything that was typed; with scripts only the condition is swapped.
"""

from __future__ import annotations

import json
from typing import Any

from flask import abort, request
from werkzeug.wrappers import Response

from engine.definition import Speaker
from engine.editing import (
    ConflictError,
    Group,
    Operation,
    Together,
    faults_made,
    read_condition,
    split,
)
from engine.errors import EditError, ExpressionError
from webapp.blueprints.editor import conditions, entries
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.changes import new_entry, read_fields
from webapp.blueprints.editor.labels import label_of
from webapp.blueprints.editor.lists import lists_at, owner_of, said_of, title_of
from webapp.blueprints.editor.part_sheet import NEW, VALUE, Sheet, condition_of, open_sheet, preview_of, sentence_of
from webapp.blueprints.editor.refusals import Refusal
from webapp.blueprints.editor.working_out import WorkedOut
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission

_WHEN = "when"


@bp.get("/<slug>/parts/<path:place>")
@requires(Permission.EDIT_FLOWS)
def part(slug: str, place: str) -> Response:
    """The part with everything that can be said about it."""
    sheet = open_sheet(slug, place)
    if sheet.has_condition:
        start = Group() if sheet.is_new else read_condition(sheet.part.get(_WHEN), sheet.names)
        sheet.group = start if not sheet.is_new else conditions.act(start, "line", fact=sheet.fact)[0]
    if sheet.has_calculation:
        sheet.worked = WorkedOut.of(sheet.document, sheet.part.get(VALUE), sheet.fills)
    return _show(sheet)


@bp.post("/<slug>/parts/<path:place>")
@requires(Permission.EDIT_FLOWS)
def save_part(slug: str, place: str) -> Response:
    """Keep the part; or add to its condition, take away from it, and show the form again."""
    sheet = open_sheet(slug, place)
    if sheet.has_condition:
        sheet.group = conditions.read_form(request.form)
    if sheet.has_calculation:
        sheet.worked = WorkedOut.posted(sheet.document, request.form, sheet.fills)
    asked = request.form.get("act", "look" if "look" in request.args else "")
    if asked and sheet.group is not None:
        sheet.group, sheet.at = conditions.act(sheet.group, asked, fact=sheet.fact)
        return _show(sheet, typed=request.form)
    if asked and sheet.worked is not None:
        sheet.worked.act(asked, now().date())
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


def _operation(sheet: Sheet) -> Together | None:
    """What the form asks for; None where something in it cannot be read, which is then told."""
    condition = condition_of(sheet) if sheet.group is not None else None
    value = sheet.worked.written() if sheet.worked is not None else None
    if sheet.is_new:
        entry, read = new_entry(sheet.fields, request.form)
        if condition is not None:
            entry[_WHEN] = condition
        if value is not None:
            entry[VALUE] = value
        steps: list[Operation] = entries.adding(sheet.document, sheet.pointer.removesuffix(NEW), entry)
    else:
        read = read_fields(sheet.document, sheet.fields, request.form)
        steps = entries.renaming(read.changes)
        if condition is not None:
            steps[:0] = entries.rewriting(sheet.document, f"{sheet.pointer}/{_WHEN}", condition, _was())
        if value is not None:
            steps[:0] = entries.rewriting(sheet.document, f"{sheet.pointer}/{VALUE}", value, _was("was-calculation"))
        entry = {**sheet.part, **{each.key: None for each in sheet.fields}}
    sheet.refusal.unread(read.refused)
    entries.check_values(sheet.document, sheet.pointer, steps, sheet.refusal, sheet.fields)
    if sheet.worked is not None and sheet.worked.faults:
        sheet.refusal.what = sheet.refusal.what or "This was not kept yet."
        sheet.refusal.fix = sheet.refusal.fix or "Mend what is marked below."
    if sheet.refusal or sheet.faults:
        return None
    said = f"Added: {said_of(entry, Speaker.build(sheet.document))}." if sheet.is_new else ""
    return Together(steps=tuple(steps), said=said[:300])


def _was(field: str = "was-condition") -> Any:
    try:
        return json.loads(request.form.get(field, ""))
    except (ValueError, RecursionError):
        return abort(400)


def _seen(sheet: Sheet, typed: Any, field: str, key: str) -> str:
    """What the designer saw there. After a clash, saving again means: instead of what they wrote."""
    seen: str = (typed or {}).get(field, "") if not sheet.refusal.at.endswith(f"/{key}") else ""
    return seen or json.dumps(sheet.part.get(key), ensure_ascii=False)


def _in_words(sheet: Sheet, conflict: ConflictError) -> str:
    """What somebody else wrote, as it is read on this page."""
    if conflict.pointer == f"{sheet.pointer}/{_WHEN}":
        return sentence_of(sheet.document, conflict.theirs)
    if conflict.pointer == f"{sheet.pointer}/{VALUE}" and conflict.theirs is not None:
        try:
            return Speaker.build(sheet.document).value(conflict.theirs, sheet.fills)
        except ExpressionError as error:
            return error.message
    return conflict.theirs if isinstance(conflict.theirs, str) else json.dumps(conflict.theirs, ensure_ascii=False)


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
        _partial(sheet) if wants_partial() and status == 200 and typed is not None else None,
        status=status,
        actor=current_actor(),
        slug=slug,
        shown=sheet.shown,
        sheet=sheet,
        fields=sheet.fields,
        condition=shown,
        at=f"c-{sheet.at.replace('.', '-')}" if sheet.at else "",
        said={each.at: sentence_of(document, each.part.expression) for each in kept},  # type: ignore[union-attr]  # kept
        faults={each.at: each for each in sheet.faults},
        preview=preview_of(sheet),
        was=_seen(sheet, typed, "was-condition", _WHEN),
        worked=sheet.worked,
        was_calculation=_seen(sheet, typed, "was-calculation", VALUE),
        lists=[] if sheet.is_new else list(lists_at(document, sheet.pointer, speaker)),
        back=entries.address_of(slug, sheet.pointer),
        refusal=sheet.refusal,
        typed=typed or {},
        done=request.args.get("done", "")[:300],
        **_called(sheet, speaker),
    )


def _partial(sheet: Sheet) -> str:
    return "editor/_calculation.html" if sheet.worked is not None else "editor/_condition.html"


def _called(sheet: Sheet, speaker: Speaker) -> dict[str, str]:
    """What the page, the list and the step or fact are called."""
    group, name = owner_of(sheet.pointer)
    owner = sheet.document[group][name]
    said = owner.get("title") or owner.get("prompt") or owner.get("label")
    key = split(sheet.pointer)[-2]
    title = f"Add to: {label_of(key)}" if sheet.is_new else title_of(sheet.part, speaker)
    if sheet.worked is not None and not sheet.is_new:
        title = sheet.names.called(sheet.part.get("fact", ""))
    return {
        "owner": said if isinstance(said, str) else name,
        "list_label": label_of(key),
        "title": title,
    }
