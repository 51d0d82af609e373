"""What is wrong with a draft: as a panel that follows each edit and as a page; the walk that shows it; waiving."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import piece, render, see_other, wants_partial
from webapp.http.jinja import day
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission

bp.add_app_template_filter(publishing.in_words, "in_words")
bp.add_app_template_filter(publishing.by_titles, "by_titles")


@bp.app_template_filter("proof_in_words")
def _proof_in_words(summary: str) -> str:
    """What was proved, as the editor says it; also of requests that were kept long ago."""
    from engine.scenarios import say_proof

    return say_proof(summary, day)


@bp.get("/<slug>/problems")
@requires(Permission.EDIT_FLOWS)
def problems(slug: str) -> AnyResponse:
    """All of them. The panel asks again while the proof is being made; until then there is nothing new to show."""
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        found = publishing.list_problems(uow, shown, today=now().date())
        if wants_partial() and found.is_running and "waiting" in request.args:
            return piece("", status=204)
        seen = publishing.outline_of(uow, shown)
    return render(
        "editor/problems.html", "editor/_problems.html", shown=shown, seen=seen, found=found, is_late=wants_partial()
    )


@bp.get("/<slug>/problems/<problem>")
@requires(Permission.EDIT_FLOWS)
def problem(slug: str, problem: str) -> Response:
    """One problem, and the walk that shows it; or that it is there no more."""
    return _show(slug, problem)


@bp.post("/<slug>/problems/<problem>/waive")
@requires(Permission.EDIT_FLOWS)
def problem_waive(slug: str, problem: str) -> AnyResponse:
    """Have a warning not counted, for a reason."""
    actor, reason = current_actor(), request.form.get("reason", "")
    try:
        with unit_of_work() as uow:
            shown = publishing.get_draft(uow, slug, actor=actor)
            publishing.waive(uow, shown, problem, reason, actor=actor, now=now(), today=now().date())
    except EditError as refused:
        return _show(slug, problem, refused=refused, status=422)
    except publishing.ProblemGoneError:
        return see_other(url_for("editor.problem", slug=slug, problem=problem))
    return see_other(url_for("editor.problems", slug=slug, _anchor="waived"))


@bp.post("/<slug>/problems/<problem>/count")
@requires(Permission.EDIT_FLOWS)
def problem_count(slug: str, problem: str) -> AnyResponse:
    """Take a waiver back."""
    with unit_of_work() as uow:
        publishing.take_waiver_back(uow, slug, problem, actor=current_actor(), now=now())
    return see_other(url_for("editor.problems", slug=slug))


def _show(slug: str, name: str, *, refused: EditError | None = None, status: int = 200) -> Response:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        try:
            found = publishing.get_problem(uow, shown, name, today=now().date())
        except publishing.ProblemGoneError:
            is_running = publishing.list_problems(uow, shown, today=now().date()).is_running
            return render("editor/problem_gone.html", status=404, shown=shown, is_running=is_running)
        draft = publishing.read_draft(uow, shown)
    walk = publishing.show_walk(draft, found.walk) if found.walk is not None else None
    reason = request.form.get("reason", "")
    return render(
        "editor/problem.html", status=status, shown=shown, found=found, walk=walk, refused=refused, reason=reason
    )
