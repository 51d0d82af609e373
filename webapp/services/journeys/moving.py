"""A journey in progress when its service was released anew: what was decided about the people at its place.

They stay on the release they began on, which is the rule; or come to the new one with the answers it can take; or
are told to start again. Nothing is written before their next input: whoever never comes back is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine import journey_from_json, journey_to_json, view
from engine.errors import SnapshotError
from engine.questions import Context, fact_types
from webapp.services.journeys.errors import ServiceChangedError
from webapp.services.publishing import Published, get_release

if TYPE_CHECKING:
    from engine.definition import Release
    from engine.model import Journey
    from webapp.persistence import JourneyRecord, UnitOfWork

_MOVE, _RESTART = "move", "restart"


def move(uow: UnitOfWork, record: JourneyRecord, own: Published, journey: Journey) -> tuple[Published, Journey] | None:
    """The release it comes to, and the journey there; None when it stays. Raises ServiceChangedError."""
    node = view(own.release, journey).node
    decided = uow.inside.find_move(record.release_id, node)
    if decided is None:
        return None
    if decided.becomes == _RESTART:
        raise ServiceChangedError(record.slug)
    after = get_release(uow, decided.to_release_id)
    if decided.becomes != _MOVE or node not in after.release.flow.nodes:
        return None
    return after, _with_answers_that_fit(own.release, after.release, journey)


def _with_answers_that_fit(own: Release, after: Release, journey: Journey) -> Journey:
    """The journey in the new release: answers to questions that are gone, or that no longer fit, are left behind."""
    saved = dict(journey_to_json(own, journey))
    nodes = after.flow.nodes.keys()
    answers = {fact: given for fact, given in saved["answers"].items() if fact in after.flow.facts}
    saved["answers"] = {fact: given for fact, given in answers.items() if _fits(after, saved, fact, given)}
    saved["passed"] = [node for node in saved["passed"] if node in nodes]
    for by_node in ("solved", "contacts"):
        saved[by_node] = {node: each for node, each in saved[by_node].items() if node in nodes}
    return replace(journey_from_json(after, saved), release=after.fingerprint)


def _fits(after: Release, saved: Mapping[str, Any], name: str, given: Any) -> bool:
    """Whether the new release would take an answer; what rules say of it is seen when it walks."""
    try:
        journey = journey_from_json(after, {**saved, "answers": {name: given}, "solved": {}, "contacts": {}})
    except SnapshotError:
        return False
    value, fact = journey.answers[name].value, after.flow.facts[name]
    context = Context(today=journey.today, values={}, locale=journey.language)
    return value is None or fact_types[fact.type].check(fact, value, context) is None
