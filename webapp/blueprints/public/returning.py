"""Coming back by a link: it shows a button, and only the button spends it."""

from __future__ import annotations

from flask import Response, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.cookie import keep_secret
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.limits import limited
from webapp.http.locale import gettext
from webapp.http.wiring import now
from webapp.services.journeys import exchange_return_link


@bp.get("/return/<token>")
@public
def return_page(token: str) -> Response:
    """Mail programs and chats open links by themselves; that alone must not use one up."""
    return render("public/return.html", token=token, title=title_of(gettext("Go on where you stopped")))


@bp.post("/return/<token>")
@public
@limited("return")
def exchange(token: str) -> AnyResponse:
    """Trade the link for the journey's secret, in a cookie."""
    with unit_of_work() as uow:
        public_id, secret = exchange_return_link(uow, token, now=now())
    response = see_other(url_for("public.journey", public_id=public_id))
    keep_secret(response, public_id, secret)
    return response
