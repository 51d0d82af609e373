"""Plays the answers of one person through a draft, step by step, and says why each branch went as it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.definition import HANDED, stand_alone
from engine.scenarios import play, read_value
from webapp.services.publishing.reading import DraftReading

if TYPE_CHECKING:
    from engine.analysis import ExplainedStep


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A walk that was played again in the engine."""

    today: date
    steps: tuple[ExplainedStep, ...]
    end: str
    """The node it comes to."""
    end_text: str
    did_not_help: tuple[str, ...]
    """What the outcomes are called that did not help."""

    @property
    def path(self) -> str:
        """For the map: each node with the exit that was taken."""
        return ",".join((*(f"{step.node}:{step.exit}" for step in self.steps if step.node != HANDED), self.end))


def show_walk(draft: DraftReading, walk: Mapping[str, Any]) -> Shown:
    """The walk of a proof, played."""
    from engine.analysis import explain_path

    release, today = stand_alone(draft.release), date.fromisoformat(walk["today"])
    answers = {fact: read_value(release.flow.facts, fact, data) for fact, data in walk["person"].items()}
    unhelped = frozenset(walk["did_not_help"])
    prompt = play(release, answers, today, unsolved=unhelped).prompt
    return Shown(
        today=today,
        steps=explain_path(release, prompt.path, prompt.known),
        end=prompt.node,
        end_text=draft.texts.get(prompt.node, prompt.node),
        did_not_help=tuple(draft.texts.get(step.node, step.node) for step in prompt.path if step.node in unhelped),
    )
