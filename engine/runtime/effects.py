"""What follows from an input: answers that no longer count, and the events the host acts on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from engine.definition.release import Release
from engine.model.events import (
    AnswerRecorded,
    AnswersRetracted,
    ArticleOffered,
    Entered,
    Event,
    FlowFailed,
    HandoffRequested,
    LanguageChanged,
    Left,
    OutcomeReached,
    Redated,
    SolvedRecorded,
)
from engine.model.inputs import Redate, Send, SetLanguage, Solved
from engine.model.journey import Journey
from engine.nodes import ArticleNode, EndNode, HandoffNode, PageNode, QuestionNode, ResultsNode
from engine.runtime.packet import packet_of
from engine.runtime.taken import Taken
from engine.runtime.trace import Trace


def follow(
    release: Release, journey: Journey, before: Trace | None, there: Trace, now: datetime, taken: Taken | None = None
) -> tuple[Journey, tuple[Event, ...]]:
    """The journey with its answers marked anew, and everything that happened, in order."""
    events: list[Event] = list(_of_the_input(release, there, taken))
    journey, retracted = mark_answers(release, journey, there)
    if retracted:
        events.append(AnswersRetracted(facts=retracted))
    events.extend(_of_the_path(before, there))
    if there.failed and (before is None or (before.failed, before.node) != (there.failed, there.node)):
        events.append(FlowFailed(node=there.node, why=there.failed))
    journey, outcome = _of_the_outcome(release, journey, before, there)
    events.extend(outcome)
    if taken is not None and isinstance(taken.given, Send):
        events.extend(_of_sending(release, journey, there, taken.given, now))
    return journey, tuple(events)


def mark_answers(release: Release, journey: Journey, there: Trace) -> tuple[Journey, tuple[str, ...]]:
    """Marks the answers that the path asks for as counting, and all others as kept but not counted.

    An answer that no longer fits, or after which the flow cannot go on, was given none the less; so were the
    first answers to a page.
    """
    used = {fact for step in there.path for fact in step.asked}
    node = release.flow.nodes[there.node]
    waiting = there.find(node.id)
    was_given = isinstance(node, PageNode) or (isinstance(node, QuestionNode) and bool(there.refusals or there.failed))
    if waiting is not None and was_given:
        used |= set(node.fills) - waiting.known.keys()
    retracted = tuple(fact for fact, given in journey.answers.items() if given.on_path and fact not in used)
    if not retracted:
        return journey, ()
    answers = {
        fact: replace(given, on_path=False) if fact in retracted else given for fact, given in journey.answers.items()
    }
    return replace(journey, answers=answers), retracted


def _of_the_input(release: Release, there: Trace, taken: Taken | None) -> Iterator[Event]:
    if taken is None:
        return
    for fact, changed in taken.answered.items():
        value = taken.journey.answers[fact].value
        yield AnswerRecorded(node=taken.place, fact=fact, value=value, changed=changed)
    if isinstance(taken.given, Solved):
        node = release.flow.nodes[taken.place]
        article = node.article if isinstance(node, ArticleNode) else ""
        yield SolvedRecorded(node=node.id, article=article, helped=taken.given.helped)
    if isinstance(taken.given, Redate):
        yield Redated(is_kept=taken.given.kept_on is not None)
    if isinstance(taken.given, SetLanguage):
        yield LanguageChanged(language=taken.given.language)


def _of_the_path(before: Trace | None, there: Trace) -> Iterator[Event]:
    """What is new on the path: nodes left by an exit, nodes entered."""
    left = {(step.node, step.exit) for step in before.path} if before else set()
    entered = {step.node for step in before.path} | {before.node} if before else set()
    for step in there.path:
        if step.node not in entered:
            yield Entered(node=step.node)
        if (step.node, step.exit) not in left:
            yield Left(node=step.node, exit=step.exit)
    if there.node not in entered:
        yield Entered(node=there.node)


def _of_the_outcome(
    release: Release, journey: Journey, before: Trace | None, there: Trace
) -> tuple[Journey, list[Event]]:
    """An article, a catalogue or an end counts as the outcome when it is first shown."""
    node = release.flow.nodes[there.node]
    if there.failed or (before is not None and before.node == there.node):
        return journey, []
    if isinstance(node, ArticleNode):
        shown = tuple(dict.fromkeys((*journey.shown, node.article)))
        offered: list[Event] = [ArticleOffered(node=node.id, article=node.article)]
        return replace(journey, shown=shown), [*offered, OutcomeReached(node=node.id, kind=node.outcome)]
    if isinstance(node, EndNode | ResultsNode):
        return journey, [OutcomeReached(node=node.id, kind=node.outcome)]
    return journey, []


def _of_sending(release: Release, journey: Journey, there: Trace, given: Send, now: datetime) -> Iterator[Event]:
    node = release.flow.nodes[there.node]
    if not isinstance(node, HandoffNode):
        raise TypeError(f"{node.id} is no handoff")
    packet = packet_of(release, journey, there, node, given.consent, now)
    yield OutcomeReached(node=node.id, kind=node.outcome)
    yield HandoffRequested(
        node=node.id,
        plan=node.plan,
        priority=node.priority,
        reason=node.reason,
        key=packet["key"],
        packet=packet,
    )
