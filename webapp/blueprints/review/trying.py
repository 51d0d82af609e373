"""Trying what a link shows: the public's own pages, and beside them a comment on the step where one stands.

A link that was taken back opens none of these; nothing is stored but what is written as a comment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import EditError
from engine.model import Prompt
from webapp.blueprints.review.blueprint import bp, known_name, remember_name
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.limits import check_limit
from webapp.http.trial_ways import open_at
from webapp.http.trials import Booth
from webapp.http.wiring import now
from webapp.services import publishing, reviewing
from webapp.services.publishing import DraftReading
from webapp.services.reviewing import Commenter, ReviewPage
from webapp.services.trying import Trial

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_LONGEST_NAME: Final = 300


@dataclass(frozen=True, kw_only=True)
class _Open:
    """What the link shows, and where it is tried."""

    token: str
    page: ReviewPage
    draft: DraftReading
    booth: Booth


@bp.get("/<token>/try")
@public
def try_out(token: str) -> AnyResponse:
    """The page as it is open, or at `?at=`; for htmx what stands beside it. `?from=` opens it at a step."""
    with unit_of_work() as uow:
        opened = _open(uow, token)
        if node := request.args.get("from", "")[:_LONGEST_NAME]:
            return open_at(uow, opened.booth, opened.page.shown, opened.draft, node=node, language="")
        trial = opened.booth.open(opened.draft)
        if trial is None:
            return render("editor/review_no_try.html", review=opened.page, token=token)
        prompt = trial.prompt(request.args.get("at", ""))
        return opened.booth.keep(_show(uow, opened, trial, prompt), trial)


@bp.post("/<token>/try")
@public
def try_anew(token: str) -> AnyResponse:
    """From the start: as of a day, in a language, on a channel."""
    with unit_of_work() as uow:
        opened = _open(uow, token)
    return opened.booth.anew(opened.draft)


@bp.post("/<token>/try/reply")
@public
def try_reply(token: str) -> AnyResponse:
    """What is texted or keyed in."""
    with unit_of_work() as uow:
        opened = _open(uow, token)
    return opened.booth.reply(opened.draft)


@bp.post("/<token>/try/comments")
@public
def try_comment(token: str) -> AnyResponse:
    """Say something of the step where one stands, and stay there."""
    form = request.form
    place, name = form.get("place", ""), form.get("name", "").strip() or known_name()
    with unit_of_work() as uow:
        opened = _open(uow, token)
        check_limit("review-link", whom=f"review:{opened.page.link.id}")
        shown = opened.page.shown
        node = form.get("node", "") if form.get("node") in shown.draft.document["nodes"] else ""
        by = Commenter(name=name, link_id=opened.page.link.id)
        try:
            body, seen = form.get("body", ""), shown.fingerprint
            reviewing.comment(uow, shown.slug, node=node, body=body, fingerprint=seen, by=by, now=now())
        except EditError as refused:
            trial = opened.booth.open(opened.draft)
            if trial is None:
                raise
            return _show(uow, opened, trial, trial.prompt(place), status=422, refused=refused, typed=form)
    said = opened.booth.home(at=place or None, done="Your comment is there for the designers.", _anchor="told")
    return remember_name(see_other(said), name)


@bp.get("/<token>/try/<any(frame,inline):within>/<path:place>")
@public
def try_page(token: str, within: str, place: str) -> AnyResponse:
    """One page as the public has it; without a frame it stands within the page around it."""
    with unit_of_work() as uow:
        opened = _open(uow, token)
        return opened.booth.page(uow, opened.draft, within, place)


@bp.post("/<token>/try/<any(frame,inline):within>/<path:place>")
@public
def try_answer(token: str, within: str, place: str) -> AnyResponse:
    """Take what was given at one place, as the public's page sends it."""
    with unit_of_work() as uow:
        opened = _open(uow, token)

        def refuse(trial: Trial, prompt: Prompt) -> Response:
            return _show(uow, opened, trial, prompt, status=422)

        return opened.booth.answer(uow, opened.draft, within, place, refuse)


def _open(uow: UnitOfWork, token: str) -> _Open:
    page = reviewing.read_for_review(uow, reviewing.open_link(uow, token, now=now()))
    booth = Booth(
        pages="review",
        values={"token": token},
        about=f"trial:review:{page.link.id}",
        step=lambda node: url_for("review.read", token=token, _anchor=f"step-{node.split('/')[0]}"),
    )
    return _Open(token=token, page=page, draft=publishing.read_draft(uow, page.shown), booth=booth)


def _show(
    uow: UnitOfWork,
    opened: _Open,
    trial: Trial,
    prompt: Prompt,
    *,
    status: int = 200,
    refused: EditError | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    shown = opened.page.shown
    threads = reviewing.list_threads(uow, shown.slug, shown.draft.document["nodes"])
    node = prompt.node.split("/")[0]
    return opened.booth.show(
        uow,
        trial,
        prompt,
        "editor/review_try.html",
        "editor/_review_try_side.html",
        status=status,
        review=opened.page,
        shown=shown,
        token=opened.token,
        texts=opened.draft.texts,
        node=node,
        said_here=[thread for thread in threads if thread.node == node and thread.is_open],
        name=known_name(),
        refused=refused,
        typed=typed or {},
    )
