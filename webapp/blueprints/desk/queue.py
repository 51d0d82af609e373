"""What waits: the queues, and the tickets of one."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from webapp.blueprints.desk.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render
from webapp.http.paging import page_number
from webapp.http.wiring import now
from webapp.services.accounts import Permission
from webapp.services.demo import has_samples
from webapp.services.tickets import DEFINITIONS, list_queues, list_tickets


@bp.get("")
@requires(Permission.SEE_TICKETS)
def queues() -> Response:
    """Every queue: how many wait, since when, and how many are mine."""
    actor = current_actor()
    with unit_of_work() as uow:
        cards, samples = list_queues(uow, actor=actor, now=now()), has_samples(uow)
    return render(
        "desk/queues.html",
        "desk/_queue_list.html",
        actor=actor,
        queues=cards,
        has_samples=samples,
        definitions=DEFINITIONS,
    )


@bp.get("/queues/<slug>")
@requires(Permission.SEE_TICKETS)
def queue(slug: str) -> Response:
    """What is open in one queue, the most pressing ticket first; with `?show=done`, what is done."""
    actor = current_actor()
    with unit_of_work() as uow:
        tickets = list_tickets(
            uow, slug, actor=actor, now=now(), page=page_number(), shows_done=request.args.get("show") == "done"
        )
    return render("desk/queue.html", "desk/_ticket_list.html", actor=actor, tickets=tickets)
