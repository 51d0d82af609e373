"""Walks a flow with typed answers, without prompts: for replay and proof.

`walk` runs generated code where the flow allows it, and otherwise `walk_plainly`, which is the meaning of both.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import cast
from zoneinfo import ZoneInfo

from engine.definition.release import Release
from engine.model.journey import Given, Journey
from engine.model.values import Values
from engine.nodes import MessageNode
from engine.runtime.compiled import compile_walk
from engine.runtime.trace import trace
from engine.runtime.walked import Stop, Walked, Walker

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def walk(release: Release, answers: Values, today: date) -> Walked:
    """Where `answers` (typed, by fact; None is skipped) lead when the journey began on `today`.

    Domains of facts are not checked again, validators are. Messages are passed; the first outcome ends the walk.
    """
    return walker_of(release)(answers, today)


def walker_of(release: Release) -> Walker:
    """The fastest walker this release allows; made once."""
    walker = release.programs.get("walk")
    if walker is None:
        walker = compile_walk(release) or plain_walker(release)
        release.programs["walk"] = walker
    return cast(Walker, walker)


def plain_walker(release: Release) -> Walker:
    """A walker that interprets the flow."""
    return lambda answers, today: walk_plainly(release, answers, today)


def walk_plainly(release: Release, answers: Values, today: date) -> Walked:
    """The same as `walk`, by interpreting the flow node by node."""
    messages = {node.id for node in release.flow.nodes.values() if isinstance(node, MessageNode)}
    journey = Journey(
        id="walk",
        release=release.fingerprint,
        started_at=datetime.combine(today, time(12), tzinfo=ZoneInfo(release.flow.time_zone)),
        today=today,
        language=release.flow.language,
        answers={
            fact: Given(value=value, at=LONG_AGO) for fact, value in answers.items() if fact in release.flow.facts
        },
        passed=frozenset(messages),
    )
    there = trace(release, journey)
    path = (*(step.node for step in there.path), there.node)
    if there.failed:
        return Walked(there.node, Stop.FAILED, path)
    if there.refusals:
        return Walked(there.node, Stop.REFUSED, path)
    node = release.flow.nodes[there.node]
    return Walked(there.node, Stop.OUTCOME if node.outcome else Stop.QUESTION, path)
