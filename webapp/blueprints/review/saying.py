"""What a reviewer writes: comments, answers, a signature, a request. Each asks for a name once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import request, url_for
from werkzeug.wrappers import Response

from engine.errors import EditError
from webapp.blueprints.review.blueprint import bp, known_name, remember_name
from webapp.blueprints.review.pages import show
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import see_other
from webapp.http.limits import check_limit
from webapp.http.wiring import now
from webapp.services import reviewing
from webapp.services.reviewing import Asked, Commenter, ReviewPage

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

Act = Callable[["UnitOfWork", ReviewPage, Commenter], None]


@bp.post("/<token>/comments")
@public
def comment(token: str) -> Response:
    """Say something of a step or of the whole flow."""
    node, body = request.form.get("node", ""), request.form.get("body", "")

    def act(uow: UnitOfWork, page: ReviewPage, by: Commenter) -> None:
        known = node if node in page.shown.draft.document["nodes"] else ""
        print_of = page.shown.fingerprint
        reviewing.comment(uow, page.link.slug, node=known, body=body, fingerprint=print_of, by=by, now=now())

    return _do(token, act, said="Your comment is there for the designers.", at=node)


@bp.post("/<token>/comments/<int:number>/answers")
@public
def answer(token: str, number: int) -> Response:
    """Answer a comment."""
    body = request.form.get("body", "")

    def act(uow: UnitOfWork, page: ReviewPage, by: Commenter) -> None:
        print_of = page.shown.fingerprint
        reviewing.answer_comment(uow, page.link.slug, number, body=body, fingerprint=print_of, by=by, now=now())

    return _do(token, act, said="Your answer is there.", at=f"comment-{number}")


@bp.post("/<token>/comments/<int:number>/state")
@public
def settle(token: str, number: int) -> Response:
    """Say that a comment is settled, or open it again."""
    is_resolved = request.form.get("state") == "resolved"

    def act(uow: UnitOfWork, page: ReviewPage, by: Commenter) -> None:
        reviewing.set_resolved(uow, page.link.slug, number, is_resolved=is_resolved, by=by, now=now())

    said = "The comment is settled." if is_resolved else "The comment is open again."
    return _do(token, act, said=said, at=f"comment-{number}")


@bp.post("/<token>/sign-off")
@public
def sign(token: str) -> Response:
    """Agree with what is shown."""
    note, seen = request.form.get("note", ""), request.form.get("seen", "")

    def act(uow: UnitOfWork, page: ReviewPage, by: Commenter) -> None:
        reviewing.sign_off(uow, page, name=by.name, note=note, seen=seen, now=now())

    return _do(token, act, said="You have signed off what is shown here.", at="sign-off")


@bp.post("/<token>/requests")
@public
def ask(token: str) -> Response:
    """Ask for a change."""
    form = request.form
    asked = Asked(title=form.get("title", ""), body=form.get("body", ""))

    def act(uow: UnitOfWork, page: ReviewPage, by: Commenter) -> None:
        about = page.link.slug if form.get("about") == "change" else ""
        full = Asked(title=asked.title, body=asked.body, agency=page.link.label, slug=about)
        reviewing.ask(uow, full, by=by, now=now())

    return _do(token, act, said="Your request is with the designers.", at="ask")


def _do(token: str, act: Act, *, said: str, at: str) -> Response:
    """Do it under the name that was given, and show the page; or show what stood in the way."""
    name = request.form.get("name", "").strip() or known_name()
    with unit_of_work() as uow:
        page = reviewing.read_for_review(uow, reviewing.open_link(uow, token, now=now()))
    check_limit("review-link", whom=f"review:{page.link.id}")
    try:
        with unit_of_work() as uow:
            act(uow, page, Commenter(name=name, link_id=page.link.id))
    except EditError as refused:
        return show(token, refused, at=at, typed=request.form)
    anchor = f"step-{at}" if at in page.shown.draft.document["nodes"] else at or "told"
    return remember_name(see_other(url_for("review.read", token=token, done=said, _anchor=anchor)), name)
