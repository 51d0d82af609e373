"""A flow as a whole: what is said about it, what it promises, who answers for it, and putting it aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.editing import (
    ConflictError,
    Operation,
    Together,
    read_operation,
)
from engine.errors import EditError
from webapp.blueprints.editor.about_fields import (
    CHANNELS,
    TOPICS,
    about_fields,
    changes_about,
    facts_to_hand,
    typed_about,
)
from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_THEN = ("outcome", "visits", "never")


@bp.get("/<slug>/about")
@requires(Permission.SEE_FLOWS)
def about(slug: str) -> Response:
    """Everything about the flow as a whole."""
    return _show(slug)


@bp.post("/<slug>/about")
@requires(Permission.EDIT_FLOWS)
def save_about(slug: str) -> Response:
    """Keep what was written, all of it or nothing."""
    with unit_of_work() as uow:
        document = publishing.get_draft(uow, slug, actor=current_actor()).draft.document
    try:
        changes = changes_about(document, request.form)
    except EditError as refused:
        return _show(slug, refused, typed=typed_about(request.form))
    if not changes:
        return see_other(url_for("editor.about", slug=slug, done="Nothing was changed."))
    return _edit(slug, Together(steps=tuple(changes)), typed=typed_about(request.form))


@bp.post("/<slug>/promises/<name>/remove")
@requires(Permission.EDIT_FLOWS)
def remove_promise(slug: str, name: str) -> Response:
    """Promise it no more."""
    return _edit(slug, read_operation({"op": "remove-entry", "pointer": f"/promises/{name}"}))


@bp.post("/<slug>/owner")
@requires(Permission.EDIT_FLOWS)
def set_owner(slug: str) -> Response:
    """Say who answers for the flow."""
    person = request.form.get("owner", "")

    def change(uow: UnitOfWork) -> None:
        publishing.set_owner(uow, slug, person, actor=current_actor(), now=now())

    return _do(slug, change, "The owner is set." if person else "Nobody owns it now.")


@bp.post("/<slug>/discard")
@requires(Permission.EDIT_FLOWS)
def discard(slug: str) -> Response:
    """Throw the draft away, once somebody said that they mean it."""

    def change(uow: UnitOfWork) -> None:
        if "sure" not in request.form:
            raise EditError("The draft is still there.", "Tick that you mean it: this cannot be undone.")
        publishing.discard_draft(uow, slug, actor=current_actor(), now=now())

    return _do(slug, change, "The draft is thrown away. The release is as it was.")


@bp.post("/<slug>/archive")
@requires(Permission.SEE_FLOWS)
def archive(slug: str) -> Response:
    """Offer the flow to nobody any more."""

    def change(uow: UnitOfWork) -> None:
        publishing.archive(uow, slug, actor=current_actor(), now=now())

    return _do(slug, change, "The flow is archived. Whoever is inside goes on to the end.")


@bp.post("/<slug>/restore")
@requires(Permission.SEE_FLOWS)
def restore(slug: str) -> Response:
    """Take the flow out of the archive."""

    def change(uow: UnitOfWork) -> None:
        publishing.restore(uow, slug, actor=current_actor(), now=now())

    return _do(slug, change, "The flow is back.")


def _edit(slug: str, operation: Operation, *, typed: Mapping[str, str] | None = None) -> Response:
    try:
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except EditError as refused:
        return _show(slug, refused, typed=typed)
    return see_other(url_for("editor.about", slug=slug, done=done.said[:300]))


def _do(slug: str, change: Callable[[UnitOfWork], None], said: str) -> Response:
    try:
        with unit_of_work() as uow:
            change(uow)
    except EditError as refused:
        return _show(slug, refused)
    return see_other(url_for("editor.about", slug=slug, done=said))


def _show(slug: str, refused: EditError | None = None, *, typed: Mapping[str, str] | None = None) -> Response:
    actor = current_actor()
    with unit_of_work() as uow:
        card = publishing.find_card(uow, slug, actor=actor, now=now())
        if card is None:
            abort(404)
        shown = publishing.read_newest(uow, slug, actor=actor)
        may_edit = actor.may(Permission.EDIT_FLOWS) and card.draft is not None
        promises = (
            publishing.show_promises(uow, shown, today=now().date())
            if may_edit
            else publishing.say_promises(uow, shown)
        )
        owners = publishing.list_owners(uow)
        may_archive = publishing.may_archive(uow, slug, actor=actor)
    return render(
        "editor/about.html",
        status=422 if refused else 200,
        actor=actor,
        shown=shown,
        card=card,
        fields=about_fields(shown.draft.document),
        topics=TOPICS,
        channels=CHANNELS,
        facts=facts_to_hand(shown.draft.document) if may_edit else {},
        promises=promises,
        owners=owners,
        may_archive=may_archive,
        may_edit=may_edit,
        typed=typed or {},
        told=_told(refused),
        conflict=refused if isinstance(refused, ConflictError) else None,
    )


def _told(refused: EditError | None) -> dict[str, str]:
    if refused is not None:
        return {"what": refused.what, "fix": refused.fix}
    return {"said": request.args.get("done", "")[:300]}
