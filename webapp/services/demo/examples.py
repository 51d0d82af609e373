"""What the samples answer: the shipped scenarios of each service, with their dates moved to the day it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from engine.scenarios import build_scenario

if TYPE_CHECKING:
    from engine.model import Value
    from webapp.services.publishing import Published


@dataclass(frozen=True, kw_only=True)
class Example:
    """Answers by fact that lead through one service."""

    slug: str
    today: date
    """The day for which they were written."""
    answers: Mapping[str, Value | None]
    asks_person: bool
    """Whether they lead to a person without a detour by an article."""

    def answers_on(self, today: date) -> Mapping[str, Value | None]:
        """The answers as they would be on another day: three days ago stays three days ago."""
        passed = today - self.today
        return {fact: _moved(value, passed) for fact, value in self.answers.items()}


def read_examples(folder: Path, published: Published) -> tuple[Example, ...]:
    """The scenarios of one service, in the order of their names; none where it ships none."""
    release, found = published.release, []
    for path in sorted((folder / published.slug / "scenarios").glob("*.json")):
        scenario = build_scenario(release, json.loads(path.read_text(encoding="utf-8")))
        if scenario.refused or scenario.unsolved:
            continue
        outcome = release.flow.nodes.get(scenario.outcome)
        found.append(
            Example(
                slug=published.slug,
                today=scenario.today,
                answers=scenario.answers,
                asks_person=outcome is not None and outcome.type == "handoff",
            )
        )
    return tuple(found)


def _moved(value: Value | None, passed: timedelta) -> Value | None:
    return value + passed if isinstance(value, date) else value
