"""The day a journey goes by: told what today's date would change, the person chooses."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.cookie import secret_of
from webapp.blueprints.public.journey import step_address
from webapp.blueprints.public.titles import title_of
from webapp.blueprints.public.tools import PLACE
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.locale import gettext, use_language, words
from webapp.http.wiring import now
from webapp.services.journeys import DateChoice, choose_date, find_date_choice

CHANNEL = "web"


@bp.get("/j/<public_id>/-/day")
@public
def choose_day(public_id: str) -> AnyResponse:
    """Say what would change; where nothing would, or it was chosen already, go on."""
    with unit_of_work() as uow:
        choice = find_date_choice(uow, public_id, secret_of(public_id), words=words, now=now())
    return _show(choice) if choice else see_other(_place(public_id))


@bp.post("/j/<public_id>/-/day")
@public
def keep_or_move(public_id: str) -> AnyResponse:
    """Record the choice and go on: to where the person was going, or to what is open on the other way."""
    uses_today = request.form.get("use") == "today"
    with unit_of_work() as uow:
        choose_date(
            uow,
            public_id,
            secret_of(public_id),
            seen=request.form.get("day", ""),
            uses_today=uses_today,
            channel=CHANNEL,
            now=now(),
        )
    return see_other(step_address(public_id, "") if uses_today else _place(public_id))


def _show(choice: DateChoice) -> Response:
    use_language(choice.language)
    return render(
        "public/day.html",
        choice=choice,
        place=request.args.get("place", ""),
        title=title_of(gettext("The date has changed"), choice.service_title),
        address=url_for("public.keep_or_move", public_id=choice.public_id),
    )


def _place(public_id: str) -> str:
    wanted = request.values.get("place", "")
    return step_address(public_id, wanted if PLACE.fullmatch(wanted) else "")
