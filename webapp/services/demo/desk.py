"""What sample staff did with a sample ticket: taken, noted, answered, moved on, each at its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from webapp.services.tickets import Category, claim, give_back, note, reply, set_status

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork
    from webapp.services.accounts import Actor
    from webapp.services.tickets import TicketView


@dataclass(frozen=True, kw_only=True)
class Story:
    """How a ticket goes, and how many days before now it begins, from and to."""

    name: str
    days_ago: tuple[float, float]
    acts: tuple[tuple[str, str], ...]
    """What is done, in order: an act and its words, or the category it moves to."""


_ASKED: Final = (
    "Thank you for writing to us. We need one more paper: the newest letter or bill about this. A photo is enough."
)
_ANSWERED: Final = "Thank you for writing to us. We have looked at your request and will go on with it this week."
_DONE: Final = "We have done what you asked for. If anything is still open, just answer this message."
_READ: Final = "Read everything, nothing is missing. Next: call in the morning."
_CALLED: Final = "Called, nobody answered. Left no message, as they wished. Trying again tomorrow."
_OFFICE: Final = "Sent to the county office with the papers. They answer within five working days."

STORIES: Final = (
    Story(name="new", days_ago=(0.05, 0.9), acts=()),
    Story(name="open", days_ago=(0.3, 1.8), acts=(("claim", ""), ("note", _READ))),
    Story(
        name="waiting-customer",
        days_ago=(2, 6),
        acts=(("claim", ""), ("reply", _ASKED), ("waiting_customer", "Asked for the newest letter or bill")),
    ),
    Story(
        name="waiting-third-party",
        days_ago=(3, 8),
        acts=(("claim", ""), ("note", _OFFICE), ("waiting_third_party", "With the county office")),
    ),
    Story(
        name="resolved",
        days_ago=(3, 12),
        acts=(("claim", ""), ("note", _CALLED), ("reply", _DONE), ("resolved", "Explained by phone and in writing")),
    ),
    Story(
        name="closed",
        days_ago=(14, 21),
        acts=(("claim", ""), ("reply", _DONE), ("resolved", "Done together on the phone"), ("closed", "")),
    ),
    Story(name="given-back", days_ago=(0.6, 3), acts=(("claim", ""), ("note", _CALLED), ("give_back", ""))),
    Story(
        name="reopened",
        days_ago=(6, 12),
        acts=(
            ("claim", ""),
            ("reply", _DONE),
            ("resolved", "Answered in writing"),
            ("open", "Wrote again: it was not solved after all"),
            ("reply", _ANSWERED),
        ),
    ),
)


def tell(
    uow: UnitOfWork, reference: str, story: Story, *, actor: Actor, sent_at: datetime, now: datetime, chance: Random
) -> None:
    """Play the story between `sent_at` and `now`, the acts in order and some hours apart."""
    times = sorted(chance.uniform(0.05, 0.95) for _ in story.acts)
    room = now - sent_at
    ticket: TicketView | None = None
    for (act, words), share in zip(story.acts, times, strict=True):
        at = sent_at + timedelta(seconds=int(room.total_seconds() * share))
        ticket = _act(uow, reference, act, words, actor, ticket, at)


def _act(
    uow: UnitOfWork, reference: str, act: str, words: str, actor: Actor, ticket: TicketView | None, at: datetime
) -> TicketView:
    if act == "claim" or ticket is None:
        return claim(uow, reference, actor=actor, now=at)
    if act == "give_back":
        return give_back(uow, reference, actor=actor, now=at)
    if act == "reply":
        return reply(uow, reference, words, actor=actor, version=ticket.version, now=at)
    if act == "note":
        return note(uow, reference, words, actor=actor, version=ticket.version, now=at)
    category = Category(act)
    return set_status(uow, reference, category, actor=actor, version=ticket.version, now=at, reason=words)
