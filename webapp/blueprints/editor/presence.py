"""Who else has this flow open, beside every page of it; and the first lesson beside a new one."""

from __future__ import annotations

from typing import Final

from flask import current_app, request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, find_current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import is_htmx, render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView, LessonStep, Present

_LONGEST: Final = 80


@bp.get("/<slug>/presence")
@requires(Permission.SEE_FLOWS, is_background=True)
def presence(slug: str) -> Response:
    """Heard of every 20 seconds while a page is open. It keeps nobody signed in."""
    place = request.args.get("at", "")[:_LONGEST]
    with unit_of_work() as uow:
        publishing.note_presence(uow, slug, place, actor=current_actor(), now=now())
    return render("editor/presence.html", "editor/_presence.html", slug=slug, flow_title=slug, actor=current_actor())


@bp.post("/<slug>/lesson")
@requires(Permission.EDIT_FLOWS)
def put_lesson_away(slug: str) -> Response:
    """Show the lesson no more."""
    with unit_of_work() as uow:
        publishing.put_lesson_away(uow, slug, actor=current_actor(), now=now())
    return see_other(url_for("editor.outline", slug=slug, done="The lesson is put away."))


@bp.before_request
def _note_presence() -> None:
    """Every page of a flow says that it is open."""
    slug = (request.view_args or {}).get("slug", "")
    if request.method != "GET" or not slug or is_htmx():  # pieces of a page say nothing of where somebody is
        return
    actor = find_current_actor()
    if actor is not None and actor.may(Permission.SEE_FLOWS):
        with unit_of_work() as uow:
            publishing.note_presence(uow, slug, here(), actor=actor, now=now())


def here() -> str:
    """The step that the page is about; empty for the flow itself."""
    if request.endpoint == "editor.presence":
        return request.args.get("at", "")[:_LONGEST]
    arguments = request.view_args or {}
    within = str(arguments.get("place", "")).split("/")
    named = within[1] if within[0] == "nodes" and len(within) > 1 else ""
    return str(arguments.get("node", named))[:_LONGEST]


def others_here(slug: str) -> tuple[Present, ...]:
    """Everybody else who has the flow open."""
    actor = find_current_actor()
    if actor is None:
        return ()
    with unit_of_work() as uow:
        return publishing.list_others(uow, slug, actor=actor, now=now())


def lesson_of(shown: DraftView) -> tuple[LessonStep, ...]:
    """The first lesson beside a draft, each step with a page that there is."""
    with unit_of_work() as uow:
        return publishing.find_lesson(uow, shown, today=now().date())


def page_for(endpoint: str, slug: str, node: str = "") -> str:
    """The address of a surface; empty where it is not there."""
    if endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, slug=slug, node=node) if node else url_for(endpoint, slug=slug)


@bp.context_processor
def _offer() -> dict[str, object]:
    return {"others_here": others_here, "presence_at": here, "lesson_of": lesson_of, "page_for": page_for}
