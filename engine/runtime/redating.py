"""What would change if a journey went by another day than the one on which it began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from engine.definition.release import Release
from engine.model.date_changes import DateChange, Differs
from engine.model.journey import Journey
from engine.model.prompts import Asks
from engine.runtime.trace import Trace, local_date, trace


def date_to_choose(release: Release, journey: Journey, now: datetime) -> date | None:
    """The day it is, when the journey goes by an earlier one and nobody has chosen yet what to do today.

    A sent journey goes by its day for ever.
    """
    today = local_date(release, now)
    is_later = today > journey.today and (journey.kept_on is None or today > journey.kept_on)
    return today if is_later and not journey.is_sealed else None


def compare_dates(release: Release, journey: Journey, today: date) -> tuple[DateChange, ...]:
    """Every difference it would make to go by `today`; empty when it makes none."""
    before, after = trace(release, journey), trace(release, replace(journey, today=today))
    found = (
        *_answers(release, before, after),
        *_values(journey, before, after),
        *_dropped(before, after),
        *_stands(before, after),
    )
    if not found and before.path != after.path:
        found = (DateChange(differs=Differs.REASONS, node=after.node),)
    return found


def _answers(release: Release, before: Trace, after: Trace) -> Iterator[DateChange]:
    """Answers that were good and no longer fit: the walk stops at the first."""
    if after.refusals and (after.node, after.refusals) != (before.node, before.refusals):
        fills = release.flow.nodes[after.node].fills
        for refusal in after.refusals:
            yield DateChange(differs=Differs.ANSWER, node=after.node, fact=refusal.fact or fills[0])


def _values(journey: Journey, before: Trace, after: Trace) -> Iterator[DateChange]:
    """What was worked out: known on both ways and not the same, and never an answer."""
    for fact, value in before.known.items():
        is_worked_out = fact != "today" and fact not in journey.answers
        if is_worked_out and fact in after.known and after.known[fact] != value:
            yield DateChange(differs=Differs.VALUE, fact=fact, before=value, after=after.known[fact])


def _dropped(before: Trace, after: Trace) -> Iterator[DateChange]:
    """Questions that are no longer asked; after an answer that does not fit, the rest is merely not reached."""
    if after.refusals:
        return
    still = {step.node for step in after.path} | {after.node}
    for step in before.path:
        if step.asked and step.node not in still:
            yield DateChange(differs=Differs.DROPPED, node=step.node, fact=step.asked[0])


def _stands(before: Trace, after: Trace) -> Iterator[DateChange]:
    """Where the journey stands."""
    if (before.node, before.failed) == (after.node, after.failed) or after.refusals:
        return
    is_open = after.frontier.asks in (Asks.ANSWER, Asks.PAGE)
    yield DateChange(differs=Differs.ASKED if is_open else Differs.OUTCOME, node=after.node)
