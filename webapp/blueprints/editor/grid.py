"""A decision table as a grid: rows, inputs and outputs, each cell in a few signs.

Buttons that add, move or take away rows and columns post the form and show it again with everything that was typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.definition import Speaker
from engine.editing import (
    ConflictError,
    Grid,
    GridError,
    Names,
    Operation,
    SetValue,
    Together,
    faults_made,
    properties_at,
    read_grid,
    write_grid,
)
from engine.errors import EditError, ExpressionError
from webapp.blueprints.editor import grid_form
from webapp.blueprints.editor.blueprint import bp
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
_KEYS = ("hit", "collect", "inputs", "outputs", "rows")


@bp.before_app_request
def _make_room_for_cells() -> None:
    """A large table has more fields than other forms; before anybody reads the form."""
    if request.endpoint == "editor.save_grid":
        request.max_content_length = request.max_form_memory_size = _MOST_BYTES
        request.max_form_parts = _MOST_CELLS


@bp.get("/<slug>/steps/<node>/grid")
@requires(Permission.EDIT_FLOWS)
def grid(slug: str, node: str) -> Response:
    """The table as it is."""
    shown = _open(slug, node)
    document = shown.draft.document
    table = read_grid(document["nodes"][node], Names.of(document), Speaker.build(document))
    return _show(shown, node, table)


@bp.post("/<slug>/steps/<node>/grid")
@requires(Permission.EDIT_FLOWS)
def save_grid(slug: str, node: str) -> Response:
    """Keep the table; or change its shape and show it again."""
    shown = _open(slug, node)
    table = grid_form.read_form(request.form)
    asked = request.form.get("act", "")
    if asked:
        return _show(shown, node, grid_form.act(table, asked, request.form.get("pasted", "")))
    refusal = Refusal()
    try:
        operation = _operation(shown, node, table)
        if operation.steps:
            refusal.add(faults_made(shown.draft, operation), ())
        if refusal:
            return _show(shown, node, table, refusal, status=422)
        if not operation.steps:
            return see_other(url_for("editor.grid", slug=slug, node=node, done="Nothing was changed."))
        with unit_of_work() as uow:
            publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except GridError as refused:
        refusal.fields = {fault.at: f"{fault.what} {fault.fix}".strip() for fault in refused.faults}
        refusal.what, refusal.fix = "The table was not kept yet.", "Mend the cells that are marked."
        return _show(shown, node, table, refusal, status=422)
    except ConflictError as conflict:
        refusal.conflict(conflict, "")
        return _show(_open(slug, node), node, table, refusal, status=422)
    except EditError as refused:
        return _show(shown, node, table, Refusal(what=refused.what, fix=refused.fix), status=422)
    return see_other(url_for("editor.grid", slug=slug, node=node, done=operation.said))


def _open(slug: str, node: str) -> DraftView:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    if shown.draft.document["nodes"].get(node, {}).get("type") != "table":
        abort(404)
    return shown


def _operation(shown: DraftView, node: str, table: Grid) -> Together:
    """The properties that differ from what the designer saw."""
    document = shown.draft.document
    data = document["nodes"][node]
    was = _was()
    written = write_grid(table, data, Names.of(document), Speaker.build(document))
    steps: list[Operation] = [
        SetValue(pointer=f"/nodes/{node}/{key}", value=written[key], was=was.get(key))
        for key in _KEYS
        if written[key] != was.get(key)
    ]
    return Together(steps=tuple(steps), said=f"Changed the table: {len(table.rows)} rows.")


def _was() -> Mapping[str, Any]:
    try:
        was = json.loads(request.form.get("was", ""))
    except (ValueError, RecursionError):
        abort(400)
    return was if isinstance(was, dict) else abort(400)


def _show(shown: DraftView, node: str, table: Grid, refusal: Refusal | None = None, *, status: int = 200) -> Response:
    document, refusal = shown.draft.document, refusal or Refusal()
    data, names, speaker = document["nodes"][node], Names.of(document), Speaker.build(document)
    seen = request.form.get("was") if request.method == "POST" and not refusal.at else None
    properties = {each.key: each for each in properties_at(document, f"/nodes/{node}")}
    return render(
        "editor/grid.html",
        status=status,
        actor=current_actor(),
        slug=shown.slug,
        shown=shown,
        node=node,
        title=data.get("title") or node,
        table=table,
        names=names,
        facts={name: names.called(name) for name in names.facts},
        said=[_said(each.expression, speaker) if not each.fact else "" for each in table.inputs],
        hints=[grid_form.hint(each, names, speaker) for each in table.inputs],
        hits=properties["hit"],
        collects=properties["collect"],
        was=seen or json.dumps({key: data.get(key) for key in _KEYS}, ensure_ascii=False),
        theirs=read_grid(data, names, speaker) if refusal.at else None,
        refusal=refusal,
        done=request.args.get("done", "")[:300],
    )


def _said(expression: Any, speaker: Speaker) -> str:
    try:
        return speaker.value(expression)
    except ExpressionError as error:
        return error.message
