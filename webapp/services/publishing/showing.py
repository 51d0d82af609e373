"""Plays the answers of one person through a draft, step by step, and says why each branch went as it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.definition import HANDED, stand_alone
from engine.model import Value
from engine.scenarios import play, read_value
from webapp.services.publishing.proving import ProofView
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


@dataclass(frozen=True, kw_only=True)
class Walker:
    """Whose walk a proof found."""

    answers: Mapping[str, Value | None]
    today: date
    unhelped: frozenset[str]
    """Outcomes of which they say that these did not help."""


def read_walk(draft: DraftReading, walk: Mapping[str, Any]) -> Walker:
    """Who walks there, in values."""
    facts = draft.release.flow.facts
    return Walker(
        answers={fact: read_value(facts, fact, data) for fact, data in walk["person"].items()},
        today=date.fromisoformat(walk["today"]),
        unhelped=frozenset(walk["did_not_help"]),
    )


def find_way(proof: ProofView, node: str) -> tuple[Mapping[str, Any] | None, str]:
    """A walk of the proof to a step; or None, and whether nobody comes there or no way is known."""
    entries = [
        entry
        for entry in proof.result.get("coverage", ())
        if entry["kind"] == "node" and (entry["node"] == node or entry["node"].startswith(f"{node}/"))
    ]
    met = next((entry for entry in entries if entry["can"]), None)
    if met is not None:
        return proof.result["walks"][met["walk"]], ""
    return None, "nobody" if entries and all(entry["can"] is False for entry in entries) else "unproved"


def show_walk(draft: DraftReading, walk: Mapping[str, Any]) -> Shown:
    """The walk of a proof, played."""
    from engine.analysis import explain_path

    release, walker = stand_alone(draft.release), read_walk(draft, walk)
    prompt = play(release, walker.answers, walker.today, unsolved=walker.unhelped).prompt
    passed = [step.node for step in prompt.path if step.node in walker.unhelped]
    return Shown(
        today=walker.today,
        steps=explain_path(release, prompt.path, prompt.known),
        end=prompt.node,
        end_text=draft.texts.get(prompt.node, prompt.node),
        did_not_help=tuple(draft.texts.get(node, node) for node in passed),
    )
