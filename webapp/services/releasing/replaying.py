"""What would have become of past journeys of the public. Their answers are read here, and only counts are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from engine.scenarios import ProofWorker
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.releasing.comparing import request_between
from webapp.services.releasing.errors import ChangeRefusedError
from webapp.services.releasing.sides import Side
from webapp.services.releasing.solving import REPLAY, SECONDS, Found, Work, find_known, find_or_begin

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

MOST: Final = 500
"""The newest journeys that are walked again."""
SMALL: Final = 10
"""Fewer people than this are not counted out: a number could point at somebody."""


def find_replayed(uow: UnitOfWork, then: Side, now: Side) -> Found | None:
    """What was counted before; nothing is read for it."""
    return find_known(uow, REPLAY, _name(then, now))


def replay_past(uow: UnitOfWork, then: Side, now: Side, *, actor: Actor, moment: datetime) -> Found:
    """Begin to walk past journeys of a release again. Raises ChangeRefusedError where there are none to walk."""
    require(actor, Permission.SEE_FLOWS)
    if then.release_id is None:
        raise ChangeRefusedError("Nobody walked through a draft.", "Compare a release with it instead.")
    names = uow.inside.list_past(then.release_id, most=MOST)
    if len(names) < SMALL:
        raise ChangeRefusedError(
            f"Fewer than {SMALL} journeys of this release can still be read.",
            "So few are not counted, because a number could point at somebody.",
        )
    journeys = tuple(_past(uow, names))
    found = find_or_begin(uow, REPLAY, _name(then, now), lambda: _walking(uow, then, now, moment, journeys), now=moment)
    with uow.write():
        record(uow, actor, "journeys.replayed", then.slug, {"release": then.fingerprint, "most": MOST}, now=moment)
    return found


def _name(then: Side, now: Side) -> str:
    return f"{then.fingerprint}:{now.fingerprint}"


def _past(uow: UnitOfWork, names: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """What was answered on the way, without who did. Those erased meanwhile are left out."""
    for name in names:
        journey = uow.journeys.find(name)
        if journey is None or (saved := journey.snapshot) is None:
            continue
        given = {fact: each["value"] for fact, each in saved["answers"].items() if not each.get("off")}
        yield {"answers": given, "today": saved["today"]}


def _walking(uow: UnitOfWork, then: Side, now: Side, moment: datetime, journeys: tuple[Mapping[str, Any], ...]) -> Work:
    request = request_between(uow, then, now, moment, journeys)

    def work(worker: ProofWorker) -> Mapping[str, Any]:
        return counted(worker.find_difference(request, seconds=SECONDS)["journeys"])

    return work


def counted(replayed: Mapping[str, Any]) -> dict[str, Any]:
    """Counts in tens, so that none can be told from the others; what is fewer is said to be fewer."""
    read = replayed["total"] - len(replayed["unread"])
    partings = [
        {"sentence": each["sentence"], "at": each["at"], "count": in_tens(len(each["lines"]))}
        for each in replayed["partings"]
    ]
    unfit = sum(len(numbers) for numbers in replayed["unfit"].values())
    return {
        "read": in_tens(read),
        "same": in_tens(replayed["same"]),
        "is_all_same": replayed["same"] == read,
        "partings": partings,
        "unfit": in_tens(unfit),
        "has_unfit": unfit > 0,
    }


def in_tens(count: int) -> int:
    """Rounded down to tens; 0 is fewer than ten."""
    return count // SMALL * SMALL
