"""Start, resume and view: one input in, one turn out.

A turn is the new journey, what to ask next, and what happened. Same inputs, same turn, on any machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from engine.definition.release import Release
from engine.errors import NotWaitingError, SealedError
from engine.model.events import AnswerRefused, Event
from engine.model.inputs import Answer, AnswerPage, Back, Change, GiveContact, Input, SetLanguage, Skip, TypedAnswer
from engine.model.journey import Given, Journey
from engine.model.prompts import Asks, Prompt, Refusal
from engine.nodes import SENT, MoreNode, PageNode, QuestionNode
from engine.runtime.asked import find_page, one_of
from engine.runtime.effects import follow
from engine.runtime.members import can_remove, members_on
from engine.runtime.taken import Refused, Taken
from engine.runtime.takes import take
from engine.runtime.trace import Trace, Waiting, keep_trace, local_date, trace


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What one input produced."""

    journey: Journey
    prompt: Prompt
    events: tuple[Event, ...] = ()

    @property
    def was_refused(self) -> bool:
        return bool(self.prompt.refusals) and any(isinstance(event, AnswerRefused) for event in self.events)


def start(release: Release, *, now: datetime, new_id: Callable[[], str], language: str = "") -> Turn:
    """Begins a journey. `now` is an aware datetime; the journey's `today` is its date in the flow's time zone."""
    journey = Journey(
        id=new_id(),
        release=release.fingerprint,
        started_at=now,
        today=local_date(release, now),
        language=language or release.flow.language,
    )
    there = trace(release, journey)
    journey, events = follow(release, journey, None, there, now)
    return _turn(release, journey, there, there.frontier, events)


def resume(release: Release, journey: Journey, given: Input, *, now: datetime) -> Turn:
    """Takes one input. A refused answer leaves the journey as it was, and its prompt says why.

    Raises NotWaitingError when the input is for a place that is not on the path, SealedError when the
    journey was sent already: then only its language can change.
    """
    if journey.is_sealed and not isinstance(given, SetLanguage):
        raise SealedError("the journey was sent; a change opens a new one")
    here = trace(release, journey)
    if isinstance(given, Back | Change):
        return _move(release, journey, here, given)
    outcome = take(release, journey, here, given, now)
    if isinstance(outcome, Refused):
        returning = isinstance(given, Answer | AnswerPage | TypedAnswer | Skip | GiveContact) and given.returning
        prompt = _at(release, journey, here, outcome.place, refusals=outcome.refusals, returning=returning)
        refused = tuple(AnswerRefused(node=prompt.node, code=each.code) for each in outcome.refusals)
        return Turn(journey=journey, prompt=replace(prompt, raw=outcome.raw, raws=outcome.raws), events=refused)
    return _settle(release, outcome, here, now)


def view(release: Release, journey: Journey, place: str | None = None) -> Prompt:
    """What stands at `place`, or at the first thing still open. Changes nothing; raises NotWaitingError."""
    here = trace(release, journey)
    place = here.frontier.place if place is None else place
    if journey.is_sealed and not place.endswith(SENT):
        raise NotWaitingError(place)
    refusals = here.refusals if place == here.frontier.place else ()
    return _at(release, journey, here, place, refusals=refusals)


def build_prompt(
    release: Release,
    journey: Journey,
    here: Trace,
    waiting: Waiting,
    *,
    refusals: tuple[Refusal, ...] = (),
    returning: bool = False,
) -> Prompt:
    """The prompt of one place on the path."""
    node = release.flow.nodes[waiting.node]
    index = here.index(waiting.place)
    return Prompt(
        place=waiting.place,
        node=waiting.node,
        asks=waiting.asks,
        known=waiting.known if waiting.asks in (Asks.ANSWER, Asks.PAGE) else here.known,
        given=journey.answers.get(node.fact) if isinstance(node, QuestionNode) else None,
        givens=_givens(journey, node) if isinstance(node, PageNode) else {},
        members=members_on(here, node.repeat) if isinstance(node, MoreNode) else (),
        can_remove=isinstance(node, MoreNode) and can_remove(release, node, here),
        contact=journey.contacts.get(waiting.node),
        path=here.path[: waiting.path_length],
        back=here.waiting[index - 1].place if index and not journey.is_sealed else "",
        returning=returning,
        is_frontier=waiting is here.frontier,
        refusals=refusals,
    )


def _at(
    release: Release,
    journey: Journey,
    here: Trace,
    place: str,
    *,
    refusals: tuple[Refusal, ...] = (),
    returning: bool = False,
) -> Prompt:
    """The prompt of a place on the path, or of one question of a page there. Raises NotWaitingError."""
    found = None if here.find(place) else find_page(release, here, place)
    waiting = found[0] if found else _get(here, place)
    prompt = build_prompt(release, journey, here, waiting, refusals=refusals, returning=returning)
    return one_of(found[1], found[2], prompt) if found else prompt


def _givens(journey: Journey, page: PageNode) -> dict[str, Given]:
    return {fact: journey.answers[fact] for fact in page.fills if fact in journey.answers}


def _settle(release: Release, taken: Taken, before: Trace, now: datetime) -> Turn:
    """Recomputes the path after an input and finds the place to show next."""
    there = trace(release, taken.journey)
    journey, events = follow(release, taken.journey, before, there, now, taken=taken)
    return _turn(release, journey, there, _next(there, taken), events)


def _next(there: Trace, taken: Taken) -> Waiting:
    """The place after the one answered; the first thing open when the person only came to change something."""
    if taken.returning or there.find(taken.place) is None:
        return there.frontier
    index = there.index(taken.place)
    return there.waiting[min(index + 1, len(there.waiting) - 1)] if taken.goes_on else there.waiting[index]


def _turn(release: Release, journey: Journey, there: Trace, waiting: Waiting, events: tuple[Event, ...]) -> Turn:
    refusals = there.refusals if waiting is there.frontier else ()
    journey = replace(journey, at=waiting.place)
    keep_trace(release, journey, there)
    prompt = build_prompt(release, journey, there, waiting, refusals=refusals)
    return Turn(journey=journey, prompt=prompt, events=events)


def _move(release: Release, journey: Journey, here: Trace, given: Back | Change) -> Turn:
    """Shows an earlier place; the answers stay until another one is given."""
    if isinstance(given, Change):
        place = given.place
    else:
        at = here.find(journey.at) or here.frontier
        place = here.waiting[max(here.index(at.place) - 1, 0)].place
    moved = replace(journey, at=place, seq=journey.seq + 1)
    returning = isinstance(given, Change)
    return Turn(journey=moved, prompt=_at(release, moved, here, place, returning=returning))


def _get(here: Trace, place: str) -> Waiting:
    waiting = here.find(place)
    if waiting is None:
        raise NotWaitingError(place)
    return waiting
