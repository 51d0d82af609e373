"""The scenarios of a flow: a table that runs them all, one to read and change, what they cover, and more of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import EditError
from engine.model import Refusal
from engine.scenarios import InWords
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.scenario_document import document_of, refusals_of, typed_of_document, way_in_words
from webapp.blueprints.editor.scenario_form import (
    KNOWN,
    Typed,
    added,
    facts_to_add,
    facts_to_know,
    known_of,
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

_OWN: Final = ("csrf_token", "do", "drop")
_Faults: TypeAlias = tuple[Mapping[int, Refusal], Mapping[int, Refusal]]
"""By their places, of the answers and of what has to be known."""
NOT_SOUND: Final = "The draft has errors: nothing can be played before they are mended."


@dataclass(frozen=True)
class Filled:
    """The form as somebody filled it in."""

    typed: Mapping[str, Any]
    answers: tuple[Typed, ...] = ()
    known: tuple[Typed, ...] = ()

    def with_rows(self, rows: tuple[Typed, ...], prefix: str) -> Filled:
        """With other answers, or with other facts to be known."""
        return replace(self, known=rows) if prefix else replace(self, answers=rows)


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
    if draft.has_errors:
        return _form(shown, draft, name, Filled(typed_of_document(document)))
    filled = Filled(typed_of_document(document), typed_of(draft.release, document), known_of(draft.release, document))
    return _form(shown, draft, name, filled, path=tuple(document.get("path", ())))


@bp.post("/<slug>/scenarios/<name>")
@requires(Permission.EDIT_FLOWS)
def scenario_save(slug: str, name: str) -> AnyResponse:
    """Keep what was written; or show it again with an answer more or less."""
    form = request.form
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        draft = publishing.read_draft(uow, shown)
        filled = Filled({**form, "unsolved": form.getlist("unsolved")})
        if draft.has_errors:
            return _form(shown, draft, name, filled, refused=EditError(NOT_SOUND), status=422)
        filled = Filled(filled.typed, posted(form), posted(form, KNOWN))
        before = _kept(uow, slug, name)
        path = tuple(before.get("path", ()))
        if "do" in form or "drop" in form:
            changed, new = _rearranged(draft, filled)
            return _form(shown, draft, name, changed, new=new, path=path)
        faults: _Faults = ({}, {})
        try:
            given, wrong = read_answers(draft.release, filled.answers, _day(form))
            known, untrue = read_answers(draft.release, filled.known, _day(form))
            faults = (wrong, untrue)
            if wrong or untrue:
                raise EditError("Some answers cannot be read.", "Mend what is marked below.")
            document = document_of(filled.typed, given, known, before, draft)
            kept = "" if name == "-" else name
            publishing.save_scenario(uow, shown, document, name=kept, actor=current_actor(), now=now())
        except EditError as refused:
            return _form(shown, draft, name, filled, refused=refused, faults=faults, path=path, status=422)
    return see_other(url_for("editor.scenarios", slug=slug, done=f"Kept “{document['title']}”."))


@bp.post("/<slug>/scenarios/<name>/remove")
@requires(Permission.EDIT_FLOWS)
def scenario_remove(slug: str, name: str) -> AnyResponse:
    """Take one away."""
    with unit_of_work() as uow:
        publishing.remove_scenario(uow, slug, name, actor=current_actor(), now=now())
    return see_other(url_for("editor.scenarios", slug=slug, done="Removed one scenario."))


def _rearranged(draft: DraftReading, filled: Filled) -> tuple[Filled, str]:
    """The form with a row more or less, and the name of the new one."""
    form, release = request.form, draft.release
    drop = form.get("drop", "")
    prefix = KNOWN if form.get("do") == "know" or drop.startswith(KNOWN) else ""
    rows = filled.known if prefix else filled.answers
    if "drop" in form:
        left = tuple(each for number, each in enumerate(rows) if str(number) != drop.removeprefix(KNOWN))
        return filled.with_rows(left, prefix), ""
    grown = added(release, rows, form.get("know" if prefix else "add", ""))
    return filled.with_rows(grown, prefix), f"{prefix}answer-{len(grown) - 1}" if grown != rows else ""


def _form(
    shown: DraftView,
    draft: DraftReading,
    name: str,
    filled: Filled,
    *,
    refused: EditError | None = None,
    faults: _Faults = ({}, {}),
    new: str = "",
    path: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    typed, answers, known = filled.typed, filled.answers, filled.known
    with unit_of_work() as uow:
        texts = publishing.name_steps(uow, shown)
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
        rows=rows_of(flow, answers, faults[0], called) if flow else (),
        facts=facts_to_add(flow, answers, called) if flow else {},
        known=rows_of(flow, known, faults[1], called, KNOWN) if flow else (),
        facts_known=facts_to_know(flow, known, called) if flow else {},
        refusals=refusals_of(flow, answers[-1].fact) if flow and answers else {},
        languages=flow.languages if flow else (),
        way=way_in_words(path, texts),
        ends={node: texts.get(node, node) for node, each in flow.flow.nodes.items() if each.outcome} if flow else {},
        texts=texts,
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
