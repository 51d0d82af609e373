"""The flow that a step runs, once or for each member: what it is handed, what comes back, where its ends lead.

Buttons and choices post the form and show it again with everything that was typed; nothing is kept before it is saved.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.definition import Speaker
from engine.editing import ConflictError, Operation, SetValue, Together, faults_made
from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.changes import read_fields
from webapp.blueprints.editor.fields import Field, fields_at
from webapp.blueprints.editor.labels import label_of
from webapp.blueprints.editor.refusals import Refusal
from webapp.blueprints.editor.running_changes import changes_of
from webapp.blueprints.editor.running_form import Running, as_it_stands, as_posted
from webapp.blueprints.editor.running_words import sentences_of
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

RUNS: Final = frozenset({"subflow", "repeat"})
"""The types of step that run another flow."""
_ASKING: Final = ("add", "first")


@bp.get("/<slug>/steps/<node>/run")
@requires(Permission.EDIT_FLOWS)
def running(slug: str, node: str) -> Response:
    """What the step runs, as it stands."""
    with unit_of_work() as uow:
        shown = _draft(uow, slug, node)
        data = shown.draft.document["nodes"][node]
        opened = as_it_stands(_open(uow, shown, node, str(data.get("flow", "")), str(data.get("release", ""))))
    return _show(shown, opened)


@bp.post("/<slug>/steps/<node>/run")
@requires(Permission.EDIT_FLOWS)
def save_running(slug: str, node: str) -> Response:
    """Keep it; or show what fits what was chosen."""
    form = request.form
    with unit_of_work() as uow:
        shown = _draft(uow, slug, node)
        data = shown.draft.document["nodes"][node]
        flow = form.get("flow", "")
        is_other = flow != data.get("flow") or "newest" in form
        opened = _open(uow, shown, node, flow, "" if is_other else str(data.get("release", "")))
        if form.get("shown") and form["shown"] != data.get("flow"):
            opened.before = publishing.find_callee(uow, form["shown"], "")
        posted = as_posted(opened, form)
    asked = form.get("act", "look" if "look" in request.args else "")
    if asked:
        _act(posted, asked)
        return _show(shown, posted, is_typed=True)
    fields, refusal = _fields(shown, node), Refusal()
    try:
        operation = _operation(shown, posted, fields, refusal)
        if refusal:
            return _show(shown, posted, refusal, status=422)
        if not operation.steps:
            return see_other(url_for("editor.step", slug=slug, node=node, done="Nothing was changed."))
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except ConflictError as conflict:
        refusal.conflict(conflict, json.dumps(conflict.theirs, ensure_ascii=False))
        posted.seen = json.dumps(data, ensure_ascii=False)
        return _show(shown, posted, refusal, status=422)
    except EditError as refused:
        return _show(shown, posted, Refusal(what=refused.what, fix=refused.fix), status=422)
    return see_other(url_for("editor.step", slug=slug, node=node, done=done.said[:300]))


def _act(posted: Running, asked: str) -> None:
    """What a button does: about one value, about a condition within it, or another fact to hand over."""
    verb, _, about = asked.partition(" ")
    if verb == "hand":
        posted.hand(request.form.get("new-row", ""))
    elif verb == "away":
        posted.handed = [each for each in posted.handed if each.fact != about]
    for worked in posted.calculations:
        if asked.partition(":")[0].partition("/")[0] == worked.root:
            worked.act(asked, now().date())


def _operation(shown: DraftView, posted: Running, fields: list[Field], refusal: Refusal) -> Together:
    """What the form asks for; the refusal tells what cannot be done."""
    try:
        changes = changes_of(posted)
    except (ValueError, RecursionError):
        abort(400)
    steps: list[Operation] = list(changes.steps)
    if posted.is_repeated and posted.is_counted:
        there = {key: posted.data[key] for key in _ASKING if key in posted.data}
        steps = [SetValue(pointer=f"/nodes/{posted.node}/{key}", was=was) for key, was in there.items()] + steps
    elif posted.is_repeated:
        read = read_fields(posted.document, fields, request.form)
        refusal.unread(read.refused)
        steps += read.changes
    refusal.fields |= changes.faults
    operation = Together(steps=tuple(steps), said=f"Changed what “{_called(posted)}” runs.")
    if any(each.faults for each in posted.calculations) or refusal.fields:
        refusal.what, refusal.fix = "This was not kept yet.", "Mend what is marked below."
    elif steps:
        refusal.add(faults_made(shown.draft, operation), fields)
    return operation


def _called(posted: Running) -> str:
    title = posted.data.get("title")
    return title if isinstance(title, str) and title else posted.node


def _fields(shown: DraftView, node: str) -> list[Field]:
    """The questions of a step that asks whether there is another member."""
    here = f"/nodes/{node}"
    places = tuple(f"{here}/{key}" for key in _ASKING)
    found = fields_at(shown.draft.document, here)
    return [each for each in found if each.pointer in places or each.group in places]


def say_what_runs(uow: UnitOfWork, shown: DraftView, node: str) -> tuple[list[str], dict[str, str]]:
    """What a step runs in sentences, and its ends by their names; nothing of a step that runs none."""
    data = shown.draft.document["nodes"][node]
    if data.get("type") not in RUNS:
        return [], {}
    opened = as_it_stands(_open(uow, shown, node, str(data.get("flow", "")), str(data.get("release", ""))))
    sentences = sentences_of(opened, publishing.read_draft(uow, shown).texts)
    return sentences + opened.lost, {each.name: each.called for each in opened.endings}


def _draft(uow: UnitOfWork, slug: str, node: str) -> DraftView:
    shown = publishing.get_draft(uow, slug, actor=current_actor())
    if shown.draft.document["nodes"].get(node, {}).get("type") not in RUNS:
        abort(404)
    return shown


def _open(uow: UnitOfWork, shown: DraftView, node: str, flow: str, release: str) -> Running:
    document = shown.draft.document
    data = document["nodes"][node]
    return Running(
        document=document,
        node=node,
        speaker=Speaker.build(document),
        flow=flow,
        release=release,
        callee=publishing.find_callee(uow, flow, release),
        before=publishing.find_callee(uow, str(data.get("flow", "")), str(data.get("release", ""))),
        languages=frozenset(shown.draft.translations),
    )


def _show(
    shown: DraftView, posted: Running, refusal: Refusal | None = None, *, is_typed: bool = False, status: int = 200
) -> Response:
    refusal = refusal or Refusal()
    node, slug = posted.node, shown.slug
    with unit_of_work() as uow:
        steps = dict(publishing.read_draft(uow, shown).texts)
        flows = publishing.list_runnable(uow, shown)
        is_newest = not posted.release or publishing.is_newest(uow, posted.flow, posted.release)
        theirs = say_what_runs(uow, shown, node)[0] if refusal.at else []
    fields = _fields(shown, node) if posted.is_repeated else []
    return render(
        "editor/running.html",
        "editor/_running.html" if wants_partial() and is_typed else None,
        status=status,
        actor=current_actor(),
        slug=slug,
        flow_title=shown.draft.document.get("title", slug),
        shown=shown,
        running=posted,
        called=_called(posted),
        flows=flows,
        steps=steps,
        is_newest=is_newest,
        theirs=theirs,
        backs=posted.backs(),
        sentences=sentences_of(posted, steps),
        kinds=lambda kind: label_of(kind, "types"),
        fields=fields,
        refusal=refusal,
        problems=_problems(posted, refusal, fields),
        typed=request.form if is_typed or status == 422 else {},
    )


def _problems(posted: Running, refusal: Refusal, fields: list[Field]) -> list[tuple[str, str]]:
    """For the summary: the id of each place that has to be mended, and what is wrong there."""
    named = {each.name for each in fields}
    places = [(name.replace(":", "-"), said) for name, said in refusal.fields.items() if name not in named]
    of_values: list[Any] = []
    for each in posted.handed:
        of_values += [(place, f"{each.called}: {said}") for place, said in each.worked.problems]
    if posted.is_repeated and posted.is_counted and posted.count:
        of_values += posted.count.problems
    return [*places, *of_values]
