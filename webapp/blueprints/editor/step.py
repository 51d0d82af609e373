"""One step of a draft: everything that can be written about it, its lists, where it leads, its name and its end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.definition import Speaker
from engine.editing import (
    ConflictError,
    Operation,
    Together,
    faults_made,
    possible_exits,
    read_operation,
    split,
    ways_out,
)
from engine.errors import EditError
from webapp.blueprints.editor import entries
from webapp.blueprints.editor.autosave import not_saved, saved, wants_autosave
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.changes import read_fields
from webapp.blueprints.editor.fields import Field, fields_of
from webapp.blueprints.editor.lists import ShownList, lists_at
from webapp.blueprints.editor.refusals import Refusal
from webapp.blueprints.editor.running import RUNS, say_what_runs
from webapp.blueprints.editor.step_preview import as_typed, see_step
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import Outline

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_NEEDED_EXITS = {"next", "otherwise"}
_RUN = frozenset({"flow", "release", "inputs", "outputs", "count", "add", "first", "fact"})
"""What a step that runs another flow has a page of its own for."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One exit as the form offers it. `target` is empty where people do not leave this way."""

    name: str
    when: str
    target: str
    is_needed: bool


@bp.get("/<slug>/steps/<node>")
@requires(Permission.EDIT_FLOWS)
def step(slug: str, node: str) -> Response:
    """Everything about one step."""
    return _show(slug, node)


@bp.post("/<slug>/steps/<node>")
@requires(Permission.EDIT_FLOWS)
def save(slug: str, node: str) -> Response:
    """Keep what was written, all of it or nothing; or move or take away an entry of a list."""
    with unit_of_work() as uow:
        document = _document(uow, slug, node)
        draft = publishing.get_draft(uow, slug, actor=current_actor()).draft
    if request.form.get("act") == "look" or "look" in request.args:
        return _show(slug, node, is_typed=True)
    if "op" in request.form:
        return entries.change(slug, lambda refusal: _show(slug, node, refusal, status=422))
    fields = list(fields_of(document, node))
    read, refusal = read_fields(document, fields, request.form), Refusal()
    operation = Together(steps=(*read.changes, *_ways(document, node)))
    refusal.unread(read.refused)
    entries.check_values(document, f"/nodes/{node}", operation.steps, refusal, fields)
    try:
        if not refusal:
            refusal.add(faults_made(draft, operation), fields)
        if refusal and wants_autosave():
            return not_saved(EditError(refusal.what, next(iter(refusal.fields.values()), refusal.fix)))
        if refusal:
            return _show(slug, node, refusal, status=422)
        if not operation.steps and wants_autosave():
            return saved("")
        if not operation.steps:
            return see_other(url_for("editor.step", slug=slug, node=node, done="Nothing was changed."))
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except ConflictError as conflict:
        if wants_autosave():
            return not_saved(conflict)
        refusal.conflict(conflict, _in_words(conflict.theirs))
        return _show(slug, node, refusal, status=422)
    except EditError as refused:
        if wants_autosave():
            return not_saved(refused)
        return _show(slug, node, Refusal(what=refused.what, fix=refused.fix), status=422)
    if wants_autosave():
        return saved(done.said, {f"was-{each.name}": each.value for each in fields_of(done.draft.document, node)})
    return see_other(url_for("editor.step", slug=slug, node=node, done=done.said[:300]))


def _ways(document: Mapping[str, Any], node: str) -> list[Operation]:
    """The exits that lead elsewhere now."""
    changes = []
    there = dict(ways_out(document["nodes"][node]))
    for name in (*there, *possible_exits(document["nodes"][node])):
        target = there.get(name, "")
        chosen = request.form.get(f"exit:{name}", target)
        if chosen and chosen != target:
            changes.append(read_operation({"op": "connect", "node": node, "exit": name, "to": chosen}))
        elif not chosen and target:
            changes.append(read_operation({"op": "disconnect", "node": node, "exit": name}))
    return list({str(each): each for each in changes}.values())


def _in_words(theirs: Any) -> str:
    return theirs if isinstance(theirs, str) else json.dumps(theirs, ensure_ascii=False) if theirs is not None else ""


def _document(uow: UnitOfWork, slug: str, node: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = publishing.get_draft(uow, slug, actor=current_actor()).draft.document
    if node not in document["nodes"]:
        abort(404)
    return document


def _show(
    slug: str, node: str, refusal: Refusal | None = None, *, is_typed: bool = False, status: int = 200
) -> Response:
    is_typed = is_typed or status == 422
    with unit_of_work() as uow:
        document = _document(uow, slug, node)
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        seen = publishing.outline_of(uow, shown)
        runs, ends = say_what_runs(uow, shown, node)
        seen_step = see_step(uow, as_typed(shown.draft, node) if is_typed else shown.draft, node)
    data = document["nodes"][node]
    return render(
        "editor/step.html",
        "editor/_step_preview.html" if wants_partial() and is_typed and status == 200 else None,
        status=status,
        actor=current_actor(),
        shown=shown,
        seen=seen,
        step=seen.step(node),
        data=data,
        fields=_fields(document, node),
        ways=list(_shown_ways(data, seen, node, ends)),
        runs=runs,
        is_running=data.get("type") in RUNS,
        lists=_lists(document, node),
        refusal=refusal or Refusal(),
        typed=request.form if is_typed else {},
        seen_step=seen_step,
        done=request.args.get("done", "")[:300],
    )


def _fields(document: Mapping[str, Any], node: str) -> list[Field]:
    """The fields of the step's form; what it runs has a page of its own."""
    hidden = _RUN if document["nodes"][node].get("type") in RUNS else frozenset()
    return [each for each in fields_of(document, node) if split(each.pointer)[2] not in hidden]


def _shown_ways(data: Mapping[str, Any], seen: Outline, node: str, ends: Mapping[str, str]) -> list[Way]:
    """The exits that there are, then those that there could be. `ends` are those of the flow that the step runs."""
    shown = seen.step(node)
    ways = [
        Way(
            name=exit.name,
            when=f"After “{ends[exit.name]}”" if exit.name in ends else exit.when,
            target=exit.target,
            is_needed=exit.name not in possible_exits(data),
        )
        for exit in (shown.exits if shown else ())
    ]
    there = {way.name for way in ways}
    plain = {"otherwise": "Otherwise", "unknown": "Not known", "unsolved": "Did not help", "unmatched": "No row fits"}
    missing = sorted(possible_exits(data) - there)
    needed = [
        Way(name=way.name, when=way.when, target=way.target, is_needed=way.is_needed or way.name in _NEEDED_EXITS)
        for way in ways
    ]
    return needed + [Way(name=name, when=plain.get(name, ""), target="", is_needed=False) for name in missing]


def _lists(document: Mapping[str, Any], node: str) -> list[ShownList]:
    speaker = Speaker.build(document)
    lists = list(lists_at(document, f"/nodes/{node}", speaker))
    fact = document["nodes"][node].get("fact", "")
    if document["nodes"][node].get("type") == "question" and fact in document["facts"]:
        lists = [*lists_at(document, f"/facts/{fact}", speaker), *lists]
    return lists
