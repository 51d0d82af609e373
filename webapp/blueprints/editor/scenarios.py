"""The scenarios of a flow: a table that runs them all, one to read and change, what they cover, and more of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import EditError
from engine.model import Refusal
from engine.scenarios import InWords
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.scenario_form import (
    Typed,
    added,
    facts_to_add,
    may_not_help,
    posted,
    read_answers,
    rows_of,
    typed_of,
)
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import piece, render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftReading, DraftView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_KEPT_AS_THEY_ARE: Final = ("language", "known", "refused", "path")
"""Parts of a scenario that its form does not have."""
_OWN: Final = ("csrf_token", "do", "drop")
NOT_SOUND: Final = "The draft has errors: nothing can be played before they are mended."


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
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        document = _kept(uow, slug, name)
        draft = publishing.read_draft(uow, shown)
    answers = () if draft.has_errors else typed_of(draft.release, document)
    expect = document["expect"]
    typed = {
        "title": document["title"],
        "today": document["today"],
        "end": expect.get("outcome") or expect.get("node") or "",
        "unsolved": document.get("unsolved", ()),
    }
    return _form(shown, draft, name, typed, answers)


@bp.post("/<slug>/scenarios/<name>")
@requires(Permission.EDIT_FLOWS)
def scenario_save(slug: str, name: str) -> AnyResponse:
    """Keep what was written; or show it again with an answer more or less."""
    form = request.form
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        draft = publishing.read_draft(uow, shown)
        typed = {**form, "unsolved": form.getlist("unsolved")}
        if draft.has_errors:
            return _form(shown, draft, name, typed, (), refused=EditError(NOT_SOUND), status=422)
        answers = posted(form)
        if form.get("do") == "add":
            grown = added(draft.release, answers, form.get("add", ""))
            return _form(shown, draft, name, typed, grown, new=len(grown) - 1 if grown != answers else None)
        if form.get("drop", "").isdecimal():
            left = tuple(each for number, each in enumerate(answers) if number != int(form["drop"]))
            return _form(shown, draft, name, typed, left)
        faults: dict[int, Refusal] = {}
        try:
            before = _kept(uow, slug, name)
            given, faults = read_answers(draft.release, answers, _day(form))
            if faults:
                raise EditError("Some answers cannot be read.", "Mend what is marked below.")
            document = _document(typed, given, before, draft)
            kept = "" if name == "-" else name
            publishing.save_scenario(uow, shown, document, name=kept, actor=current_actor(), now=now())
        except EditError as refused:
            return _form(shown, draft, name, typed, answers, refused=refused, faults=faults, status=422)
    return see_other(url_for("editor.scenarios", slug=slug, done=f"Kept “{document['title']}”."))


@bp.post("/<slug>/scenarios/<name>/remove")
@requires(Permission.EDIT_FLOWS)
def scenario_remove(slug: str, name: str) -> AnyResponse:
    """Take one away."""
    with unit_of_work() as uow:
        publishing.remove_scenario(uow, slug, name, actor=current_actor(), now=now())
    return see_other(url_for("editor.scenarios", slug=slug, done="Removed one scenario."))


def _form(
    shown: DraftView,
    draft: DraftReading,
    name: str,
    typed: Mapping[str, Any],
    answers: tuple[Typed, ...],
    *,
    refused: EditError | None = None,
    faults: Mapping[int, Refusal] | None = None,
    new: int | None = None,
    status: int = 200,
) -> Response:
    flow = None if draft.has_errors else draft.release
    called = InWords(flow, draft.texts).fact if flow else str
    carried = [pair for pair in request.form.items(multi=True) if pair[0] not in _OWN] if flow is None else []
    return render(
        "editor/scenario.html",
        "editor/_scenario_form.html",
        status=status,
        shown=shown,
        name=name,
        typed=typed,
        rows=rows_of(flow, answers, faults or {}, called) if flow else (),
        facts=facts_to_add(flow, answers, called) if flow else {},
        ends={node: draft.texts.get(node, node) for node, each in flow.flow.nodes.items() if each.outcome}
        if flow
        else {},
        texts=draft.texts,
        unhelpful=may_not_help(flow) if flow else (),
        is_sound=flow is not None,
        carried=carried,
        new=new,
        refused=refused,
    )


def _missing(slug: str, *, refused: EditError | None = None, status: int = 200) -> Response:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        found = publishing.find_coverage(uow, shown, today=now().date(), add=True)
    return render("editor/scenario_missing.html", status=status, shown=shown, found=found, refused=refused)


def _kept(uow: UnitOfWork, slug: str, name: str) -> Mapping[str, Any]:
    if name == "-":
        return {"title": "", "today": now().date().isoformat(), "answers": [], "expect": {}}
    return publishing.get_scenario(uow, slug, name).document


def _day(form: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(form.get("today", ""))
    except ValueError:
        raise EditError("Say as of which day it is played.", "Choose a day.") from None


def _document(
    typed: Mapping[str, Any], answers: list[dict[str, Any]], before: Mapping[str, Any], draft: DraftReading
) -> dict[str, Any]:
    """The scenario as it is kept. Raises EditError where something is missing."""
    title, end, unsolved = str(typed.get("title", "")).strip(), str(typed.get("end", "")), list(typed["unsolved"])
    if not title:
        raise EditError("Say in one sentence what happens.", "It is the name of the scenario.")
    if not end:
        raise EditError("Choose where it has to end.")
    node = draft.release.flow.nodes.get(end)
    kind = "outcome" if node is not None and node.outcome else "node"
    kept = {key: before[key] for key in _KEPT_AS_THEY_ARE if key in before}
    same = before["answers"] == answers and before["expect"].get(kind) == end
    same = same and sorted(before.get("unsolved", ())) == sorted(unsolved)
    if not same:  # the way is another one now
        kept.pop("path", None)
    results = {"results": before["expect"]["results"]} if same and "results" in before["expect"] else {}
    return {
        "title": title,
        "today": typed["today"],
        **kept,
        **({"unsolved": unsolved} if unsolved else {}),
        "answers": answers,
        "expect": {kind: end, **results},
    }
