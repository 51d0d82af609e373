"""Steps that are copied on one map and pasted on another.

The browser keeps only which steps of which flow were copied, in a cookie that no script reads; what they are is looked
up when they are pasted. So it works without JavaScript, and for any number of steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request
from werkzeug.wrappers import Response

from engine.editing import Paste, clip
from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.map import act_on_map, show_map
from webapp.blueprints.editor.map_view import read_state
from webapp.blueprints.editor.outline import Told
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import see_other, wants_partial
from webapp.http.security import read_cookie, set_cookie
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView, NoDraftError

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_COOKIE: Final = "wp_copied"
_LONGEST: Final = 3500
"""Letters that fit into a cookie."""


@bp.post("/<slug>/map/copy")
@requires(Permission.EDIT_FLOWS)
def map_copy(slug: str) -> Response:
    """Remember which steps were copied."""
    state, nodes = read_state(), request.form.getlist("nodes")
    value = f"{slug}:{','.join(nodes)}"
    with unit_of_work() as uow:
        there = publishing.get_draft(uow, slug, actor=current_actor()).draft.document["nodes"]
    if not nodes or not set(nodes) <= there.keys():
        told = Told(what="There is nothing to copy.", fix="Choose one or more steps first.")
        return show_map(slug, told, state, status=422)
    if len(value) > _LONGEST:
        told = Told(what=f"{len(nodes)} steps are too many to copy at once.", fix="Copy a part of them first.")
        return show_map(slug, told, state, status=422)
    said = f"Copied {len(nodes)} step{'s' * (len(nodes) != 1)}. They can be pasted on the map of any flow."
    shown = show_map(slug, Told(said=said), state) if wants_partial() else see_other(state.address(slug, done=said))
    set_cookie(shown, _COOKIE, value)
    return shown


@bp.post("/<slug>/map/paste")
@requires(Permission.EDIT_FLOWS)
def map_paste(slug: str) -> Response:
    """Put the steps that were copied, from this or another flow, into this one."""
    return act_on_map(slug, lambda uow: _paste(uow, slug))


def _paste(uow: UnitOfWork, slug: str) -> DraftView:
    source, _, names = (read_cookie(_COOKIE) or "").partition(":")
    if not names:
        raise EditError("There is nothing to paste.", "Choose steps on the map of a flow and copy them first.")
    try:
        draft = publishing.get_draft(uow, source, actor=current_actor()).draft
    except NoDraftError as error:
        raise EditError(
            "The draft that the steps were copied from is gone.", "Copy them from the map of another draft."
        ) from error
    operation = Paste(clip=clip(draft, names.split(",")))
    return publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
