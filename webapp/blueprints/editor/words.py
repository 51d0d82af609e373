"""Words: every text of a flow in one table, to read, filter and write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import request, url_for
from werkzeug.wrappers import Response

from engine.editing import Operation, SetValue, Together, find_value
from engine.errors import EditError
from webapp.blueprints.editor.autosave import not_saved, saved, wants_autosave
from webapp.blueprints.editor.back import address_with, told_here
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.text_forms import AT, pointers_in, read_written, seen
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.paging import page_number
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission

_ON_A_PAGE: Final = 150
_LONGEST_SEARCH: Final = 80
_MOST_BYTES: Final = 2_000_000
CHANGED_MEANWHILE: Final = {
    "what": "Somebody else changed some of these texts while you were writing.",
    "fix": "Both versions are shown below. Save again to keep yours.",
}


@bp.before_app_request
def _make_room_for_words() -> None:
    """A page of long texts in any script is more than other forms are; before anybody reads the form."""
    if request.endpoint in ("editor.save_words", "editor.save_translation"):
        request.max_content_length = request.max_form_memory_size = _MOST_BYTES


@bp.get("/<slug>/words")
@requires(Permission.EDIT_FLOWS)
def words(slug: str) -> Response:
    """The table: all texts, or those of a step, with findings, hard to read, or in which `?q=` stands."""
    return _show(slug, request.args, told_here())


@bp.post("/<slug>/words")
@requires(Permission.EDIT_FLOWS)
def save_words(slug: str) -> Response:
    """Keep what was written, all of it as one edit or nothing."""
    form = request.form
    with unit_of_work() as uow:
        document = publishing.get_draft(uow, slug, actor=current_actor()).draft.document
    written = read_written(form, lambda pointer: _text_at(document, pointer))
    if written.theirs and not wants_autosave():
        return _show(slug, form, CHANGED_MEANWHILE, theirs=written.theirs, status=422)
    if not written.changes:
        return saved("") if wants_autosave() else _go_back(slug, "Nothing was changed.")
    try:
        steps = tuple(_step(document, pointer, text, written.theirs) for pointer, text in written.changes.items())
        said = "" if len(steps) == 1 else f"Changed {len(steps)} texts."
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, Together(steps=steps, said=said), actor=current_actor(), now=now())
    except EditError as refused:
        if wants_autosave():
            return not_saved(refused)
        return _show(slug, form, {"what": refused.what, "fix": refused.fix}, status=422)
    if wants_autosave():
        return saved(done.said, {f"was-{AT}{pointer}": seen(text) for pointer, text in written.changes.items()})
    return _go_back(slug, done.said)


def _go_back(slug: str, said: str) -> Response:
    return see_other(address_with(url_for("editor.words", slug=slug, **_asked_for(request.form)), done=said))


def _step(document: Mapping[str, Any], pointer: str, text: str, theirs: Mapping[str, str]) -> Operation:
    """The change of one text. What was never seen by the writer is not overwritten."""
    standing = find_value(document, pointer)
    if not isinstance(standing, str):
        raise EditError("A text that you wrote is not in this flow any more.", "Somebody may have removed its step.")
    if not text and (pointer.startswith("/about/keywords/") or pointer.endswith("/other")):
        raise EditError("This text cannot be empty.", "Write at least one word.")
    return SetValue(pointer=pointer, value=text or None, was="" if pointer in theirs else standing)


def _text_at(document: Mapping[str, Any], pointer: str) -> str:
    found = find_value(document, pointer)
    return found if isinstance(found, str) else ""


def _asked_for(given: Mapping[str, str]) -> dict[str, Any]:
    """What was asked for, as it stands in addresses."""
    kept = {name: given.get(name, "")[:_LONGEST_SEARCH] for name in ("step", "only", "q", "page")}
    return {name: value for name, value in kept.items() if value}


def _show(
    slug: str,
    asked: Mapping[str, str],
    told: Mapping[str, str],
    *,
    theirs: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    step = asked.get("step", "")
    typed = request.form if status == 422 else {}
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        table = publishing.words_of(
            uow,
            shown,
            step=None if not step else step.removeprefix("-"),
            only=asked.get("only", ""),
            q=asked.get("q", "")[:_LONGEST_SEARCH],
            also=pointers_in(typed),
        )
    page = max(1, min(page_number(), (len(table.rows) + _ON_A_PAGE - 1) // _ON_A_PAGE))
    rows = table.rows if typed else table.rows[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    if typed:
        rows = tuple(row for row in rows if row.pointer in pointers_in(typed))
    return render(
        "editor/text_table.html",
        status=status,
        actor=current_actor(),
        shown=shown,
        table=table,
        rows=rows,
        at_page=page,
        pages=(len(table.rows) + _ON_A_PAGE - 1) // _ON_A_PAGE,
        filters=_asked_for(asked),
        told=told,
        theirs=theirs or {},
        typed=typed,
        seen=seen,
    )
