"""The facts dictionary: every fact of a flow, where it is asked and read; and one fact with everything about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.definition import Speaker
from engine.editing import (
    ChangeType,
    ConflictError,
    FactUse,
    Operation,
    Sheet,
    Together,
    faults_made,
    read_operation,
    split,
    uses_of_facts,
)
from engine.errors import EditError
from engine.questions import fact_types
from webapp.blueprints.editor import entries
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.changes import read_fields
from webapp.blueprints.editor.fields import fields_at
from webapp.blueprints.editor.labels import label_of
from webapp.blueprints.editor.lists import lists_at
from webapp.blueprints.editor.member_rows import members_of
from webapp.blueprints.editor.mentions import mentions_of
from webapp.blueprints.editor.refusals import Refusal
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView


@bp.get("/<slug>/facts")
@requires(Permission.EDIT_FLOWS)
def facts(slug: str) -> Response:
    """All facts, or those that nothing uses (`?unused=1`)."""
    return _show_all(slug)


@bp.post("/<slug>/facts")
@requires(Permission.EDIT_FLOWS)
def add_fact(slug: str) -> Response:
    """Add a fact."""
    given = {key: request.form.get(key, "").strip() for key in ("type", "label", "name")}
    if not given["label"]:
        return _show_all(slug, Refusal(what="The fact has no name yet.", fix="Write what staff call it."))
    operation = read_operation({"op": "add-fact", **given})
    try:
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except EditError as refused:
        return _show_all(slug, Refusal(what=refused.what, fix=refused.fix))
    return see_other(url_for("editor.fact", slug=slug, fact=split(done.focus)[1], done=done.said[:300]))


@bp.get("/<slug>/facts/<fact>")
@requires(Permission.EDIT_FLOWS)
def fact(slug: str, fact: str) -> Response:
    """One fact; with `?type=`, what would break if it were of that type."""
    return _show(_open(slug, fact), fact)


@bp.post("/<slug>/facts/<fact>")
@requires(Permission.EDIT_FLOWS)
def save_fact(slug: str, fact: str) -> Response:
    """Keep what was written about a fact; rename it, change its type, remove it; move its options."""
    shown = _open(slug, fact)
    asked = request.form.get("op", "")
    if asked in ("move-entry", "remove-entry", "add-options"):
        return entries.change(slug, lambda refusal: _show(shown, fact, refusal, status=422))
    fields = list(fields_at(shown.draft.document, f"/facts/{fact}"))
    read, refusal = read_fields(shown.draft.document, fields, request.form), Refusal()
    operation = _named(asked, fact) if asked else Together(steps=tuple(read.changes))
    if not asked:
        refusal.unread(read.refused)
    try:
        if not refusal and not asked:
            refusal.add(faults_made(shown.draft, operation), fields)
        if refusal:
            return _show(shown, fact, refusal, status=422)
        if isinstance(operation, Together) and not operation.steps:
            return see_other(url_for("editor.fact", slug=slug, fact=fact, done="Nothing was changed."))
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except ConflictError as conflict:
        refusal.conflict(conflict, conflict.theirs if isinstance(conflict.theirs, str) else "")
        return _show(_open(slug, fact), fact, refusal, status=422)
    except EditError as refused:
        return _show(shown, fact, Refusal(what=refused.what, fix=refused.fix), status=422)
    if asked == "remove-part":
        return see_other(url_for("editor.facts", slug=slug, done=done.said[:300]))
    now_called = request.form["to"].strip() if asked == "rename-part" else fact
    return see_other(url_for("editor.fact", slug=slug, fact=now_called, done=done.said[:300]))


def _named(asked: str, fact: str) -> Operation:
    """What one of the small forms asks for."""
    if asked == "rename-part":
        return read_operation({"op": asked, "group": "facts", "part": fact, "to": request.form.get("to", "").strip()})
    if asked == "remove-part":
        return read_operation({"op": asked, "group": "facts", "part": fact})
    if asked == "change-type":
        return ChangeType(fact=fact, type=request.form.get("type", ""))
    return abort(400)


def refuse(slug: str, fact: str, refused: EditError) -> Response:
    """The page of a fact with why a change was refused."""
    return _show(_open(slug, fact), fact, Refusal(what=refused.what, fix=refused.fix), status=422)


def _open(slug: str, fact: str) -> DraftView:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    if fact not in shown.draft.document["facts"]:
        abort(404)
    return shown


def _show_all(slug: str, refusal: Refusal | None = None) -> Response:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        steps = publishing.name_steps(uow, shown)
    found = uses_of_facts(shown.draft.document)
    only_unused = bool(request.args.get("unused"))
    return render(
        "editor/facts.html",
        status=422 if refusal else 200,
        actor=current_actor(),
        slug=slug,
        flow_title=shown.draft.document.get("title", slug),
        shown=shown,
        uses=[each for each in found if not only_unused or not each.is_used],
        asked={each.name: list(mentions_of(shown, slug, each.asked, steps)) for each in found},
        unused=sum(not each.is_used for each in found),
        count=len(found),
        only_unused=only_unused,
        types=_types(),
        refusal=refusal or Refusal(),
        typed=request.form if refusal else {},
        done=request.args.get("done", "")[:300],
    )


def _show(shown: DraftView, name: str, refusal: Refusal | None = None, *, status: int = 200) -> Response:
    document, slug = shown.draft.document, shown.slug
    use = next((each for each in uses_of_facts(document) if each.name == name), None)
    assert use is not None, "the fact was found when the page was opened"
    wanted = request.args.get("type", "")
    with unit_of_work() as uow:
        steps = publishing.name_steps(uow, shown)
    return render(
        "editor/fact.html",
        status=status,
        actor=current_actor(),
        slug=slug,
        flow_title=document.get("title", slug),
        shown=shown,
        name=name,
        use=use,
        called=Sheet(shown.draft).fact_called(name).strip("“”"),
        fields=[each for each in fields_at(document, f"/facts/{name}") if each.key != "facts"],
        members=list(members_of(document, name)) if use.fact.get("type") == "list" else None,
        lists=list(lists_at(document, f"/facts/{name}", Speaker.build(document))),
        mentions={key: list(mentions_of(shown, slug, getattr(use, key), steps)) for key in ("asked", "filled", "read")},
        types=_types(),
        wanted=wanted if wanted in fact_types and wanted != use.fact.get("type") else "",
        breaks=_breaks(shown, use, wanted),
        refusal=refusal or Refusal(),
        typed=request.form if status == 422 else {},
        done=request.args.get("done", "")[:300],
    )


def _breaks(shown: DraftView, use: FactUse, wanted: str) -> Sequence[Any]:
    """What would be wrong with the flow if the fact were of another type, and is not now."""
    if wanted not in fact_types or wanted == use.fact.get("type"):
        return ()
    with unit_of_work() as uow:
        return publishing.find_new_problems(uow, shown, ChangeType(fact=use.name, type=wanted))


def _types() -> dict[str, str]:
    return {name: label_of(name, "types") for name in fact_types}
