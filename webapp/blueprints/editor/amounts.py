"""Tables of amounts: what each is looked up by, its rows as a grid, its source, and editions from a day on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.editing import (
    AddEdition,
    AddTable,
    ConflictError,
    GridError,
    GridRow,
    Names,
    Operation,
    SetValue,
    Together,
    columns_of,
    faults_made,
    find_usages,
    read_amounts,
    read_operation,
    split,
    write_amounts,
)
from engine.errors import EditError
from webapp.blueprints.editor import grid_form
from webapp.blueprints.editor.amount_fields import (
    fields_of_table,
    key_called,
    keys_of_tables,
    kinds_given,
    misfits_of,
)
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.changes import Read, read_fields
from webapp.blueprints.editor.mentions import mentions_of
from webapp.blueprints.editor.refusals import Refusal
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView

_MOST_BYTES = 4_000_000
_MOST_CELLS = 20_000


@bp.before_app_request
def _make_room_for_amounts() -> None:
    """A large table has more fields than other forms; before anybody reads the form."""
    if request.endpoint == "editor.save_amount":
        request.max_content_length = request.max_form_memory_size = _MOST_BYTES
        request.max_form_parts = _MOST_CELLS


@bp.get("/<slug>/amounts")
@requires(Permission.EDIT_FLOWS)
def amounts(slug: str) -> Response:
    """All tables of amounts."""
    return _show_all(slug)


@bp.post("/<slug>/amounts")
@requires(Permission.EDIT_FLOWS)
def add_amount(slug: str) -> Response:
    """Add a table."""
    name, by, gives = (request.form.get(key, "").strip() for key in ("name", "by", "gives"))
    if not name:
        return _show_all(slug, Refusal(what="The table has no name yet.", fix="Write what its amounts are."))
    operation = AddTable(name=name, by=by, gives=gives or "money")
    try:
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except EditError as refused:
        return _show_all(slug, Refusal(what=refused.what, fix=refused.fix))
    return see_other(url_for("editor.amount", slug=slug, table=split(done.focus)[1], done=done.said[:300]))


@bp.get("/<slug>/amounts/<table>")
@requires(Permission.EDIT_FLOWS)
def amount(slug: str, table: str) -> Response:
    """One table, with where it is looked up."""
    shown = _open(slug, table)
    return _show(shown, table, read_amounts(_table(shown, table), Names.of(shown.draft.document)))


@bp.post("/<slug>/amounts/<table>")
@requires(Permission.EDIT_FLOWS)
def save_amount(slug: str, table: str) -> Response:
    """Keep the rows and what is said about them; begin an edition; rename or remove the table."""
    shown = _open(slug, table)
    names, asked = Names.of(shown.draft.document), request.form.get("op", "")
    rows = grid_form.read_form(request.form).rows if not asked else read_amounts(_table(shown, table), names)
    if request.form.get("act"):
        changed = grid_form.act(grid_form.read_form(request.form), request.form["act"], request.form.get("pasted", ""))
        return _show(shown, table, changed.rows)
    refusal = Refusal()
    try:
        operation = _named(asked, table) if asked else _written(shown, table, rows, refusal)
        if not refusal and not asked:
            refusal.add(faults_made(shown.draft, operation), fields_of_table(shown.draft.document, table))
        if refusal:
            return _show(shown, table, rows, refusal, status=422)
        if isinstance(operation, Together) and not operation.steps:
            return see_other(url_for("editor.amount", slug=slug, table=table, done="Nothing was changed."))
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except GridError as refused:
        refusal.fields |= {fault.at: f"{fault.what} {fault.fix}".strip() for fault in refused.faults}
        refusal.what, refusal.fix = "The amounts were not kept yet.", "Mend what is marked."
        return _show(shown, table, rows, refusal, status=422)
    except ConflictError as conflict:
        refusal.conflict(conflict, _said(shown, table, conflict))
        return _show(_open(slug, table), table, rows, refusal, status=422)
    except EditError as refused:
        return _show(shown, table, rows, Refusal(what=refused.what, fix=refused.fix), status=422)
    if asked == "remove-part":
        return see_other(url_for("editor.amounts", slug=slug, done=done.said[:300]))
    called = request.form["to"].strip() if asked == "rename-part" else table
    return see_other(url_for("editor.amount", slug=slug, table=called, done=done.said[:300]))


def _named(asked: str, table: str) -> Operation:
    """What one of the small forms asks for."""
    if asked == "add-edition":
        return AddEdition(table=table, day=request.form.get("day", "").strip())
    if asked == "rename-part":
        return read_operation({"op": asked, "group": "tables", "part": table, "to": request.form.get("to", "").strip()})
    if asked == "remove-part":
        return read_operation({"op": asked, "group": "tables", "part": table})
    return abort(400)


def _written(shown: DraftView, table: str, rows: Sequence[GridRow], refusal: Refusal) -> Together:
    """The properties and rows that differ from what the designer saw."""
    document = shown.draft.document
    read: Read = read_fields(document, fields_of_table(document, table), request.form)
    refusal.unread(read.refused)
    said = {each.pointer.rpartition("/")[2]: each.value for each in read.changes if isinstance(each, SetValue)}
    refusal.unsuited(misfits_of(document, table, said))
    if refusal:
        return Together(steps=())
    written = write_amounts(rows, {**_table(shown, table), **said}, Names.of(document))
    was = _was()
    steps = list(read.changes)
    if written != was:
        steps.append(SetValue(pointer=f"/tables/{table}/rows", value=written, was=was))
    return Together(steps=tuple(steps), said=f"Changed the amounts “{table}”.")


def _was() -> Any:
    try:
        return json.loads(request.form.get("was", ""))
    except (ValueError, RecursionError):
        return abort(400)


def _open(slug: str, table: str) -> DraftView:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    if table not in shown.draft.document.get("tables", {}):
        abort(404)
    return shown


def _table(shown: DraftView, table: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = shown.draft.document["tables"][table]
    return found


def _said(shown: DraftView, table: str, conflict: ConflictError) -> str:
    """What somebody else wrote, in the words of the field."""
    theirs = conflict.theirs if isinstance(conflict.theirs, str) else ""
    fields = fields_of_table(shown.draft.document, table)
    return next((dict(each.choices).get(theirs, theirs) for each in fields if each.pointer == conflict.pointer), theirs)


def _show_all(slug: str, refusal: Refusal | None = None) -> Response:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    document = shown.draft.document
    tables: Mapping[str, Any] = document.get("tables", {})
    return render(
        "editor/amounts.html",
        status=422 if refusal else 200,
        actor=current_actor(),
        slug=slug,
        flow_title=document.get("title", slug),
        shown=shown,
        tables=tables,
        sources={name: publishing.source_of(document, each) for name, each in tables.items()},
        called={name: key_called(document, str(each.get("by", ""))) for name, each in tables.items()},
        uses={name: len(find_usages(document, "tables", name)) for name in tables},
        keys=keys_of_tables(document),
        kinds=kinds_given(),
        refusal=refusal or Refusal(),
        typed=request.form if refusal else {},
        done=request.args.get("done", "")[:300],
    )


def _show(
    shown: DraftView, table: str, rows: Sequence[GridRow], refusal: Refusal | None = None, *, status: int = 200
) -> Response:
    document, slug, refusal = shown.draft.document, shown.slug, refusal or Refusal()
    data, names = _table(shown, table), Names.of(document)
    with unit_of_work() as uow:
        steps = publishing.name_steps(uow, shown)
        released = publishing.find_released(uow, slug, f"/tables/{table}/rows", actor=current_actor()) or []
    is_back = request.method == "POST"
    return render(
        "editor/amount.html",
        status=status,
        actor=current_actor(),
        slug=slug,
        flow_title=document.get("title", slug),
        shown=shown,
        name=table,
        data=data,
        rows=rows,
        key=key_called(document, str(data.get("by", ""))),
        columns=columns_of(data, names),
        fields=fields_of_table(document, table),
        released={row.tests[0]: row.given[0] for row in read_amounts({**data, "rows": released}, names)},
        mentions=list(mentions_of(shown, slug, find_usages(document, "tables", table), steps)),
        was=(request.form.get("was", "") if is_back and not refusal.at else "") or json.dumps(data.get("rows", [])),
        refusal=refusal,
        typed=request.form if is_back and not request.form.get("op") else {},
        day=request.form.get("day", ""),
        done=request.args.get("done", "")[:300],
    )
