"""What each kind of input does to a journey, before its path is recomputed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from engine.definition.release import Release
from engine.errors import NotWaitingError
from engine.model.flow import Fact
from engine.model.inputs import (
    Answer,
    Continue,
    GiveContact,
    Input,
    Raw,
    Redate,
    Send,
    SetLanguage,
    Skip,
    Solved,
    TypedAnswer,
)
from engine.model.journey import Given, Journey
from engine.model.prompts import Asks, Refusal
from engine.model.values import Value
from engine.nodes import ArticleNode, QuestionNode
from engine.questions import Context, fact_types, read_answer
from engine.runtime.contact import read_contact
from engine.runtime.trace import JourneyVisit, Trace, Waiting


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A journey with one more input in it."""

    journey: Journey
    place: str
    """The place the input was for."""
    goes_on: bool = True
    """False when the person stays where they are."""
    returning: bool = False
    fact: str = ""
    """The fact that was answered or skipped."""
    changed: bool = False
    """True when the answer differs from the one before."""
    given: Input | None = None


@dataclass(frozen=True, kw_only=True)
class Refused:
    """An input that was not accepted, with what was typed."""

    place: str
    refusals: tuple[Refusal, ...]
    raw: Raw | None = None


Outcome: TypeAlias = Taken | Refused


def take(release: Release, journey: Journey, here: Trace, given: Input, now: datetime) -> Outcome:
    """`journey` with `given` taken in, or why it was refused. Raises NotWaitingError."""
    return _TAKES[type(given)](release, journey, here, given, now)


def _answer(release: Release, journey: Journey, here: Trace, given: Answer, now: datetime) -> Outcome:
    waiting, node = _question(release, here, given.place)
    fact = release.flow.facts[node.fact]
    parsed = read_answer(fact, given.raw, _context(journey, waiting))
    if isinstance(parsed, Refusal):
        if node.optional and parsed.code == "required":
            return _record(journey, given, node, None, now)
        return Refused(place=given.place, refusals=(parsed,), raw=given.raw)
    refusal = node.refuse(JourneyVisit(release, journey, dict(waiting.known)), parsed)
    if refusal is not None:
        return Refused(place=given.place, refusals=(refusal,), raw=given.raw)
    return _record(journey, given, node, parsed, now)


def _typed_answer(release: Release, journey: Journey, here: Trace, given: TypedAnswer, now: datetime) -> Outcome:
    waiting, node = _question(release, here, given.place)
    if not _is_of_type(release.flow.facts[node.fact], given.value):
        return Refused(place=given.place, refusals=(Refusal(code="wrong-type"),))
    refusal = _refusal(release, journey, waiting, node, given.value)
    if refusal is not None:
        return Refused(place=given.place, refusals=(refusal,))
    return _record(journey, given, node, given.value, now)


def _is_of_type(fact: Fact, value: Value) -> bool:
    """Whether a program's value can be an answer: what is of the type reads back equal."""
    kind = fact_types[fact.type]
    try:
        return bool(kind.from_json(fact, kind.to_json(fact, value)) == value)
    except (AttributeError, TypeError, ValueError):
        return False


def _skip(release: Release, journey: Journey, here: Trace, given: Skip, now: datetime) -> Outcome:
    _, node = _question(release, here, given.place)
    if not node.optional:
        return Refused(place=given.place, refusals=(Refusal(code="required"),))
    return _record(journey, given, node, None, now)


def _continue(release: Release, journey: Journey, here: Trace, given: Continue, now: datetime) -> Outcome:
    _get(here, given.place, Asks.CONTINUE)
    return Taken(journey=_next(journey, passed=journey.passed | {given.place}), place=given.place, given=given)


def _solved(release: Release, journey: Journey, here: Trace, given: Solved, now: datetime) -> Outcome:
    waiting = _get(here, given.place, Asks.SOLVED)
    node = release.flow.nodes[waiting.node]
    goes_on = not given.helped and isinstance(node, ArticleNode) and bool(node.unsolved)
    passed = journey.passed | {node.id} if goes_on else journey.passed - {node.id}
    solved = {**journey.solved, node.id: given.helped}
    return Taken(journey=_next(journey, passed=passed, solved=solved), place=given.place, goes_on=goes_on, given=given)


def _contact(release: Release, journey: Journey, here: Trace, given: GiveContact, now: datetime) -> Outcome:
    waiting = _get(here, given.place, Asks.CONTACT)
    node = release.flow.nodes[waiting.node]
    contact = read_contact(node, given, journey)
    if isinstance(contact, tuple):
        return Refused(place=given.place, refusals=contact, raw={k: (v,) for k, v in given.details.items()})
    contacts = {**journey.contacts, node.id: contact}
    return Taken(journey=_next(journey, contacts=contacts), place=given.place, returning=given.returning, given=given)


def _send(release: Release, journey: Journey, here: Trace, given: Send, now: datetime) -> Outcome:
    waiting = _get(here, given.place, Asks.SEND)
    return Taken(journey=_next(journey, sent=waiting.node), place=given.place, given=given)


def _redate(release: Release, journey: Journey, here: Trace, given: Redate, now: datetime) -> Outcome:
    moved = _next(journey, today=given.today)
    return Taken(journey=moved, place=here.frontier.place, returning=True, given=given)


def _language(release: Release, journey: Journey, here: Trace, given: SetLanguage, now: datetime) -> Outcome:
    at = journey.at if here.find(journey.at) else here.frontier.place
    return Taken(journey=_next(journey, language=given.language), place=at, goes_on=False, given=given)


_TAKES: Mapping[type, Callable[..., Outcome]] = {
    Answer: _answer,
    TypedAnswer: _typed_answer,
    Skip: _skip,
    Continue: _continue,
    Solved: _solved,
    GiveContact: _contact,
    Send: _send,
    Redate: _redate,
    SetLanguage: _language,
}


def _record(
    journey: Journey, given: Answer | TypedAnswer | Skip, node: QuestionNode, value: Value | None, now: datetime
) -> Taken:
    """Files an answer. The same answer again keeps the time of the first."""
    old = journey.answers.get(node.fact)
    changed = old is not None and old.value != value
    if old is not None and not changed:
        new = replace(old, on_path=True)
    else:
        new = Given(value=value, at=now, edited=changed)
    answers = {**journey.answers, node.fact: new}
    return Taken(
        journey=_next(journey, answers=answers),
        place=given.place,
        returning=given.returning,
        fact=node.fact,
        changed=changed,
        given=given,
    )


def _refusal(release: Release, journey: Journey, waiting: Waiting, node: QuestionNode, value: Value) -> Refusal | None:
    fact = release.flow.facts[node.fact]
    refusal = fact_types[fact.type].check(fact, value, _context(journey, waiting))
    if refusal is not None:
        return refusal
    return node.refuse(JourneyVisit(release, journey, dict(waiting.known)), value)


def _context(journey: Journey, waiting: Waiting) -> Context:
    return Context(today=journey.today, values=waiting.known, locale=journey.language)


def _question(release: Release, here: Trace, place: str) -> tuple[Waiting, QuestionNode]:
    waiting = _get(here, place, Asks.ANSWER)
    node = release.flow.nodes[waiting.node]
    if not isinstance(node, QuestionNode):
        raise NotWaitingError(place)
    return waiting, node


def _get(here: Trace, place: str, asks: Asks) -> Waiting:
    waiting = here.find(place)
    if waiting is None or waiting.asks is not asks:
        raise NotWaitingError(place)
    return waiting


def _next(journey: Journey, **changes: Any) -> Journey:
    return replace(journey, seq=journey.seq + 1, **changes)
