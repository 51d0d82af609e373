"""Writes down where a journey stands as a scenario: the answers that led there, and that they have to lead there."""

from __future__ import annotations

from engine.definition.alone import HANDED
from engine.definition.release import Release
from engine.model.journey import Journey
from engine.model.prompts import Prompt
from engine.model.values import Json
from engine.questions import fact_types

_UNSOLVED = "unsolved"


def record_scenario(release: Release, journey: Journey, prompt: Prompt, title: str) -> dict[str, Json]:
    """The scenario, as `schemas/scenario/1` has it."""
    facts, node = release.flow.facts, release.flow.nodes[prompt.node]
    scenario: dict[str, Json] = {"title": title, "today": journey.today.isoformat()}
    if journey.language != release.flow.language and journey.language in release.languages:
        scenario["language"] = journey.language
    answers = []
    for fact in dict.fromkeys(fact for step in prompt.path for fact in step.asked):
        value = journey.answers[fact].value
        canonical = None if value is None else fact_types[facts[fact].type].to_json(facts[fact], value)
        answers.append({"fact": fact, "value": canonical})
    scenario["answers"] = answers
    unsolved = sorted({step.node for step in prompt.path if step.exit == _UNSOLVED})
    if unsolved:
        scenario["unsolved"] = unsolved
    path = [*(step.node for step in prompt.path if step.node != HANDED), prompt.node]
    return scenario | {"expect": {"outcome" if node.outcome else "node": prompt.node}, "path": path}
