"""Takes answers: as typed or as values, to one question or to all questions of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from engine.definition.release import Release
from engine.errors import NotWaitingError
from engine.model.flow import Fact
from engine.model.inputs import Answer, AnswerPage, Skip, TypedAnswer
from engine.model.journey import Given, Journey
from engine.model.prompts import Asks, Refusal
from engine.model.values import Value, Values
from engine.nodes import Asking, PageNode, at, refuse
from engine.questions import Context, fact_types, read_answer
from engine.runtime.asked import Asked, get_asked, open_questions
from engine.runtime.taken import Outcome, Refused, Taken, get_waiting, moved_on
from engine.runtime.trace import JourneyVisit, Trace


def take_answer(release: Release, journey: Journey, here: Trace, given: Answer, now: datetime) -> Outcome:
    """One answer as typed."""
    asked = get_asked(release, here, given.place)
    read = _read(release, journey, asked.asking, given.raw, asked.waiting.known)
    if isinstance(read, Refusal):
        return _refused(asked, given.place, read, given)
    return _record(journey, given, asked, read, now)


def take_typed_answer(release: Release, journey: Journey, here: Trace, given: TypedAnswer, now: datetime) -> Outcome:
    """One answer that is a value already."""
    asked = get_asked(release, here, given.place)
    fact = release.flow.facts[asked.asking.fact]
    if not _is_of_type(fact, given.value):
        return _refused(asked, given.place, Refusal(code="wrong-type"))
    refusal = _check(release, journey, asked.asking, given.value, asked.waiting.known)
    if refusal is not None:
        return _refused(asked, given.place, refusal)
    return _record(journey, given, asked, given.value, now)


def take_skip(release: Release, journey: Journey, here: Trace, given: Skip, now: datetime) -> Outcome:
    """No answer, where that is allowed."""
    asked = get_asked(release, here, given.place)
    if not asked.asking.optional:
        return _refused(asked, given.place, Refusal(code="required"))
    return _record(journey, given, asked, None, now)


def take_page(release: Release, journey: Journey, here: Trace, given: AnswerPage, now: datetime) -> Outcome:
    """All answers to a page. Every refusal is told at once, and nothing is taken until there is none."""
    waiting = get_waiting(here, given.place, Asks.PAGE)
    page = release.flow.nodes[waiting.node]
    if not isinstance(page, PageNode):
        raise NotWaitingError(given.place)
    known = dict(waiting.known)
    values: dict[str, Value | None] = {}
    refusals: list[Refusal] = []
    for question in open_questions(page, waiting):
        read = _read(release, journey, question, given.raws.get(question.id, {}), known)
        if isinstance(read, Refusal):
            refusals.append(at(read, question.fact))
        else:
            values[question.fact] = known[question.fact] = read
    refusals = refusals or page.refuse_together(JourneyVisit(release, journey, known))
    if refusals:
        return Refused(place=given.place, refusals=tuple(refusals), raws=given.raws)
    return _file(journey, given, given.place, values, now)


def _read(
    release: Release, journey: Journey, asking: Asking, raw: Mapping[str, tuple[str, ...]], known: Values
) -> Value | Refusal | None:
    """The value that was typed; None for an optional question left empty; else why it is refused."""
    fact = release.flow.facts[asking.fact]
    read = read_answer(fact, raw, _context(journey, known))
    if isinstance(read, Refusal):
        return None if asking.optional and read.code == "required" else read
    return refuse(asking, JourneyVisit(release, journey, dict(known)), read) or read


def _check(release: Release, journey: Journey, asking: Asking, value: Value, known: Values) -> Refusal | None:
    fact = release.flow.facts[asking.fact]
    refusal = fact_types[fact.type].check(fact, value, _context(journey, known))
    return refusal or refuse(asking, JourneyVisit(release, journey, dict(known)), value)


def _context(journey: Journey, known: Values) -> Context:
    return Context(today=journey.today, values=known, locale=journey.language)


def _is_of_type(fact: Fact, value: Value) -> bool:
    """Whether a program's value can be an answer: what is of the type reads back equal."""
    kind = fact_types[fact.type]
    try:
        return bool(kind.from_json(fact, kind.to_json(fact, value)) == value)
    except (AttributeError, TypeError, ValueError):
        return False


def _refused(asked: Asked, place: str, refusal: Refusal, given: Answer | None = None) -> Refused:
    shown = at(refusal, asked.asking.fact) if asked.page else refusal
    return Refused(place=place, refusals=(shown,), raw=given.raw if given else None)


def _record(
    journey: Journey, given: Answer | TypedAnswer | Skip, asked: Asked, value: Value | None, now: datetime
) -> Taken:
    return _file(journey, given, asked.waiting.place, {asked.asking.fact: value}, now)


def _file(
    journey: Journey,
    given: Answer | AnswerPage | TypedAnswer | Skip,
    place: str,
    values: Mapping[str, Value | None],
    now: datetime,
) -> Taken:
    """Files answers. The same answer again keeps the time of the first."""
    answers = dict(journey.answers)
    changed: dict[str, bool] = {}
    for fact, value in values.items():
        old = answers.get(fact)
        changed[fact] = old is not None and old.value != value
        if old is not None and not changed[fact]:
            answers[fact] = replace(old, on_path=True)
        else:
            answers[fact] = Given(value=value, at=now, edited=changed[fact])
    return Taken(
        journey=moved_on(journey, answers=answers),
        place=place,
        returning=given.returning,
        answered=changed,
        given=given,
    )
