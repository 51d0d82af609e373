"""Where staff arrive after signing in when their work is not at the desk."""

from __future__ import annotations

from flask import url_for
from werkzeug.wrappers import Response

from webapp.blueprints.account.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render
from webapp.http.wiring import now
from webapp.services import releasing, reviewing
from webapp.services.accounts import Actor, Permission


def first_page_of(actor: Actor) -> str:
    """Agents and leads go to their queues, everybody else to a page that says what they can do today."""
    return url_for("desk.queues" if actor.may(Permission.SEE_TICKETS) else "account.home")


@bp.get("/staff")
@requires(Permission.SIGNED_IN)
def home() -> Response:
    """What this person can do today, said plainly."""
    actor = current_actor()
    if not actor.may(Permission.SEE_FLOWS):
        return render("account/home.html", actor=actor)
    with unit_of_work() as uow:
        waiting = releasing.list_waiting(uow, actor=actor, now=now())
        asked = reviewing.list_requests(uow, actor=actor, owner=actor.id)
        urgent = releasing.count_emergencies(uow, actor=actor, now=now())
    return render("account/home.html", actor=actor, waiting=waiting, asked=asked, urgent=urgent)
