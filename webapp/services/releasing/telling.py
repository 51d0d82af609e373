"""Tells staff by mail what waits for them, and what became of what they asked for.

A mail is put down with the step that causes it, and written when it is sent: whoever need not decide any more by then
gets none. It names the flow and leads to the page; nobody of the public is ever in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from webapp.persistence import ChangeRecord, PersonRecord
from webapp.services.accounts import Actor, Permission, build_actor
from webapp.services.delivery import put_telling, telling_subject
from webapp.services.notifications import Mail, Sender, build_staff_mail
from webapp.services.releasing.barring import find_bar, list_deciders
from webapp.services.releasing.sides import list_sides

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

REMIND_APPROVERS: Final = "remind-approvers"


class Event(StrEnum):
    """What a mail is about."""

    ASKED = "asked"
    AGAIN = "again"
    APPROVED = "approved"
    REFUSED = "refused"
    RELEASED = "released"
    HELD = "held"
    OVERDUE = "overdue"
    VOID = "void"


_TO_DECIDERS: Final = frozenset({Event.ASKED, Event.AGAIN})
_KINDS: Final = {
    "standard": "A standard change",
    "normal": "A change",
    "emergency": "An emergency",
    "rollback": "Going back to an earlier release",
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a mail says, by its event."""

    subject: str
    opening: str
    why: str


_SAYS: Final = {
    Event.ASKED: Told(
        subject="A release waits for your decision: {title}",
        opening="{kind} of “{title}” waits for a decision. What it changes, and for whom, stands on this page:",
        why="You get this because you may decide on it.",
    ),
    Event.AGAIN: Told(
        subject="A release still waits for your decision: {title}",
        opening="{kind} of “{title}” has waited for a decision for {days}:",
        why="You get this because you may decide on it. It comes again for as long as the request waits.",
    ),
    Event.APPROVED: Told(
        subject="Agreed: {title}",
        opening="Somebody agreed to the change of “{title}” that you asked for.{state}",
        why="You get this because you asked for it.",
    ),
    Event.REFUSED: Told(
        subject="Refused: {title}",
        opening="The change of “{title}” that you asked for was refused.",
        why="You get this because you asked for it. The draft is still there: mend it and ask again.",
    ),
    Event.RELEASED: Told(
        subject="Released: {title}",
        opening="What you asked for is released: the public meets “{title}” so from now on.",
        why="You get this because you asked for it. Say on that page within some days how it went.",
    ),
    Event.HELD: Told(
        subject="Not released at its time: {title}",
        opening="The change of “{title}” that you asked for was not released at the time that was set.",
        why="You get this because you asked for it. Set another time on that page, or release it there.",
    ),
    Event.VOID: Told(
        subject="No longer asked for: {title}",
        opening="The change of “{title}” that you asked for is closed without a release.",
        why="You get this because you asked for it. It can be asked for anew.",
    ),
    Event.OVERDUE: Told(
        subject="How did it go? {title}",
        opening="Nobody said yet how the release of “{title}” went, and the time for it is over.",
        why="You get this because you asked for the release, or lead the work. It comes again until somebody says so.",
    ),
}


def tell_deciders(uow: UnitOfWork, change: ChangeRecord, event: Event, *, now: datetime, once: str = "") -> int:
    """Put down a mail for everybody who may decide, in the write that is open. Returns how many are new."""
    return _put(uow, change, event, list_deciders(uow, change, now), now=now, once=once)


def tell_requester(
    uow: UnitOfWork, change: ChangeRecord, event: Event, *, actor: Actor | None, now: datetime, once: str = ""
) -> None:
    """Put down a mail for whoever asked, unless they did it themselves."""
    if actor is not None and actor.id == change.requested_by:
        return
    people = [person for person in uow.people.list_all() if person.id == change.requested_by and person.is_active]
    _put(uow, change, event, people, now=now, once=once)


def remind_deciders(uow: UnitOfWork, *, every: timedelta, now: datetime) -> int:
    """Tell again whoever something waits for: once in each period of waiting. Returns how many are told."""
    told = _remind_untold(uow, every=every, now=now)
    for change in uow.changes.list_open():
        periods = (now - change.requested_at) // every
        if change.state == "waiting" and periods:
            with uow.write():
                told += tell_deciders(uow, change, Event.AGAIN, now=now, once=str(periods))
    return told


def _remind_untold(uow: UnitOfWork, *, every: timedelta, now: datetime) -> int:
    """Ask whoever asked for a release, and the leads, how it went once the time for that is over."""
    told = 0
    for change in uow.changes.list_untold():
        if change.outcome_due_at is None or change.outcome_due_at > now:
            continue
        people = [
            person
            for person in uow.people.list_all()
            if person.is_active and (person.id == change.requested_by or _leads(person))
        ]
        periods = (now - change.outcome_due_at) // every
        with uow.write():
            told += _put(uow, change, Event.OVERDUE, people, now=now, once=str(periods))
    return told


def _leads(person: PersonRecord) -> bool:
    return build_actor(person).may(Permission.ALLOW_STANDARD)


def write_telling(uow: UnitOfWork, subject: str, *, sender: Sender, now: datetime) -> Mail | None:
    """The mail that was put down under this subject; None where nobody needs it any more."""
    event, change_id, person_id = subject.split(":")
    change = uow.changes.find(int(change_id))
    person = next((each for each in uow.people.list_all() if each.id == person_id and each.is_active), None)
    if change is None or person is None:
        return None
    if event in _TO_DECIDERS and find_bar(uow, change, build_actor(person), now):
        return None
    if event == Event.OVERDUE and change.outcome is not None:
        return None
    return _write(uow, Event(event), change, person, sender, now)


def _put(
    uow: UnitOfWork, change: ChangeRecord, event: Event, people: Iterable[PersonRecord], *, now: datetime, once: str
) -> int:
    subjects = (telling_subject(event, change.id, person.id) for person in people)
    return sum(put_telling(uow, subject=subject, once=once, now=now) for subject in subjects)


def _write(
    uow: UnitOfWork, event: Event, change: ChangeRecord, person: PersonRecord, sender: Sender, now: datetime
) -> Mail:
    sides, says = list_sides(uow, change.slug), _SAYS[event]
    days = (now - change.requested_at).days
    words = {
        "title": str(sides[0].document.get("title", change.slug)) if sides else change.slug,
        "kind": _KINDS[change.kind],
        "days": "one day" if days == 1 else f"{days} days" if days else "some hours",
        "state": " One more person is asked." if change.state == "waiting" else "",
    }
    opening = says.opening.format(**words)
    said = _said(uow, event, change)
    return build_staff_mail(
        sender,
        to=person.email,
        subject=says.subject.format(**words),
        parts=(opening, *([said] if said else []), sender.change_link(change.slug, change.id), says.why),
    )


def _said(uow: UnitOfWork, event: Event, change: ChangeRecord) -> str:
    """What was written beside it: the comment of a decision, why it was held, or why it no longer stands."""
    if event is Event.HELD:
        return change.held_why
    if event is Event.VOID:
        return change.closed_why
    verdicts = {Event.APPROVED: "approved", Event.RELEASED: "approved", Event.REFUSED: "refused"}
    said = [
        each.comment
        for each in uow.changes.list_decisions(change.id)
        if each.comment and each.verdict == verdicts.get(event)
    ]
    return f"What was said of it: {said[-1]}" if said else ""
