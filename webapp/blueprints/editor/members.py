"""Changes of what is known of each member of a list: added, ordered, named anew, taken away."""

from __future__ import annotations

from typing import Any, Final

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.editing import find_value, read_operation
from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.facts import refuse
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission

_FIELDS: Final = {
    "add-member": ("type", "label"),
    "move-member": ("member", "to"),
    "rename-member": ("member", "to"),
    "remove-member": ("member",),
}


@bp.post("/<slug>/facts/<fact>/members")
@requires(Permission.EDIT_FLOWS)
def change_member(slug: str, fact: str) -> Response:
    """One change of a row; back to the fact, refused with everything that was typed."""
    asked = request.form.get("op", "")
    if asked not in _FIELDS:
        abort(400)
    given: dict[str, Any] = {"op": asked, "fact": fact}
    given |= {key: request.form.get(key, "").strip() for key in _FIELDS[asked]}
    if asked == "move-member":
        if not given["to"].isdecimal():
            abort(400)
        given["to"] = int(given["to"])
    try:
        with unit_of_work() as uow:
            document = publishing.get_draft(uow, slug, actor=current_actor()).draft.document
            if find_value(document, f"/facts/{fact}") is None:
                abort(404)
            done = publishing.edit(uow, slug, read_operation(given), actor=current_actor(), now=now())
    except EditError as refused:
        return refuse(slug, fact, refused)
    return see_other(url_for("editor.fact", slug=slug, fact=fact, done=done.said[:300], _anchor="members"))
