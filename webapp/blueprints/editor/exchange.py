"""Files for translators: a translation as PO or XLIFF, and what comes back, shown before it is taken in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Response, abort, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.editing import Taking, UnitFile, compare_units, read_operation, read_po, read_xliff
from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView

_MOST_BYTES: Final = 4_000_000
_FORMATS: Final[Mapping[str, tuple[str, str, Callable[[bytes], UnitFile]]]] = {
    "po": ("po", "text/x-gettext-translation", read_po),
    "xliff": ("xlf", "application/xliff+xml", read_xliff),
}


@bp.before_app_request
def _make_room_for_files() -> None:
    """A translator's file is larger than other forms are; before anybody reads the form."""
    if request.endpoint in ("editor.translation_import", "editor.translation_take_in"):
        request.max_content_length = request.max_form_memory_size = _MOST_BYTES


@bp.get("/<slug>/translations/<language>/export/<form>")
@requires(Permission.EDIT_FLOWS)
def translation_export(slug: str, language: str, form: str) -> Response:
    """The translation as a file to send away."""
    if form not in _FORMATS:
        abort(404)
    with unit_of_work() as uow:
        shown = _draft(uow, slug, language)
    ending, kind, _ = _FORMATS[form]
    response = Response(publishing.export_translation(shown, language, form), mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.{language}.{ending}"'
    return response


@bp.post("/<slug>/translations/<language>/import")
@requires(Permission.EDIT_FLOWS)
def translation_import(slug: str, language: str) -> AnyResponse:
    """What a file would change. Nothing is changed yet."""
    sent = request.files.get("file")
    with unit_of_work() as uow:
        shown = _draft(uow, slug, language)
    try:
        if sent is None or not sent.filename:
            raise EditError("No file was chosen.", "Choose a PO or XLIFF file.")
        return _preview(shown, language, _read(sent.filename, sent.read(), language))
    except EditError as refused:
        return _preview(shown, language, None, refused, status=422)


@bp.post("/<slug>/translations/<language>/take-in")
@requires(Permission.EDIT_FLOWS)
def translation_take_in(slug: str, language: str) -> AnyResponse:
    """Take in what was shown, as one edit."""
    try:
        texts = json.loads(request.form.get("texts", ""))
        operation = read_operation({"op": "take-in-translations", "language": language, "texts": _checked(texts)})
    except ValueError:
        abort(400)
    with unit_of_work() as uow:
        shown = _draft(uow, slug, language)
        try:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
        except EditError as refused:
            again = EditError(refused.what, "Nothing was taken in. Choose the file again to see what it changes now.")
            return _preview(shown, language, None, again, status=422)
    return see_other(url_for("editor.translation", slug=slug, language=language, done=done.said))


def _draft(uow: Any, slug: str, language: str) -> DraftView:
    shown = publishing.get_draft(uow, slug, actor=current_actor())
    if language not in shown.draft.translations:
        abort(404)
    return shown


def _read(name: str, data: bytes, language: str) -> UnitFile:
    """The file, by the end of its name. Raises EditError where it is none, or of another language."""
    ending = name.rpartition(".")[2].lower()
    reader = {"po": read_po, "pot": read_po, "xlf": read_xliff, "xliff": read_xliff}.get(ending)
    if reader is None:
        raise EditError(f"“{name[-80:]}” is no PO and no XLIFF file.", "Its name has to end in .po, .xlf or .xliff.")
    file = reader(data)
    if file.language != language:
        raise EditError(f"The file is in “{file.language}”, and this is “{language}”.", "Open that language first.")
    return file


def _checked(texts: Any) -> Any:
    """Entries as our own page made them; the form is the designer's, but a form can be made by hand."""
    if not isinstance(texts, dict) or not texts:
        raise ValueError("texts are by pointer")
    for entry in texts.values():
        if not isinstance(entry, dict) or entry.keys() != {"text", "from", "was"} or not isinstance(entry["from"], str):
            raise ValueError("an entry has text, from and was")
        if isinstance(entry["text"], dict) and not {"by", "other"} <= entry["text"].keys():
            raise ValueError("a text that bends has a form for other numbers")
        forms = entry["text"].values() if isinstance(entry["text"], dict) else [entry["text"]]
        if not all(isinstance(form, str) for form in forms):
            raise ValueError("a text is a sentence or its forms")
    return texts


def _preview(
    shown: DraftView, language: str, file: UnitFile | None, refused: EditError | None = None, *, status: int = 200
) -> Response:
    taking: Taking | None = compare_units(shown.draft, file) if file else None
    operation = taking.operation if taking else None
    return render(
        "editor/translation_import.html",
        status=status,
        actor=current_actor(),
        shown=shown,
        into=language,
        taking=taking,
        texts=json.dumps(operation.texts, ensure_ascii=False) if operation else "",
        placed={each.pointer: each for each in publishing.place_texts(shown.draft)},
        told={"what": refused.what, "fix": refused.fix} if refused else {},
    )
