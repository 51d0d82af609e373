"""The pages of a link: the flow step by step, its picture, and its book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Response, request, url_for
from markupsafe import Markup

from webapp.blueprints.review.blueprint import bp, known_name
from webapp.http.access import public
from webapp.http.book import book_page
from webapp.http.database import unit_of_work
from webapp.http.htmx import render
from webapp.http.wiring import now
from webapp.services import publishing, reviewing
from webapp.services.publishing import MapWish

if TYPE_CHECKING:
    from engine.errors import EditError


@bp.get("/<token>")
@public
def read(token: str) -> Response:
    """The flow with every condition in words, and what was said about it."""
    return show(token)


@bp.get("/<token>/map")
@public
def picture(token: str) -> Response:
    """The picture of the flow; each step leads to its words. What the check says of them is for designers."""
    from engine.analysis import Overlay  # drawing is loaded by whoever looks at a picture

    with unit_of_work() as uow:
        page = reviewing.read_for_review(uow, reviewing.open_link(uow, token, now=now()))
        seen = publishing.outline_of(uow, page.shown, at_once=True)
        home = url_for("review.read", token=token)
        drawn = publishing.draw_map(uow, page.shown, seen, MapWish(link=lambda node: f"{home}#step-{node}"), Overlay())
    return render("editor/review_map.html", review=page, token=token, picture=Markup(drawn.svg))  # noqa: S704 - built by the engine, which escapes every text


@bp.get("/<token>/book.html")
@public
def book(token: str) -> Response:
    """Everything about the flow, to print."""
    with unit_of_work() as uow:
        page = reviewing.read_for_review(uow, reviewing.open_link(uow, token, now=now()))
        return book_page(uow, page.shown)


def show(
    token: str, refused: EditError | None = None, *, at: str = "", typed: Mapping[str, str] | None = None
) -> Response:
    """The page; or with what was refused, where it was written."""
    with unit_of_work() as uow:
        page = reviewing.read_for_review(uow, reviewing.open_link(uow, token, now=now()))
        seen = publishing.outline_of(uow, page.shown, at_once=True)
        nodes = page.shown.draft.document["nodes"]
        threads = reviewing.list_threads(uow, page.link.slug, nodes)
        signed = reviewing.list_signed(uow, page.link.slug, page.shown.fingerprint)
    return render(
        "editor/review.html",
        status=422 if refused else 200,
        review=page,
        shown=page.shown,
        document=page.shown.draft.document,
        token=token,
        seen=seen,
        threads=threads,
        signed=signed,
        name=known_name(),
        refused=refused,
        at=at,
        typed=typed or {},
        done=request.args.get("done", "")[:200],
    )
