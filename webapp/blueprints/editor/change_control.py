"""What is agreed on around releases: stand-ins, kinds that need nobody, how releases went, and the weeks to come."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import request
from werkzeug.wrappers import Response

from webapp.blueprints.editor.approvals import do_with_change, do_with_list, moment_in_form
from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render
from webapp.http.wiring import now, wiring
from webapp.services import releasing
from webapp.services.accounts import Permission
from webapp.services.releasing import ChangeRefusedError

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@bp.get("/changes/calendar")
@requires(Permission.SEE_FLOWS)
def release_calendar() -> Response:
    """The weeks to come: freezes, releases at their time, and what gets in each other's way."""
    actor, zone = current_actor(), ZoneInfo(wiring().settings.time_zone)
    with unit_of_work() as uow:
        weeks = releasing.plan_weeks(uow, actor=actor, now=now(), zone=zone)
    today = now().astimezone(zone).date()
    return render("editor/release_calendar.html", actor=actor, weeks=weeks, today=today, zone=zone.key)


@bp.post("/changes/delegates")
@requires(Permission.APPROVE_RELEASES)
def name_delegate() -> Response:
    """Have somebody decide in this approver's stead for a time."""

    def act(uow: UnitOfWork) -> None:
        releasing.name_delegate(
            uow,
            delegate_id=request.form.get("delegate", ""),
            starts_at=moment_in_form("away_from"),
            ends_at=moment_in_form("away_until"),
            actor=current_actor(),
            now=now(),
        )

    return do_with_list(act, "They decide in your stead in that time.", "stand-ins")


@bp.post("/changes/delegates/<int:delegation>/end")
@requires(Permission.APPROVE_RELEASES)
def end_delegation(delegation: int) -> Response:
    """Decide alone again."""
    return do_with_list(
        lambda uow: releasing.end_delegation(uow, delegation, actor=current_actor(), now=now()),
        "Nobody decides in your stead then.",
        "stand-ins",
    )


@bp.post("/changes/kinds/<model>")
@requires(Permission.ALLOW_STANDARD)
def allow_kind(model: str) -> Response:
    """Allow a kind of change that needs nobody's approval, again or until a day."""

    def act(uow: UnitOfWork) -> None:
        releasing.allow_kind(
            uow,
            model,
            reason=request.form.get(f"reason-{model}", ""),
            expires_at=_end_of_day(f"until-{model}"),
            actor=current_actor(),
            now=now(),
        )

    return do_with_list(act, "This kind of change is allowed.", "standard-kinds")


@bp.post("/<slug>/releases/changes/<int:change>/outcome")
@requires(Permission.RELEASE_FLOWS)
def tell_outcome(slug: str, change: int) -> Response:
    """Say afterwards how a release went."""
    outcome, note = request.form.get("outcome", ""), request.form.get("outcome_note", "")
    return do_with_change(
        slug,
        change,
        lambda uow: releasing.record_outcome(uow, change, outcome, note, actor=current_actor(), now=now()),
    )


def _end_of_day(field: str) -> datetime | None:
    """The end of a day of the agency's clock; None where none is written. Raises ChangeRefusedError."""
    written = request.form.get(field, "")
    if not written:
        return None
    try:
        last = datetime.combine(datetime.fromisoformat(written), time.max, ZoneInfo(wiring().settings.time_zone))
        return last.astimezone(ZoneInfo("UTC"))
    except (ValueError, OverflowError) as error:
        raise ChangeRefusedError("That is no day.", "Write a day, such as 2026-11-30.") from error
