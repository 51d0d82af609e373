"""Translations: the languages of a flow, and one of them side by side with the flow's own texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.editing import AddLanguage, ConflictError, RemoveLanguage
from engine.errors import EditError
from webapp.blueprints.editor.autosave import not_saved, saved, wants_autosave
from webapp.blueprints.editor.back import address_with, told_here
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.text_forms import AT, pointers_in, read_written, seen
from webapp.blueprints.editor.words import CHANGED_MEANWHILE
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.paging import page_number
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView, TranslationRefusedError

_ON_A_PAGE: Final = 120
_LONGEST_SEARCH: Final = 80


@bp.get("/<slug>/translations")
@requires(Permission.EDIT_FLOWS)
def translations(slug: str) -> Response:
    """Every language with how much of it is done."""
    return _show_languages(slug, told_here())


@bp.post("/<slug>/translations")
@requires(Permission.EDIT_FLOWS)
def translation_add(slug: str) -> Response:
    """Begin to translate into another language."""
    language = request.form.get("language", "").strip()
    try:
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, AddLanguage(language=language), actor=current_actor(), now=now())
    except EditError as refused:
        return _show_languages(slug, {"what": refused.what, "fix": refused.fix}, typed=language, status=422)
    return see_other(url_for("editor.translation", slug=slug, language=language, done=done.said))


@bp.get("/<slug>/translations/<language>")
@requires(Permission.EDIT_FLOWS)
def translation(slug: str, language: str) -> Response:
    """The texts beside their translation, missing and stale ones first."""
    return _show(slug, language, request.args, told_here())


@bp.post("/<slug>/translations/<language>")
@requires(Permission.EDIT_FLOWS)
def save_translation(slug: str, language: str) -> Response:
    """Keep what was written, and what was marked as checked, as one edit or not at all."""
    form, checked = request.form, tuple(request.form.getlist("checked"))
    with unit_of_work() as uow:
        shown = _draft(uow, slug, language)
    _, rows = publishing.translation_of(shown, language)
    standing = {row.name: row.target for row in rows}
    written = read_written(form, lambda name: standing.get(name, ""))
    try:
        if written.theirs and wants_autosave():
            name, theirs = next(iter(written.theirs.items()))
            raise ConflictError(name, theirs, written.changes.get(name, ""))
        if written.theirs:
            return _show(slug, language, form, CHANGED_MEANWHILE, theirs=written.theirs, status=422)
        if not written.changes and not checked:
            return saved("") if wants_autosave() else _go_back(slug, language, "Nothing was changed.")
        operation = publishing.translate(shown.draft, language, written.changes, checked)
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except EditError as refused:
        if wants_autosave():
            return not_saved(refused)
        faults = refused.faults if isinstance(refused, TranslationRefusedError) else {}
        told = {"what": refused.what, "fix": "" if faults else refused.fix}
        return _show(slug, language, form, told, faults=faults, status=422)
    if wants_autosave():
        return saved(done.said, {f"was-{AT}{name}": seen(text) for name, text in written.changes.items()})
    return _go_back(slug, language, done.said)


@bp.get("/<slug>/translations/<language>/remove")
@requires(Permission.EDIT_FLOWS)
def translation_remove(slug: str, language: str) -> Response:
    """Ask whether a whole translation shall go."""
    with unit_of_work() as uow:
        shown = _draft(uow, slug, language)
    state, _ = publishing.translation_of(shown, language)
    return render("editor/translation_remove.html", actor=current_actor(), shown=shown, state=state)


@bp.post("/<slug>/translations/<language>/remove")
@requires(Permission.EDIT_FLOWS)
def remove_translation(slug: str, language: str) -> Response:
    """Give a translation up. Undo brings it back."""
    with unit_of_work() as uow:
        _draft(uow, slug, language)
        done = publishing.edit(uow, slug, RemoveLanguage(language=language), actor=current_actor(), now=now())
    return see_other(url_for("editor.translations", slug=slug, done=done.said))


def _go_back(slug: str, language: str, said: str) -> Response:
    here = url_for("editor.translation", slug=slug, language=language, **_asked_for(request.form))
    return see_other(address_with(here, done=said))


def _draft(uow: Any, slug: str, language: str) -> DraftView:
    shown = publishing.get_draft(uow, slug, actor=current_actor())
    if language not in shown.draft.translations:
        abort(404)
    return shown


def _asked_for(given: Mapping[str, str]) -> dict[str, Any]:
    """What was asked for, as it stands in addresses."""
    kept = {name: given.get(name, "")[:_LONGEST_SEARCH] for name in ("step", "only", "q", "page")}
    return {name: value for name, value in kept.items() if value}


def _show_languages(slug: str, told: Mapping[str, str], *, typed: str = "", status: int = 200) -> Response:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    return render(
        "editor/translations.html",
        status=status,
        actor=current_actor(),
        shown=shown,
        states=publishing.languages_of(shown),
        told=told,
        typed=typed,
    )


def _show(
    slug: str,
    language: str,
    asked: Mapping[str, str],
    told: Mapping[str, str],
    *,
    theirs: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    typed = request.form if status == 422 else {}
    step, written = asked.get("step", ""), pointers_in(typed)
    with unit_of_work() as uow:
        shown = _draft(uow, slug, language)
    state, found = publishing.translation_of(
        shown,
        language,
        only=asked.get("only", ""),
        step=step.removeprefix("-") if step else None,
        q=asked.get("q", "")[:_LONGEST_SEARCH],
        also=written,
    )
    pages = max(1, (len(found) + _ON_A_PAGE - 1) // _ON_A_PAGE)
    page = min(page_number(), pages)
    rows = [row for row in found if row.name in written] if typed else found[(page - 1) * _ON_A_PAGE :][:_ON_A_PAGE]
    return render(
        "editor/translation.html",
        status=status,
        actor=current_actor(),
        shown=shown,
        state=state,
        rows=rows,
        found=len(found),
        steps=dict.fromkeys((each.step, each.group) for each in publishing.place_texts(shown.draft)),
        at_page=page,
        pages=pages,
        filters=_asked_for(asked),
        told=told,
        theirs=theirs or {},
        faults=faults or {},
        typed=typed,
        seen=seen,
    )
