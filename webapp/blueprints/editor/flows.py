"""Every flow there is: who answers for it, in which state it is, how it fares, and where to begin."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission

_LONGEST_SEARCH = 80


@bp.get("")
@requires(Permission.SEE_FLOWS)
def flows() -> Response:
    """All flows, or those that fit `?q=`, `?state=` and `?owner=`."""
    actor, sought = current_actor(), request.args.get("q", "")[:_LONGEST_SEARCH]
    state, owner = request.args.get("state", ""), request.args.get("owner", "")
    state = state if state in publishing.STATES else ""
    with unit_of_work() as uow:
        cards = publishing.list_designs(uow, actor=actor, now=now(), sought=sought, state=state, owner=owner)
        owners = publishing.list_owners(uow)
    return render(
        "editor/flows.html",
        "editor/_flow_list.html",
        actor=actor,
        cards=cards,
        sought=sought,
        state=state,
        owner=owner,
        owners=owners,
        is_narrowed=bool(sought or state or owner),
    )


@bp.post("/<slug>/draft")
@requires(Permission.EDIT_FLOWS)
def open_draft(slug: str) -> Response:
    """Begin to change a flow, or go on where somebody began."""
    with unit_of_work() as uow:
        publishing.open_draft(uow, slug, actor=current_actor(), now=now())
    return see_other(url_for("editor.outline", slug=slug))
