"""Reviews of one flow: links for its agency, what was said and signed through them, and its book."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, find_current_actor, requires
from webapp.http.book import book_page
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now, wiring
from webapp.persistence import DRAFT
from webapp.services import publishing, reviewing
from webapp.services.accounts import Permission
from webapp.services.reviewing import Commenter, MadeLink, Thread

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@bp.get("/<slug>/reviews")
@requires(Permission.SEE_FLOWS)
def reviews(slug: str) -> Response:
    """Links, comments and sign-offs."""
    return _show(slug)


@bp.post("/<slug>/reviews/links")
@requires(Permission.EDIT_FLOWS)
def review_link(slug: str) -> Response:
    """Make a link. Its address is shown once: only its hash is kept."""
    form = request.form
    days = int(form.get("days", "")) if form.get("days", "").isdecimal() else 0
    try:
        with unit_of_work() as uow:
            made = reviewing.make_link(
                uow,
                slug,
                label=form.get("label", ""),
                shows=form.get("shows", DRAFT),
                days=days,
                actor=current_actor(),
                now=now(),
            )
    except EditError as refused:
        return _show(slug, refused)
    return _show(slug, made=made)


@bp.post("/<slug>/reviews/links/<int:number>/revoke")
@requires(Permission.EDIT_FLOWS)
def revoke_review_link(slug: str, number: int) -> Response:
    """Take a link back."""

    def act(uow: UnitOfWork) -> None:
        reviewing.revoke_link(uow, slug, number, actor=current_actor(), now=now())

    return _do(slug, act, "The link opens nothing any more.")


@bp.post("/<slug>/reviews/comments")
@requires(Permission.SEE_FLOWS)
def review_comment(slug: str) -> Response:
    """Say something of a step or of the whole flow."""
    node, body = request.form.get("node", ""), request.form.get("body", "")

    def act(uow: UnitOfWork) -> None:
        shown = publishing.read_newest(uow, slug, actor=current_actor())
        known = node if node in shown.draft.document["nodes"] else ""
        by = Commenter.staff(current_actor())
        reviewing.comment(uow, slug, node=known, body=body, fingerprint=shown.fingerprint, by=by, now=now())

    return _do(slug, act, "The comment is there.")


@bp.post("/<slug>/reviews/comments/<int:number>/answers")
@requires(Permission.SEE_FLOWS)
def review_answer(slug: str, number: int) -> Response:
    """Answer a comment; whoever holds the link reads it."""
    body = request.form.get("body", "")

    def act(uow: UnitOfWork) -> None:
        shown = publishing.read_newest(uow, slug, actor=current_actor())
        by = Commenter.staff(current_actor())
        reviewing.answer_comment(uow, slug, number, body=body, fingerprint=shown.fingerprint, by=by, now=now())

    return _do(slug, act, "The answer is there.", at=f"comment-{number}")


@bp.post("/<slug>/reviews/comments/<int:number>/state")
@requires(Permission.SEE_FLOWS)
def review_settle(slug: str, number: int) -> Response:
    """Say that a comment is settled, or open it again."""
    is_resolved = request.form.get("state") == "resolved"

    def act(uow: UnitOfWork) -> None:
        by = Commenter.staff(current_actor())
        reviewing.set_resolved(uow, slug, number, is_resolved=is_resolved, by=by, now=now())

    return _do(slug, act, "The comment is settled." if is_resolved else "The comment is open again.")


@bp.get("/<slug>/releases/<fingerprint>/book.html")
@requires(Permission.SEE_FLOWS)
def book(slug: str, fingerprint: str) -> Response:
    """The documentation of a release, or of the draft, to read and to print."""
    with unit_of_work() as uow:
        release = uow.flows.find_release(fingerprint)
        found = uow.drafts.find(slug) if fingerprint == DRAFT else release
        if found is None or found.slug != slug:
            abort(404)
        return book_page(uow, publishing.view_of(found))


def threads_at(slug: str, node: str) -> tuple[Thread, ...]:
    """What was said of a step and is not settled: shown on the step's own page."""
    if find_current_actor() is None:
        return ()
    with unit_of_work() as uow:
        threads = reviewing.list_threads(uow, slug, {node})
    return tuple(thread for thread in threads if thread.node == node and thread.is_open)


@bp.context_processor
def _offer() -> dict[str, object]:
    return {"threads_at": threads_at}


def _do(slug: str, act: Callable[[UnitOfWork], None], said: str, *, at: str = "") -> Response:
    try:
        with unit_of_work() as uow:
            act(uow)
    except EditError as refused:
        return _show(slug, refused)
    return see_other(url_for("editor.reviews", slug=slug, done=said, _anchor=at or None))


def _show(slug: str, refused: EditError | None = None, *, made: MadeLink | None = None) -> Response:
    actor = current_actor()
    with unit_of_work() as uow:
        shown = publishing.read_newest(uow, slug, actor=actor)
        seen = publishing.outline_of(uow, shown, at_once=True)
        links = reviewing.list_links(uow, slug, actor=actor)
        threads = reviewing.list_threads(uow, slug, shown.draft.document["nodes"])
        signed = reviewing.list_signed(uow, slug, shown.fingerprint)
        releases = publishing.list_releases(uow, slug)
        has_draft = uow.drafts.find(slug) is not None
    base = wiring().settings.base_url
    return render(
        "editor/reviews.html",
        status=422 if refused else 200,
        actor=actor,
        shown=shown,
        seen=seen,
        links=links,
        threads=threads,
        signed=signed,
        releases=releases,
        has_draft=has_draft,
        address=f"{base}{url_for('review.read', token=made.token)}" if made else "",
        made=made,
        told={"what": refused.what, "fix": refused.fix} if refused else {"said": request.args.get("done", "")[:300]},
        typed=request.form if refused else {},
    )
