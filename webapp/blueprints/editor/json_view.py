"""The whole flow, or one part of it, as JSON: checked against the schemas line by line, kept as one edit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.definition import load_document
from engine.editing import ConflictError, WriteJson, find_value, line_of, lines_of
from engine.errors import DefinitionError, EditError
from engine.model import Issue, Severity
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.refusals import Refusal
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView

_MOST_BYTES: Final = 6_000_000
_GROUPS: Final = {"nodes": "Steps", "facts": "Facts", "tables": "Tables of amounts"}


@dataclass(frozen=True, kw_only=True)
class Marked:
    """Something that is wrong, and the line that it is about; 0 where that is elsewhere."""

    issue: Issue
    line: int


@bp.before_app_request
def _make_room_for_json() -> None:
    """A whole flow is longer than other forms; before anybody reads the form."""
    if request.endpoint == "editor.save_json":
        request.max_content_length = request.max_form_memory_size = _MOST_BYTES


@bp.get("/<slug>/json")
@requires(Permission.EDIT_FLOWS)
def json_view(slug: str) -> Response:
    """The flow, or the part at `?at=`."""
    shown, pointer = _open(slug, request.args.get("at", ""))
    return _show(shown, pointer, _written(find_value(shown.draft.document, pointer)), marks=None)


@bp.post("/<slug>/json")
@requires(Permission.EDIT_FLOWS)
def save_json(slug: str) -> Response:
    """Check the text, or keep it as one edit."""
    shown, pointer = _open(slug, request.form.get("at", ""))
    text = request.form.get("text", "").replace("\r\n", "\n")
    try:
        value = load_document(text)
    except DefinitionError as error:
        issue = error.issues[0]
        return _show(shown, pointer, text, Refusal(what=issue.what, fix=issue.fix), status=422)
    here = find_value(shown.draft.document, pointer)
    try:
        if _digest(here) != request.form.get("was") and value != here:
            raise ConflictError(pointer, here, value)
        operation = WriteJson(pointer=pointer, value=value, was=here)
        with unit_of_work() as uow:
            marks = _marked(publishing.find_new_problems(uow, shown, operation), pointer, text)
            if request.form.get("act") == "check":
                return _show(shown, pointer, text, marks=marks)
            if any(each.issue.severity is Severity.ERROR and each.line for each in marks):
                refusal = Refusal(what="This was not kept yet.", fix="Mend what is wrong below.")
                return _show(shown, pointer, text, refusal, marks=marks, status=422)
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except ConflictError as conflict:
        refusal = Refusal()
        refusal.conflict(conflict, _written(conflict.theirs))
        return _show(shown, pointer, text, refusal, status=422)
    except EditError as refused:
        return _show(shown, pointer, text, Refusal(what=refused.what, fix=refused.fix), status=422)
    return see_other(url_for("editor.json_view", slug=slug, at=pointer or None, done=done.said[:300]))


def _open(slug: str, pointer: str) -> tuple[DraftView, str]:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    is_pointer = not pointer or pointer.startswith("/")
    if not is_pointer or find_value(shown.draft.document, pointer) is None:
        abort(404)
    return shown, pointer


def _marked(issues: Sequence[Issue], pointer: str, text: str) -> list[Marked]:
    """Issues with their lines; those of other parts of the flow without."""
    lines = lines_of(text)
    marked = []
    for issue in issues:
        is_here = not pointer or issue.pointer == pointer or issue.pointer.startswith(f"{pointer}/")
        line = line_of(lines, issue.pointer.removeprefix(pointer)) if is_here else 0
        marked.append(Marked(issue=issue, line=line))
    return sorted(marked, key=lambda each: (not each.line, each.line))


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


def _show(
    shown: DraftView,
    pointer: str,
    text: str,
    refusal: Refusal | None = None,
    *,
    marks: Sequence[Marked] | None = None,
    status: int = 200,
) -> Response:
    document, refusal = shown.draft.document, refusal or Refusal()
    seen = request.form.get("was") if request.method == "POST" and not refusal.theirs else None
    return render(
        "editor/json.html",
        status=status,
        actor=current_actor(),
        slug=shown.slug,
        flow_title=document.get("title", shown.slug),
        shown=shown,
        pointer=pointer,
        parts={text: [f"/{group}/{name}" for name in document.get(group, {})] for group, text in _GROUPS.items()},
        text=text,
        was=seen or _digest(find_value(document, pointer)),
        marks=marks,
        refusal=refusal,
        done=request.args.get("done", "")[:300],
    )
