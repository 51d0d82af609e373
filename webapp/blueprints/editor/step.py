"""One step of a draft: its words, its answers, its rules, where it leads, its name and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.editing import ConflictError, Operation, Together, build_condition, comparisons, read_operation
from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.fields import OPTION_LISTS, changes_in, fields_of
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why nothing was kept. `theirs` is what somebody else wrote meanwhile, at the field `at`."""

    what: str
    fix: str
    at: str = ""
    theirs: str = ""


@bp.get("/<slug>/steps/<node>")
@requires(Permission.EDIT_FLOWS)
def step(slug: str, node: str) -> Response:
    """Everything about one step."""
    return _show(slug, node)


@bp.post("/<slug>/steps/<node>")
@requires(Permission.EDIT_FLOWS)
def save(slug: str, node: str) -> Response:
    """Keep what was written, all of it or nothing."""
    with unit_of_work() as uow:
        document = _document(uow, slug, node)
        changes = changes_in(document, node, request.form)
    if not changes:
        return see_other(url_for("editor.step", slug=slug, node=node, done="Nothing was changed."))
    return _keep(slug, node, Together(steps=tuple(changes)))


@bp.post("/<slug>/steps/<node>/rules")
@requires(Permission.EDIT_FLOWS)
def add_rule(slug: str, node: str) -> Response:
    """Add a rule: when a fact compares so, people go on there."""
    form = request.form
    with unit_of_work() as uow:
        document = _document(uow, slug, node)
    fact = form.get("fact", "")
    try:
        if fact not in document["facts"]:
            raise EditError("Choose what the rule looks at.")
        condition = build_condition(fact, document["facts"][fact], form.get("comparison", ""), form.get("value", ""))
        operation = _rule(document["nodes"][node], node, condition, form)
    except EditError as refused:
        return _show(slug, node, Problem(what=refused.what, fix=refused.fix), status=422)
    return _keep(slug, node, operation)


@bp.post("/<slug>/steps/<node>/options")
@requires(Permission.EDIT_FLOWS)
def add_option(slug: str, node: str) -> Response:
    """Add an answer to choose."""
    with unit_of_work() as uow:
        document = _document(uow, slug, node)
    fact = document["nodes"][node].get("fact", "")
    group = OPTION_LISTS.get(document["facts"].get(fact, {}).get("type", ""))
    label = request.form.get("label", "").strip()
    if group is None:
        abort(404)
    if not label:
        return _show(slug, node, Problem(what="Write what people can choose.", fix=""), status=422)
    entry = {"op": "add-entry", "pointer": f"/facts/{fact}/{group}", "entry": {"label": label}}
    return _keep(slug, node, read_operation(entry))


def _rule(node: Mapping[str, Any], name: str, condition: Any, form: Mapping[str, str]) -> Operation:
    """The rule as one edit: a step that only went on gets its “otherwise” from there."""
    rule = {"when": condition, "next": form.get("to", "")}
    because = form.get("because", "").strip()
    entry = {**rule, **({"because": because} if because else {})}
    steps = [read_operation({"op": "add-entry", "pointer": f"/nodes/{name}/rules", "entry": entry})]
    if "next" in node:
        pointer = f"/nodes/{name}"
        steps.append(read_operation({"op": "set", "pointer": f"{pointer}/next"}))
        steps.append(read_operation({"op": "set", "pointer": f"{pointer}/otherwise", "value": node["next"]}))
    return Together(steps=tuple(steps), said="Added a rule.")


def _keep(slug: str, node: str, operation: Operation) -> Response:
    try:
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except ConflictError as conflict:
        problem = Problem(what=conflict.what, fix=conflict.fix, at=conflict.pointer, theirs=str(conflict.theirs or ""))
        return _show(slug, node, problem, status=422)
    except EditError as refused:
        return _show(slug, node, Problem(what=refused.what, fix=refused.fix), status=422)
    return see_other(url_for("editor.step", slug=slug, node=node, done=done.said[:300]))


def _document(uow: UnitOfWork, slug: str, node: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = publishing.get_draft(uow, slug, actor=current_actor()).draft.document
    if node not in document["nodes"]:
        abort(404)
    return document


def _show(slug: str, node: str, problem: Problem | None = None, *, status: int = 200) -> Response:
    with unit_of_work() as uow:
        document = _document(uow, slug, node)
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        seen = publishing.outline_of(uow, shown)
    facts = document["facts"]
    words = dict.fromkeys(word for fact in facts.values() for word in comparisons(fact["type"]).items())
    return render(
        "editor/step.html",
        status=status,
        actor=current_actor(),
        shown=shown,
        seen=seen,
        step=seen.step(node),
        data=document["nodes"][node],
        fact=facts.get(document["nodes"][node].get("fact", "")),
        facts=facts,
        comparisons=list(words),
        fields=list(fields_of(document, node)),
        problem=problem,
        typed=request.form if status == 422 else {},
        done=request.args.get("done", "")[:300],
    )
