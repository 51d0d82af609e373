"""One flow's draft as an outline: its steps in order, where each leads, and what is wrong with it.

Everything works by forms that are posted; htmx only swaps the outline instead of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.errors import EditError
from webapp.blueprints.editor.back import address_with, surface_asked_for
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.forms import FormError, read_form
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is said above the outline: what was done, or why it was not."""

    said: str = ""
    what: str = ""
    fix: str = ""


@bp.get("/<slug>")
@requires(Permission.EDIT_FLOWS)
def outline(slug: str) -> Response:
    """The draft; where there is none, how to begin one."""
    with unit_of_work() as uow:
        if uow.flows.find(slug) is not None and uow.drafts.find(slug) is None:
            return render("editor/no_draft.html", actor=current_actor(), slug=slug)
    return _show(slug, Told(said=request.args.get("done", "")[:300]))


@bp.post("/<slug>/edits")
@requires(Permission.EDIT_FLOWS)
def change(slug: str) -> Response:
    """Make one change of the outline."""
    try:
        operation = read_form()
    except FormError:
        abort(400)
    return _do(slug, lambda uow: publishing.edit(uow, slug, operation, actor=current_actor(), now=now()))


@bp.post("/<slug>/undo")
@requires(Permission.EDIT_FLOWS)
def undo(slug: str) -> Response:
    """Take the last change back."""
    return _do(slug, lambda uow: publishing.undo(uow, slug, actor=current_actor(), now=now()), word="Undone: ")


@bp.post("/<slug>/again")
@requires(Permission.EDIT_FLOWS)
def do_again(slug: str) -> Response:
    """Make the change again that was undone last."""
    return _do(slug, lambda uow: publishing.do_again(uow, slug, actor=current_actor(), now=now()), word="Done again: ")


def _do(slug: str, act: Callable[[UnitOfWork], DraftView], *, word: str = "") -> Response:
    """Do it and show the outline; or show it as it is, with what stood in the way."""
    try:
        with unit_of_work() as uow:
            done = act(uow)
    except EditError as refused:
        if back := surface_asked_for():
            return see_other(address_with(back, refused=f"{refused.what} {refused.fix}".strip()))
        return _show(slug, Told(what=refused.what, fix=refused.fix), status=422)
    if wants_partial():
        return _show(slug, Told(said=f"{word}{done.said}"), shown=done)
    if back := surface_asked_for():
        return see_other(address_with(back, done=f"{word}{done.said}"))
    _, _, anchor = done.focus.rpartition("/nodes/")
    where = f"step-{anchor.partition('/')[0]}" if done.focus.startswith("/nodes/") else None
    return see_other(url_for("editor.outline", slug=slug, done=f"{word}{done.said}", _anchor=where))


def _show(slug: str, told: Told, *, shown: DraftView | None = None, status: int = 200) -> Response:
    with unit_of_work() as uow:
        shown = shown or publishing.get_draft(uow, slug, actor=current_actor())
        seen = publishing.outline_of(uow, shown, at_once=wants_partial())
        # What takes longer than the edit itself comes right after it, as a piece of its own.
        found = publishing.list_problems(uow, shown, today=now().date()) if seen.is_judged else None
    return render(
        "editor/outline.html",
        "editor/_outline.html",
        status=status,
        actor=current_actor(),
        shown=shown,
        seen=seen,
        found=found,
        told=told,
        typed=request.form if status == 422 else {},
    )
