"""A flow for those who see it and do not edit it, such as approvers: step by step, and as a picture."""

from __future__ import annotations

from flask import url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import MapWish


@bp.get("/<slug>/read")
@requires(Permission.SEE_FLOWS)
def read(slug: str) -> Response:
    """The draft, or the newest release where there is none, with every condition in words."""
    with unit_of_work() as uow:
        shown = publishing.read_newest(uow, slug, actor=current_actor())
        seen = publishing.outline_of(uow, shown, at_once=True)
    return render("editor/read.html", slug=slug, shown=shown, seen=seen)


@bp.get("/<slug>/picture")
@requires(Permission.SEE_FLOWS)
def picture(slug: str) -> Response:
    """The same as a picture; each step leads to its words."""
    from engine.analysis import Overlay  # drawing is loaded by whoever looks at a picture

    with unit_of_work() as uow:
        shown = publishing.read_newest(uow, slug, actor=current_actor())
        seen = publishing.outline_of(uow, shown, at_once=True)
        home = url_for("editor.read", slug=slug)
        drawn = publishing.draw_map(uow, shown, seen, MapWish(link=lambda node: f"{home}#step-{node}"), Overlay())
    return render("editor/picture.html", slug=slug, shown=shown, picture=Markup(drawn.svg))  # noqa: S704 - built by the engine, which escapes every text
