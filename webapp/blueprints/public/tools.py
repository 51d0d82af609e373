"""What can be done with a journey besides answering: change its language, start again.

These addresses have a dash where a place would stand: no node is ever called that.
"""

from __future__ import annotations

import re
from typing import Final

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.cookie import forget_secret, keep_secret, secret_of
from webapp.blueprints.public.journey import step_address
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.limits import limited
from webapp.http.locale import available_languages, gettext, remember_language, words
from webapp.http.wiring import now, wiring
from webapp.services.journeys import asks_way_out, set_language, start_again

_SEGMENT: Final = r"[a-z0-9][a-z0-9_-]{0,79}(\.[a-z][a-z0-9_-]{0,79})?"
PLACE: Final = re.compile(rf"{_SEGMENT}(/{_SEGMENT}){{0,20}}")
"""What a place of a journey can be called; anything else leads to what is open."""


@bp.post("/j/<public_id>/-/language")
@public
def set_journey_language(public_id: str) -> AnyResponse:
    """Go on in another language, at the same place."""
    language = request.form.get("language", "")
    with unit_of_work() as uow:
        view = set_language(
            uow, public_id, secret_of(public_id), language, offered=available_languages(), words=words, now=now()
        )
    back = request.form.get("back", "")
    address = step_address(public_id, back if PLACE.fullmatch(back) else "")
    response = see_other(url_for("public.save", public_id=public_id) if back == "-" else address)
    remember_language(response, view.language)
    return response


@bp.get("/j/<public_id>/-/leave")
@public
def leave(public_id: str) -> AnyResponse:
    """Out of here: this browser forgets the answers and shows another website. A link, so that it works everywhere.

    A form could not do it: browsers let no form of ours lead to another site.
    """
    response = redirect(wiring().settings.leave_url, code=303)
    forget_secret(response, public_id)
    return response


@bp.get("/j/<public_id>/-/again")
@public
def confirm_again(public_id: str) -> Response:
    """Ask before answers are left behind."""
    title = title_of(gettext("Start again?"))
    back_url = url_for("public.journey", public_id=public_id)
    with unit_of_work() as uow:
        leaves = asks_way_out(uow, public_id)
    return render("public/again.html", public_id=public_id, back_url=back_url, title=title, leaves_quickly=leaves)


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
