"""Who a new journey belongs to: the public, a designer's preview, staff trying it, or a robot."""

from __future__ import annotations

from flask import request

from webapp.http.access import find_current_actor
from webapp.http.security import is_bot
from webapp.services.accounts import Permission
from webapp.services.journeys import Traffic


def current_traffic() -> Traffic:
    """Marks a journey at its start. Only designers can ask for a preview; for anybody else `?preview` means nothing."""
    actor = find_current_actor()
    if actor is not None:
        is_preview = "preview" in request.args and actor.may(Permission.EDIT_FLOWS)
        return Traffic.PREVIEW if is_preview else Traffic.STAFF
    return Traffic.BOT if is_bot() else Traffic.PUBLIC
