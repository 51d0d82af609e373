"""Back to an earlier release in one step. An approver goes at once; otherwise two persons do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from webapp.persistence import ReleaseRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing import FlowUnknownError
from webapp.services.releasing.errors import ChangeRefusedError, SideUnknownError
from webapp.services.releasing.inside import Standing, check_choices, people_inside
from webapp.services.releasing.kinds import LONGEST_NOTE, Kind
from webapp.services.releasing.parts import PartGoingBack, parts_going_back
from webapp.services.releasing.putting_live import put_live
from webapp.services.releasing.requesting import get_change
from webapp.services.releasing.risk import Quorum
from webapp.services.releasing.sides import Side, find_side, list_sides
from webapp.services.releasing.telling import Event, tell_deciders

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class WayBack:
    """Where going back would lead, and what it would do."""

    side: Side
    inside: tuple[Standing, ...]
    parts: tuple[PartGoingBack, ...]
    """The flows that it runs and that go back together with it."""


def look_back(
    uow: UnitOfWork, slug: str, number: str, *, actor: Actor, chosen: Mapping[str, str] | None = None
) -> WayBack:
    """Where it would lead, and who is inside. Raises SideUnknownError for what is no earlier release."""
    require(actor, Permission.RELEASE_FLOWS)
    sides = list_sides(uow, slug)
    side = find_side(sides, number)
    if side.is_draft or side.is_live or uow.flows.find(slug) is None:
        raise SideUnknownError(number)
    inside = people_inside(uow, slug, side, chosen or {})
    live = next((each for each in sides if each.is_live), None)
    return WayBack(side=side, inside=inside, parts=parts_going_back(uow, live, side, inside) if live else ())


def go_back(
    uow: UnitOfWork, slug: str, number: str, reason: str, inside: Mapping[str, str], *, actor: Actor, now: datetime
) -> int:
    """Have the public meet an earlier release again, or ask a second person for it. Returns the request's number."""
    side = look_back(uow, slug, number, actor=actor).side
    reason, chosen = reason.strip(), check_choices(inside)
    flow = uow.flows.find(slug)
    if flow is None:
        raise FlowUnknownError(slug)
    if flow.live_release_id is None or side.release_id is None:
        raise ChangeRefusedError("The public meets nothing of this flow that could be taken back.")
    if not reason:
        raise ChangeRefusedError("Say why you go back.", "It stands in the history of the flow.")
    if len(reason) > LONGEST_NOTE:
        raise ChangeRefusedError(f"The reason has more than {LONGEST_NOTE} letters.", "Say it in fewer words.")
    if any(each.kind == Kind.ROLLBACK for each in uow.changes.list_open(slug)):
        raise ChangeRefusedError("Somebody asked to go back already.", "Decide on that request first.")
    target, is_alone = uow.flows.release(side.release_id), actor.may(Permission.APPROVE_RELEASES)
    with uow.write(durable=True):
        values = _asked(target, flow.live_release_id, reason, chosen, is_alone=is_alone)
        change_id = uow.changes.add({**values, "requested_by": actor.id, "requested_at": now})
        record(uow, actor, "change.requested", slug, {"change": change_id, "kind": "rollback"}, now=now)
        change = get_change(uow, change_id)
        if is_alone:
            put_live(uow, change, actor=actor, now=now)
        else:
            tell_deciders(uow, change, Event.ASKED, now=now)
    return change_id


def _asked(
    target: ReleaseRecord, live_id: int, reason: str, chosen: Mapping[str, str], *, is_alone: bool
) -> dict[str, Any]:
    quorum = Quorum.NOBODY if is_alone else Quorum.ONE
    return {
        "slug": target.slug,
        "kind": str(Kind.ROLLBACK),
        "state": "approved" if is_alone else "waiting",
        "fingerprint": target.fingerprint,
        "base_release_id": live_id,
        "release_id": target.id,
        "needs": 0 if is_alone else 1,
        "reason": reason,
        "evidence": {"quorum": str(quorum)},
        "inside": dict(chosen),
    }
