"""Requests to change what the public meets: what waits for whom, and one request as a letter with its answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now, wiring
from webapp.services import releasing
from webapp.services.accounts import Permission
from webapp.services.releasing import APPROVED, REFUSED, ChangeRefusedError

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@bp.get("/changes")
@requires(Permission.SEE_FLOWS)
def changes() -> Response:
    """What waits for this person, what waits for others, and when nothing is released."""
    return show_changes()


@bp.post("/changes/freezes")
@requires(Permission.HOLD_RELEASES)
def add_freeze() -> Response:
    """Hold releases for a time."""
    form = request.form

    def act(uow: UnitOfWork) -> None:
        releasing.add_freeze(
            uow,
            slug=form.get("flow", ""),
            why=form.get("why", ""),
            starts_at=moment_in_form("starts_at"),
            ends_at=moment_in_form("ends_at"),
            actor=current_actor(),
            now=now(),
        )

    return do_with_list(act, "Nothing is released in that time.", "freezes")


@bp.post("/changes/freezes/<int:freeze>/remove")
@requires(Permission.HOLD_RELEASES)
def remove_freeze(freeze: int) -> Response:
    """Let flows be released again."""
    return do_with_list(
        lambda uow: releasing.remove_freeze(uow, freeze, actor=current_actor(), now=now()),
        "Flows can be released again.",
        "freezes",
    )


@bp.get("/<slug>/releases/changes/<int:change>")
@requires(Permission.SEE_FLOWS)
def release_change(slug: str, change: int) -> Response:
    """One request as a letter."""
    return _show(slug, change)


@bp.post("/<slug>/releases/changes/<int:change>/decide")
@requires(Permission.SEE_FLOWS)
def decide_change(slug: str, change: int) -> Response:
    """Agree or refuse. The service knows who may: approvers, and for a time whoever stands in for one."""
    form, verdict = request.form, request.form.get("verdict", "")
    if verdict not in (APPROVED, REFUSED):
        abort(400)

    def act(uow: UnitOfWork) -> None:
        releasing.decide(
            uow,
            change,
            verdict,
            comment=form.get("comment", ""),
            seen=form.get("seen", ""),
            override=form.get("override", ""),
            actor=current_actor(),
            now=now(),
        )

    return do_with_change(slug, change, act)


@bp.post("/<slug>/releases/changes/<int:change>/release")
@requires(Permission.RELEASE_FLOWS)
def release_now(slug: str, change: int) -> Response:
    """Let the public meet it."""
    why = request.form.get("override", "")
    return do_with_change(
        slug,
        change,
        lambda uow: releasing.release_change(uow, change, override=why, actor=current_actor(), now=now()),
    )


@bp.post("/<slug>/releases/changes/<int:change>/schedule")
@requires(Permission.RELEASE_FLOWS)
def schedule_release(slug: str, change: int) -> Response:
    """Have it released at a time, or take the time back."""

    def act(uow: UnitOfWork) -> None:
        at = moment_in_form("run_at") if "cancel" not in request.form else None
        releasing.schedule_change(uow, change, at, actor=current_actor(), now=now())

    return do_with_change(slug, change, act)


@bp.post("/<slug>/releases/changes/<int:change>/withdraw")
@requires(Permission.EDIT_FLOWS)
def withdraw_change(slug: str, change: int) -> Response:
    """Take the request back."""
    return do_with_change(
        slug, change, lambda uow: releasing.withdraw_change(uow, change, actor=current_actor(), now=now())
    )


@bp.post("/<slug>/releases/changes/<int:change>/review")
@requires(Permission.APPROVE_RELEASES)
def review_change(slug: str, change: int) -> Response:
    """Say afterwards whether an emergency was right."""
    review = request.form.get("review", "")
    return do_with_change(
        slug, change, lambda uow: releasing.review_change(uow, change, review, actor=current_actor(), now=now())
    )


def do_with_change(slug: str, change: int, act: Callable[[UnitOfWork], object]) -> Response:
    """Take a step with a request; what is refused is said on its page."""
    try:
        with unit_of_work() as uow:
            act(uow)
    except ChangeRefusedError as refused:
        return _show(slug, change, refused=refused, status=422)
    return see_other(url_for("editor.release_change", slug=slug, change=change))


def do_with_list(act: Callable[[UnitOfWork], object], said: str, anchor: str) -> Response:
    """Change what is agreed on around releases; what is refused is said on the page that lists it."""
    try:
        with unit_of_work() as uow:
            act(uow)
    except ChangeRefusedError as refused:
        return show_changes(refused=refused, status=422)
    return see_other(url_for("editor.changes", done=said, _anchor=anchor))


def moment_in_form(field: str) -> datetime:
    """A time as it is written in a form: of the agency's clock. Raises ChangeRefusedError."""
    try:
        written = datetime.fromisoformat(request.form.get(field, ""))
        return written.replace(tzinfo=ZoneInfo(wiring().settings.time_zone)).astimezone(ZoneInfo("UTC"))
    except (ValueError, OverflowError) as error:
        raise ChangeRefusedError("That is no time.", "Write a day and a time, such as 2026-11-22T15:30.") from error


def _show(slug: str, change: int, *, refused: ChangeRefusedError | None = None, status: int = 200) -> Response:
    with unit_of_work() as uow:
        shown = releasing.view_change(uow, change, actor=current_actor(), now=now())
        parts = releasing.parts_of_change(uow, shown.change, shown.inside)
    if shown.change.slug != slug:
        abort(404)
    return render(
        "editor/change.html",
        status=status,
        actor=current_actor(),
        slug=slug,
        shown=shown,
        parts=parts,
        refused=refused,
        typed=request.form,
        may_release=releasing.may_release(current_actor()),
        says=releasing.SAYS,
    )


def show_changes(*, refused: ChangeRefusedError | None = None, status: int = 200) -> Response:
    """The list, with what was written and refused."""
    actor = current_actor()
    with unit_of_work() as uow:
        waiting = releasing.list_waiting(uow, actor=actor, now=now())
        freezes = releasing.list_freezes(uow, actor=actor, now=now())
        delegations = releasing.list_delegations(uow, actor=actor, now=now())
        possible_delegates = releasing.list_possible_delegates(uow)
        kinds = releasing.list_standard_kinds(uow, actor=actor, now=now())
        urgent = releasing.count_emergencies(uow, actor=actor, now=now())
        slugs = [flow.slug for flow in uow.flows.list_all()]
    return render(
        "editor/changes.html",
        status=status,
        actor=actor,
        waiting=waiting,
        freezes=freezes,
        delegations=delegations,
        possible_delegates=possible_delegates,
        kinds=kinds,
        urgent=urgent,
        slugs=slugs,
        may_freeze=releasing.may_freeze(actor),
        refused=refused,
        typed=request.form,
        done=request.args.get("done", "")[:300],
    )
