"""The scenarios of a flow: a table that runs them all, one to read and change, what they cover, and more of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import piece, render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission

_KEPT_AS_THEY_ARE: Final = ("language", "known", "refused", "path", "unsolved")
"""Parts of a scenario that its form does not have."""


@bp.get("/<slug>/scenarios")
@requires(Permission.EDIT_FLOWS)
def scenarios(slug: str) -> Response:
    """All of them, run in the draft as it is now."""
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        results = publishing.run_scenarios(uow, shown)
        found = publishing.find_coverage(uow, shown, today=now().date())
    done = request.args.get("done", "")[:300]
    return render("editor/scenarios.html", shown=shown, results=results, found=found, done=done)


@bp.get("/<slug>/scenarios-coverage")
@requires(Permission.EDIT_FLOWS)
def scenario_coverage(slug: str) -> AnyResponse:
    """What they cover, as a piece that asks again while it is worked out."""
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        found = publishing.find_coverage(uow, shown, today=now().date())
    if wants_partial() and found is None:
        return piece("", status=204)
    return render("editor/scenario_coverage.html", "editor/_scenario_coverage.html", shown=shown, found=found)


@bp.get("/<slug>/scenarios-missing")
@requires(Permission.EDIT_FLOWS)
def scenario_missing(slug: str) -> Response:
    """Scenarios for what is not covered, to choose from."""
    return _missing(slug)


@bp.post("/<slug>/scenarios-missing")
@requires(Permission.EDIT_FLOWS)
def scenario_add_missing(slug: str) -> AnyResponse:
    """Keep those that were chosen."""
    try:
        with unit_of_work() as uow:
            shown = publishing.get_draft(uow, slug, actor=current_actor())
            names = request.form.getlist("name")
            kept = publishing.add_missing(uow, shown, names, actor=current_actor(), now=now(), today=now().date())
    except EditError as refused:
        return _missing(slug, refused=refused, status=422)
    return see_other(url_for("editor.scenarios", slug=slug, done=f"Added {kept} scenarios."))


@bp.get("/<slug>/scenarios/<name>")
@requires(Permission.EDIT_FLOWS)
def scenario(slug: str, name: str) -> Response:
    """One of them, to change; or a new one, called “-”."""
    return _form(slug, name)


@bp.post("/<slug>/scenarios/<name>")
@requires(Permission.EDIT_FLOWS)
def scenario_save(slug: str, name: str) -> AnyResponse:
    """Keep what was written."""
    try:
        with unit_of_work() as uow:
            shown = publishing.get_draft(uow, slug, actor=current_actor())
            before = {} if name == "-" else publishing.get_scenario(uow, slug, name).document
            document = _read_form(request.form, before, shown.draft.document)
            kept = "" if name == "-" else name
            publishing.save_scenario(uow, shown, document, name=kept, actor=current_actor(), now=now())
    except EditError as refused:
        return _form(slug, name, refused=refused, status=422)
    return see_other(url_for("editor.scenarios", slug=slug, done=f"Kept “{document['title']}”."))


@bp.post("/<slug>/scenarios/<name>/remove")
@requires(Permission.EDIT_FLOWS)
def scenario_remove(slug: str, name: str) -> AnyResponse:
    """Take one away."""
    with unit_of_work() as uow:
        publishing.remove_scenario(uow, slug, name, actor=current_actor(), now=now())
    return see_other(url_for("editor.scenarios", slug=slug, done="Removed one scenario."))


def _form(slug: str, name: str, *, refused: EditError | None = None, status: int = 200) -> Response:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        draft = publishing.read_draft(uow, shown)
        empty: Mapping[str, Any] = {"title": "", "today": now().date().isoformat(), "answers": [], "expect": {}}
        document = empty if name == "-" else publishing.get_scenario(uow, slug, name).document
    end = document["expect"].get("outcome") or document["expect"].get("node") or ""
    typed = {
        "title": document["title"],
        "today": document["today"],
        "answers": _as_lines(document),
        "end": end,
        **(request.form if status == 422 else {}),
    }
    return render(
        "editor/scenario.html", status=status, shown=shown, draft=draft, name=name, typed=typed, refused=refused
    )


def _missing(slug: str, *, refused: EditError | None = None, status: int = 200) -> Response:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        found = publishing.find_coverage(uow, shown, today=now().date(), add=True)
    return render("editor/scenario_missing.html", status=status, shown=shown, found=found, refused=refused)


def _as_lines(document: Mapping[str, Any]) -> str:
    """Each answer on a line of its own, as `fact = value`."""
    return "\n".join(
        f"{each['fact']} = {each['value'] if isinstance(each['value'], str) else json.dumps(each['value'])}"
        for each in document["answers"]
    )


def _read_form(form: Mapping[str, str], before: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    title, end = form.get("title", "").strip(), form.get("end", "")
    if not title:
        raise EditError("Say in one sentence what happens.", "It is the name of the scenario.")
    if not end:
        raise EditError("Choose where it has to end.")
    node = document["nodes"].get(end, {})
    kind = "outcome" if node.get("type") in ("article", "results", "handoff", "end") else "node"
    answers = [_answer(line) for line in form.get("answers", "").splitlines() if line.strip()]
    kept = {key: before[key] for key in _KEPT_AS_THEY_ARE if key in before}
    same = before.get("answers") == answers and before.get("expect", {}).get(kind) == end
    if not same:  # the way is another one now
        kept.pop("path", None)
    results = {"results": before["expect"]["results"]} if same and "results" in before["expect"] else {}
    return {
        "title": title,
        "today": form.get("today", ""),
        **kept,
        "answers": answers,
        "expect": {kind: end, **results},
    }


def _answer(line: str) -> dict[str, Any]:
    fact, sign, value = (part.strip() for part in line.partition("="))
    if not sign or not fact:
        raise EditError(f"“{line.strip()}” is no answer.", "Write the name of a fact, “=” and what is answered.")
    try:
        return {"fact": fact, "value": json.loads(value)}
    except ValueError:
        return {"fact": fact, "value": value}
