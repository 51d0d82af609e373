"""Asking for a draft to be released, and going back to an earlier release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import piece, render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import releasing
from webapp.services.accounts import Permission
from webapp.services.publishing import NoDraftError
from webapp.services.releasing import Asked, ChangeRefusedError, Evidence, Kind

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_INSIDE = "inside:"
"""How fields begin that say what becomes of the people at a step."""
_NOTES = "notes_public:"
"""And those that tell the public in another language what changes."""


@bp.get("/<slug>/releases/request")
@requires(Permission.EDIT_FLOWS)
def release_request(slug: str) -> Response:
    """What would be released, and the form that asks for it."""
    return _show(slug)


@bp.get("/<slug>/releases/evidence")
@requires(Permission.EDIT_FLOWS)
def release_evidence(slug: str) -> Response:
    """What is known by now, for a page that looks again."""
    if not wants_partial():
        return see_other(url_for("editor.release_request", slug=slug))
    with unit_of_work() as uow:
        found = _gather(uow, slug)
    return piece(render_template("editor/_evidence.html", slug=slug, found=found))


@bp.post("/<slug>/releases/request")
@requires(Permission.EDIT_FLOWS)
def ask_for_release(slug: str) -> Response:
    """Ask. What is refused comes back as it was written."""
    form = request.form
    kind = form.get("kind", "")
    try:
        asked = Asked(
            kind=Kind(kind) if kind in (Kind.STANDARD, Kind.NORMAL, Kind.EMERGENCY) else Kind.NORMAL,
            notes_staff=form.get("notes_staff", ""),
            notes_public=form.get("notes_public", ""),
            notes_translated={
                name.removeprefix(_NOTES): text for name, text in form.items() if name.startswith(_NOTES)
            },
            reason=form.get("reason", ""),
            warnings_stand=form.get("warnings_stand", ""),
            inside=inside_in_form(),
        )
        with unit_of_work() as uow:
            change = releasing.request_change(uow, slug, asked, actor=current_actor(), now=now())
    except ChangeRefusedError as refused:
        return _show(slug, refused=refused, status=422)
    return see_other(url_for("editor.release_change", slug=slug, change=change))


@bp.get("/<slug>/releases/<int:number>/back")
@requires(Permission.RELEASE_FLOWS)
def release_back(slug: str, number: int) -> Response:
    """What going back to this release would do."""
    return _show_back(slug, number)


@bp.post("/<slug>/releases/<int:number>/back")
@requires(Permission.RELEASE_FLOWS)
def go_back(slug: str, number: int) -> Response:
    """Go back, or ask a second person to."""
    reason = request.form.get("reason", "")
    try:
        with unit_of_work() as uow:
            change = releasing.go_back(
                uow, slug, str(number), reason, inside_in_form(), actor=current_actor(), now=now()
            )
    except ChangeRefusedError as refused:
        return _show_back(slug, number, refused=refused, status=422)
    return see_other(url_for("editor.release_change", slug=slug, change=change))


def inside_in_form() -> dict[str, str]:
    """What becomes of people inside, by the step at which they stand."""
    return {name.removeprefix(_INSIDE): value for name, value in request.form.items() if name.startswith(_INSIDE)}


def _gather(uow: UnitOfWork, slug: str) -> Evidence:
    found = releasing.gather(uow, slug, actor=current_actor(), moment=now(), chosen=inside_in_form())
    if found is None:
        raise NoDraftError(slug)
    return found


def _show(slug: str, *, refused: ChangeRefusedError | None = None, status: int = 200) -> Response:
    with unit_of_work() as uow:
        found = _gather(uow, slug)
        waiting = [card for card in releasing.list_changes(uow, slug, actor=current_actor(), now=now()) if card.is_open]
        runners = releasing.runners_of(uow, slug)
    return render(
        "editor/request_release.html",
        status=status,
        actor=current_actor(),
        slug=slug,
        found=found,
        waiting=waiting,
        runners=runners,
        refused=refused,
        typed=request.form,
    )


def _show_back(slug: str, number: int, *, refused: ChangeRefusedError | None = None, status: int = 200) -> Response:
    actor = current_actor()
    with unit_of_work() as uow:
        way = releasing.look_back(uow, slug, str(number), actor=actor, chosen=inside_in_form())
    return render(
        "editor/go_back.html",
        status=status,
        actor=actor,
        slug=slug,
        side=way.side,
        inside=way.inside,
        parts=way.parts,
        refused=refused,
        typed=request.form,
    )
