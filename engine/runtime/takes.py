"""What each kind of input does to a journey, before its path is recomputed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from engine.definition.release import Release
from engine.model.inputs import (
    Answer,
    AnswerPage,
    Continue,
    GiveContact,
    Input,
    Redate,
    RemoveMember,
    Send,
    SetLanguage,
    Skip,
    Solved,
    TypedAnswer,
)
from engine.model.journey import Journey
from engine.model.prompts import Asks
from engine.nodes import ArticleNode, ResultsNode
from engine.runtime.answers import take_answer, take_page, take_skip, take_typed_answer
from engine.runtime.contact import read_contact
from engine.runtime.members import take_removal
from engine.runtime.taken import Outcome, Refused, Taken, get_waiting, moved_on
from engine.runtime.trace import Trace


def take(release: Release, journey: Journey, here: Trace, given: Input, now: datetime) -> Outcome:
    """`journey` with `given` taken in, or why it was refused. Raises NotWaitingError."""
    return _TAKES[type(given)](release, journey, here, given, now)


def _continue(release: Release, journey: Journey, here: Trace, given: Continue, now: datetime) -> Outcome:
    get_waiting(here, given.place, Asks.CONTINUE)
    return Taken(journey=moved_on(journey, passed=journey.passed | {given.place}), place=given.place, given=given)


def _solved(release: Release, journey: Journey, here: Trace, given: Solved, now: datetime) -> Outcome:
    waiting = get_waiting(here, given.place, Asks.SOLVED)
    node = release.flow.nodes[waiting.node]
    goes_on = not given.helped and isinstance(node, ArticleNode | ResultsNode) and bool(node.unsolved)
    passed = journey.passed | {node.id} if goes_on else journey.passed - {node.id}
    solved = {**journey.solved, node.id: given.helped}
    return Taken(
        journey=moved_on(journey, passed=passed, solved=solved), place=given.place, goes_on=goes_on, given=given
    )


def _contact(release: Release, journey: Journey, here: Trace, given: GiveContact, now: datetime) -> Outcome:
    waiting = get_waiting(here, given.place, Asks.CONTACT)
    node = release.flow.nodes[waiting.node]
    contact = read_contact(node, given, journey)
    if isinstance(contact, tuple):
        return Refused(place=given.place, refusals=contact, raw={k: (v,) for k, v in given.details.items()})
    contacts = {**journey.contacts, node.id: contact}
    return Taken(
        journey=moved_on(journey, contacts=contacts), place=given.place, returning=given.returning, given=given
    )


def _send(release: Release, journey: Journey, here: Trace, given: Send, now: datetime) -> Outcome:
    waiting = get_waiting(here, given.place, Asks.SEND)
    return Taken(journey=moved_on(journey, sent=waiting.node), place=given.place, given=given)


def _redate(release: Release, journey: Journey, here: Trace, given: Redate, now: datetime) -> Outcome:
    moved = moved_on(journey, today=given.today, kept_on=given.kept_on)
    return Taken(journey=moved, place=here.frontier.place, returning=True, given=given)


def _language(release: Release, journey: Journey, here: Trace, given: SetLanguage, now: datetime) -> Outcome:
    at = journey.at if here.find(journey.at) else here.frontier.place
    return Taken(journey=moved_on(journey, language=given.language), place=at, goes_on=False, given=given)


_TAKES: Mapping[type, Callable[..., Outcome]] = {
    Answer: take_answer,
    AnswerPage: take_page,
    RemoveMember: take_removal,
    TypedAnswer: take_typed_answer,
    Skip: take_skip,
    Continue: _continue,
    Solved: _solved,
    GiveContact: _contact,
    Send: _send,
    Redate: _redate,
    SetLanguage: _language,
}
