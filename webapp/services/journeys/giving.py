"""Gives one input to a journey and stores what follows from it.

Everything is computed before the write. Whoever comes second finds the journey moved on: the input is then
taken once more from the new state, unless the other one answered the very same question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine import Turn, journey_to_json, resume
from engine.channels import read_form, show_page
from engine.errors import NotWaitingError
from engine.model import AnswerRefused, Asks, Refusal
from engine.nodes import CONTACT_FACTS
from webapp.persistence import ReferenceTakenError
from webapp.services.journeys.effects import find_feedback, find_handoff, record_feedback, trail_of
from webapp.services.journeys.errors import JourneyConflictError, NotOnPathError
from webapp.services.journeys.held import drop_replaced, find_foreign, with_kept_files
from webapp.services.journeys.opened import Opened, open_journey
from webapp.services.journeys.redating import is_date_open
from webapp.services.journeys.remembered import remembered
from webapp.services.journeys.service import CHANNEL
from webapp.services.journeys.showing import consent_on, show_view
from webapp.services.journeys.views import View
from webapp.services.tickets import Opening, open_ticket, prepare_ticket

if TYPE_CHECKING:
    from engine.model import Journey, Prompt, Words
    from webapp.persistence import UnitOfWork

_TRIES = 3
_FIELD = re.compile(
    rf"([a-z][\w-]{{0,79}}\.)?answer(-[\w-]{{1,80}})?|skip|remove|solved|returning|anonymous|{'|'.join(CONTACT_FACTS)}"
)


class _MovedOnError(Exception):
    """Another input was stored first."""


@dataclass(frozen=True, kw_only=True)
class _Giving:
    """What was asked of `give`, for each try."""

    place: str
    form: Mapping[str, list[str]]
    words: Callable[[str], Words]
    now: datetime


def give(
    uow: UnitOfWork,
    public_id: str,
    secret: str,
    place: str,
    form: Mapping[str, list[str]],
    *,
    words: Callable[[str], Words],
    now: datetime,
) -> View:
    """Give one input to `place` and store what follows. Raises NotOnPathError, JourneyConflictError."""
    giving = _Giving(place=place, form=form, words=words, now=now)
    seen: Prompt | None = None
    for _ in range(_TRIES):
        opened = open_journey(uow, public_id, secret, now=now)
        if opened.journey.is_sealed:
            return _show_sealed(uow, opened, giving)
        prompt = opened.prompt(place)
        if seen is not None and _given_at(prompt) != _given_at(seen):
            return _settle_clash(uow, opened, prompt, giving)
        seen = prompt
        try:
            return _give_once(uow, opened, prompt, giving)
        except (_MovedOnError, ReferenceTakenError):
            continue
    raise JourneyConflictError(open_journey(uow, public_id, secret, now=now).prompt(None).place)


def look_at_refused(
    uow: UnitOfWork,
    public_id: str,
    secret: str,
    place: str,
    form: Mapping[str, list[str]],
    *,
    words: Callable[[str], Words],
    now: datetime,
) -> View:
    """What was typed and refused, once more with what to mend. Stores nothing, not even what would be taken now.

    Raises NotOnPathError.
    """
    opened = open_journey(uow, public_id, secret, now=now)
    prompt = opened.prompt(place)
    if opened.journey.is_sealed:
        return show_view(uow, opened, prompt, words)
    turn = _take(uow, opened, prompt, _Giving(place=place, form=form, words=words, now=now))
    if not turn.was_refused:
        return show_view(uow, opened, prompt, words)
    return show_view(uow, opened, turn.prompt, words, accepted=False)


def _given_at(prompt: Prompt) -> tuple[object, ...]:
    """What was given at a place so far."""
    return (prompt.given, prompt.givens, prompt.contact)


def _give_once(uow: UnitOfWork, opened: Opened, prompt: Prompt, giving: _Giving) -> View:
    turn = _take(uow, opened, prompt, giving)
    if turn.was_refused:
        uow.trail.add(opened.record, trail_of(turn.events), channel=CHANNEL, now=giving.now)
        return show_view(uow, opened, turn.prompt, giving.words, accepted=False)
    if not _is_same(turn.journey, opened.journey):
        _store(uow, opened, turn, giving)
        drop_replaced(uow, opened, turn.journey)
    after = replace(opened, journey=turn.journey)
    view = show_view(uow, after, turn.prompt, giving.words, is_new=turn.journey.is_sealed)
    return replace(view, is_date_open=True) if is_date_open(after, giving.now) else view


def _take(uow: UnitOfWork, opened: Opened, prompt: Prompt, giving: _Giving) -> Turn:
    release = opened.published.release
    form = with_kept_files(uow, opened, giving.form)
    given = read_form(form, prompt, consent=_consent(opened, prompt, giving))
    if isinstance(given, Refusal):
        return _refused(opened, prompt, given)
    try:
        turn = resume(release, opened.journey, given, now=giving.now)
    except NotWaitingError:
        raise NotOnPathError(opened.prompt(None).place) from None
    foreign = find_foreign(uow, opened, turn.journey)
    return _refused(opened, prompt, Refusal(code="not-a-file", fact=foreign)) if foreign else turn


def _refused(opened: Opened, prompt: Prompt, refusal: Refusal) -> Turn:
    """A form that says nothing the engine could take: nothing was chosen."""
    event = AnswerRefused(node=prompt.node, code=refusal.code)
    return Turn(journey=opened.journey, prompt=replace(prompt, refusals=(refusal,)), events=(event,))


def _consent(opened: Opened, prompt: Prompt, giving: _Giving) -> str:
    if prompt.asks is not Asks.SEND:
        return ""
    words = giving.words(opened.record.language)
    return consent_on(show_page(opened.published.release, opened.journey, prompt, words), words)


def _store(uow: UnitOfWork, opened: Opened, turn: Turn, giving: _Giving) -> None:
    """One short write; durable when a ticket is opened, for what was sent must survive a power cut."""
    opening = _prepare(uow, opened, turn, giving)
    feedback = find_feedback(uow, turn.events, opened.record.language)
    changes = _changes(opened, turn, giving)
    if opening is None and not feedback:
        sealed = uow.journeys.advance(opened.record, **changes)
        if sealed is None:
            raise _MovedOnError
        remembered(uow.database).put(sealed, turn.journey, instead_of=opened.record.sealed, now=giving.now)
        return
    with uow.write(durable=opening is not None):
        if uow.journeys.advance(opened.record, **changes) is None:
            raise _MovedOnError
        record_feedback(uow, feedback, opened.record, now=giving.now)
        if opening is not None:
            open_ticket(uow, opening, now=giving.now)


def _changes(opened: Opened, turn: Turn, giving: _Giving) -> dict[str, Any]:
    return {
        "snapshot": journey_to_json(opened.published.release, turn.journey),
        "given": {"place": giving.place, "form": _kept(giving.form)},
        "trail": trail_of(turn.events),
        "channel": CHANNEL,
        "now": giving.now,
        "state": "sealed" if turn.journey.is_sealed else "open",
        "release_id": opened.published.id,
    }


def _prepare(uow: UnitOfWork, opened: Opened, turn: Turn, giving: _Giving) -> Opening | None:
    handoff = find_handoff(turn.events)
    if handoff is None:
        return None
    time_zone = opened.published.release.flow.time_zone
    words = giving.words(opened.record.language)
    return prepare_ticket(uow, handoff, opened.record, time_zone=time_zone, words=words, now=giving.now)


def _is_same(after: Journey, before: Journey) -> bool:
    """The same answer again changes nothing and needs no write."""
    return replace(after, seq=before.seq, at=before.at) == before


def _show_sealed(uow: UnitOfWork, opened: Opened, giving: _Giving) -> View:
    """The handoff was sent: whoever sends it again gets the same receipt, any other input is too late."""
    receipt = opened.prompt(None)
    if giving.place != f"{receipt.node}.check":
        raise NotOnPathError(receipt.place)
    return show_view(uow, opened, receipt, giving.words)


def _settle_clash(uow: UnitOfWork, opened: Opened, prompt: Prompt, giving: _Giving) -> View:
    """The same question was answered elsewhere meanwhile: fine if it was the same answer, else the person decides."""
    turn = _take(uow, opened, prompt, giving)
    if turn.was_refused or not _is_same(turn.journey, opened.journey):
        raise JourneyConflictError(opened.prompt(None).place)
    return show_view(uow, replace(opened, journey=turn.journey), turn.prompt, giving.words)


def _kept(form: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What a page can ask for. Whatever else a program sends is not kept for years."""
    return {name: list(values) for name, values in form.items() if _FIELD.fullmatch(name)}
