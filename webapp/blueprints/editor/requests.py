"""Requests of agencies: what is asked for, who has it, how far it is, and what answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import request, url_for
from werkzeug.wrappers import Response

from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing, reviewing
from webapp.services.accounts import Permission
from webapp.services.reviewing import Asked, Commenter

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@bp.get("/requests")
@requires(Permission.SEE_FLOWS)
def requests() -> Response:
    """The requests that wait; others by `?state=`, `?owner=` and `?flow=`."""
    return _list()


@bp.post("/requests")
@requires(Permission.SEE_FLOWS)
def make_request() -> Response:
    """Ask for a new flow or a change, for an agency that called or wrote."""
    form = request.form
    asked = Asked(
        title=form.get("title", ""),
        body=form.get("body", ""),
        agency=form.get("agency", ""),
        slug=form.get("slug", ""),
    )
    try:
        with unit_of_work() as uow:
            number = reviewing.ask(uow, asked, by=Commenter.staff(current_actor()), now=now())
    except EditError as refused:
        return _list(refused)
    return see_other(url_for("editor.request_page", number=number, done="The request is kept."))


@bp.get("/requests/<int:number>")
@requires(Permission.SEE_FLOWS)
def request_page(number: int) -> Response:
    """One request with its discussion."""
    return _show(number)


@bp.post("/requests/<int:number>/say")
@requires(Permission.SEE_FLOWS)
def say_on_request(number: int) -> Response:
    """Add to the discussion."""
    body = request.form.get("body", "")

    def act(uow: UnitOfWork) -> None:
        reviewing.say_on_request(uow, number, body, by=Commenter.staff(current_actor()), now=now())

    return _do(number, act, "It is there.")


@bp.post("/requests/<int:number>/state")
@requires(Permission.EDIT_FLOWS)
def set_request_state(number: int) -> Response:
    """Say how far it is."""
    state, reason = request.form.get("state", ""), request.form.get("reason", "")

    def act(uow: UnitOfWork) -> None:
        reviewing.set_request_state(uow, number, state, reason=reason, actor=current_actor(), now=now())

    return _do(number, act, "The state is set.")


@bp.post("/requests/<int:number>/owner")
@requires(Permission.EDIT_FLOWS)
def set_request_owner(number: int) -> Response:
    """Say who takes care of it."""
    owner = request.form.get("owner", "")

    def act(uow: UnitOfWork) -> None:
        reviewing.set_request_owner(uow, number, owner, actor=current_actor(), now=now())

    return _do(number, act, "The owner is set.")


@bp.post("/requests/<int:number>/answer")
@requires(Permission.EDIT_FLOWS)
def answer_request(number: int) -> Response:
    """Name the flow and the release that answer it."""
    slug, release = request.form.get("slug", ""), request.form.get("release", "")

    def act(uow: UnitOfWork) -> None:
        reviewing.answer_request(uow, number, slug=slug, release=release, actor=current_actor(), now=now())

    return _do(number, act, "The answer is named.")


def _do(number: int, act: Callable[[UnitOfWork], None], said: str) -> Response:
    try:
        with unit_of_work() as uow:
            act(uow)
    except EditError as refused:
        return _show(number, refused)
    return see_other(url_for("editor.request_page", number=number, done=said))


def _list(refused: EditError | None = None) -> Response:
    actor, asked = current_actor(), request.args
    state = asked.get("state", "open")
    with unit_of_work() as uow:
        cards = reviewing.list_requests(
            uow, actor=actor, state=state, owner=asked.get("owner", ""), slug=asked.get("flow", "")
        )
        owners = publishing.list_owners(uow)
        flows = publishing.list_titles(uow, actor=actor)
    return render(
        "editor/requests.html",
        "editor/_request_list.html",
        status=422 if refused else 200,
        actor=actor,
        cards=cards,
        owners=owners,
        flows=flows,
        states=reviewing.STATES,
        state=state,
        owner=asked.get("owner", ""),
        flow=asked.get("flow", ""),
        told=_told(refused),
        typed=request.form if refused else {},
    )


def _show(number: int, refused: EditError | None = None) -> Response:
    actor = current_actor()
    with unit_of_work() as uow:
        card = reviewing.get_request(uow, number, actor=actor)
        owners = publishing.list_owners(uow)
        flows = publishing.list_titles(uow, actor=actor)
        answer = card.request.answer_slug or ""
        releases = publishing.list_releases(uow, answer) if answer else ()
    return render(
        "editor/request.html",
        status=422 if refused else 200,
        actor=actor,
        card=card,
        asked=card.request,
        owners=owners,
        flows=flows,
        releases=releases,
        states=reviewing.STATES,
        told=_told(refused),
        typed=request.form if refused else {},
    )


def _told(refused: EditError | None) -> dict[str, str]:
    if refused is not None:
        return {"what": refused.what, "fix": refused.fix}
    return {"said": request.args.get("done", "")[:300]}
