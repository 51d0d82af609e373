"""A new flow: from nothing, from a pattern, from JSON, from a table of steps, or as the copy of another."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import abort, request, send_file, url_for
from werkzeug.wrappers import Response

from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import Named

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

MOST_BYTES: Final = 5_000_000
_LONGEST_SHOWN: Final = 200_000
"""So much of a refused file is put into the field, to be mended there."""
_TABLE_TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a flow can begin as."""

    name: str
    title: str
    says: str


SOURCES: Final = (
    Source(name="blank", title="Blank", says="A first question and an end. The editor shows you what comes next."),
    Source(name="pattern", title="A pattern", says="A small flow that works already, to be changed."),
    Source(name="table", title="A table of steps", says="A spreadsheet in CSV or XLSX: one row for each way on."),
    Source(name="json", title="JSON", says="The file of a flow, uploaded or pasted."),
    Source(name="copy", title="A copy", says="Another flow with its translations, under a name of its own."),
)


@bp.get("/new")
@requires(Permission.EDIT_FLOWS)
def new() -> Response:
    """Choose what to begin with, and name it."""
    return _show(request.args)


@bp.post("/new")
@requires(Permission.EDIT_FLOWS)
def make() -> Response:
    """Make the flow and open it."""
    request.max_content_length = request.max_form_memory_size = MOST_BYTES
    source = request.form.get("from", "")
    if source not in _MAKERS:
        abort(400)
    content = _content()
    form = request.form
    named = Named(
        title=form.get("title", "").strip(), slug=form.get("slug", "").strip(), agency=form.get("agency", "").strip()
    )
    try:
        with unit_of_work() as uow:
            slug = _MAKERS[source](uow, named, form, content)
    except EditError as refused:
        typed = {**form.to_dict(), "content": _as_text(source, content)}
        return _show(typed, refused, status=422)
    return see_other(url_for("editor.outline", slug=slug, done="The flow is made. It is a draft: nobody meets it yet."))


@bp.get("/new/steps.<kind>")
@requires(Permission.EDIT_FLOWS)
def steps_template(kind: str) -> Response:
    """A small table of steps to begin with."""
    if kind not in _TABLE_TYPES:
        abort(404)
    write = publishing.write_csv if kind == "csv" else publishing.write_xlsx
    content = io.BytesIO(write(publishing.table_template()))
    return send_file(content, mimetype=_TABLE_TYPES[kind], as_attachment=True, download_name=f"steps.{kind}")


Maker = Callable[["UnitOfWork", Named, Mapping[str, str], bytes], str]


def _blank(uow: UnitOfWork, named: Named, form: Mapping[str, str], _: bytes) -> str:
    question, answer = form.get("question", ""), form.get("fact_type", "")
    return publishing.make_blank(uow, named, question=question, fact_type=answer, actor=current_actor(), now=now())


def _pattern(uow: UnitOfWork, named: Named, form: Mapping[str, str], _: bytes) -> str:
    return publishing.make_from_pattern(uow, named, form.get("pattern", ""), actor=current_actor(), now=now())


def _json(uow: UnitOfWork, named: Named, _: Mapping[str, str], content: bytes) -> str:
    text = content.decode("utf-8-sig", errors="replace")
    return publishing.make_from_json(uow, named, text, actor=current_actor(), now=now())


def _table(uow: UnitOfWork, named: Named, _: Mapping[str, str], content: bytes) -> str:
    return publishing.make_from_table(uow, named, content, actor=current_actor(), now=now())


def _copy(uow: UnitOfWork, named: Named, form: Mapping[str, str], _: bytes) -> str:
    source = form.get("source", "")
    if uow.flows.find(source) is None:
        raise EditError("Choose the flow to copy.")
    return publishing.duplicate(uow, source, named, actor=current_actor(), now=now())


_MAKERS: Final[Mapping[str, Maker]] = {
    "blank": _blank,
    "pattern": _pattern,
    "json": _json,
    "table": _table,
    "copy": _copy,
}


def _content() -> bytes:
    """The file, or what was pasted where there is none."""
    sent = request.files.get("file")
    return (sent.read() if sent else b"") or request.form.get("content", "").encode()


def _as_text(source: str, content: bytes) -> str:
    """What was sent, to be mended in the field: a spreadsheet as its rows."""
    text = publishing.table_as_text(content) if source == "table" else content.decode("utf-8-sig", errors="replace")
    return text if len(text) <= _LONGEST_SHOWN else ""


def _show(typed: Mapping[str, str], refused: EditError | None = None, *, status: int = 200) -> Response:
    names = {source.name for source in SOURCES}
    chosen = typed.get("from", "")
    with unit_of_work() as uow:
        cards = publishing.list_designs(uow, actor=current_actor(), now=now())
    return render(
        "editor/new.html",
        status=status,
        actor=current_actor(),
        sources=SOURCES,
        chosen=chosen if chosen in names else "blank",
        patterns=publishing.list_patterns(),
        cards=sorted(cards, key=lambda card: card.title.casefold()),
        agencies=sorted({card.agency for card in cards if card.agency}),
        typed=typed,
        refused=refused,
        details=getattr(refused, "details", ()),
    )
