"""What can be done with a journey besides answering: change its language, start again, keep it for later.

These addresses have a dash where a place would stand: no node is ever called that.
"""

from __future__ import annotations

import re
from typing import Final

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.cookie import keep_secret, secret_of
from webapp.blueprints.public.journey import step_address
from webapp.blueprints.public.statements import remember_language
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.limits import limited
from webapp.http.locale import gettext, use_language, words
from webapp.http.wiring import now, wiring
from webapp.services.journeys import View, look, make_return_link, set_language, start_again

PLACE: Final = re.compile(r"[a-z][a-z0-9_-]{0,79}(\.[a-z]+)?")
"""What a place of a journey can be called; anything else leads to what is open."""


@bp.post("/j/<public_id>/-/language")
@public
def set_journey_language(public_id: str) -> AnyResponse:
    """Go on in another language, at the same place."""
    language = request.form.get("language", "")
    with unit_of_work() as uow:
        view = set_language(uow, public_id, secret_of(public_id), language, words=words, now=now())
    back = request.form.get("back", "")
    response = see_other(step_address(public_id, back if PLACE.fullmatch(back) else ""))
    remember_language(response, view.language)
    return response


@bp.get("/j/<public_id>/-/again")
@public
def confirm_again(public_id: str) -> Response:
    """Ask before answers are left behind."""
    title = title_of(gettext("Start again?"))
    back_url = url_for("public.journey", public_id=public_id)
    return render("public/again.html", public_id=public_id, back_url=back_url, title=title)


@bp.post("/j/<public_id>/-/again")
@public
@limited("start")
def again(public_id: str) -> AnyResponse:
    """Begin a new journey in the same service."""
    with unit_of_work() as uow:
        kept = wiring().settings.journey_days
        started = start_again(uow, public_id, secret_of(public_id), now=now(), journey_days=kept)
    response = see_other(step_address(started.public_id, started.place))
    keep_secret(response, started.public_id, started.secret)
    return response


@bp.get("/j/<public_id>/-/save")
@public
def save(public_id: str) -> Response:
    """How to come back later, here or on another device."""
    with unit_of_work() as uow:
        view = look(uow, public_id, secret_of(public_id), None, words=words, now=now())
    return _show_save(view, link="")


@bp.post("/j/<public_id>/-/save")
@public
@limited("save")
def make_link(public_id: str) -> Response:
    """Make a link that opens these answers once. It is shown now and never again."""
    with unit_of_work() as uow:
        view = look(uow, public_id, secret_of(public_id), None, words=words, now=now())
        token = make_return_link(uow, public_id, secret_of(public_id), now=now())
    path = url_for("public.return_page", token=token)
    return _show_save(view, link=wiring().settings.base_url + path)


def _show_save(view: View, *, link: str) -> Response:
    use_language(view.language)
    return render(
        "public/save.html",
        public_id=view.public_id,
        expires_on=view.expires_on,
        link=link,
        back_url=url_for("public.journey", public_id=view.public_id),
        title=title_of(gettext("Save and come back later"), view.service_title),
    )
