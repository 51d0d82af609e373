"""A played example with its expectation: these answers, on that day, lead there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.definition.release import Release
from engine.model.flow import Fact
from engine.model.values import Json, Value
from engine.questions import fact_types


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Typed answers by fact, and what they have to lead to. Empty expectations are not checked."""

    title: str
    today: date
    answers: Mapping[str, Value | None]
    language: str = ""
    """The reader's; empty is the flow's own."""
    unsolved: frozenset[str] = frozenset()
    """Outcomes of which the person says that they did not help."""
    outcome: str = ""
    node: str = ""
    """Where the journey waits, when it is not over."""
    results: Mapping[str, str] = field(default_factory=dict)
    """By item of the catalogue it ends at: fits, may-fit or does-not-fit."""
    path: tuple[str, ...] = ()
    known: Mapping[str, Value | None] = field(default_factory=dict)
    refused: str = ""
    """The code by which the last answer is refused."""


def build_scenario(release: Release, data: Mapping[str, Json]) -> Scenario:
    """A scenario from its JSON (`schemas/scenario/1`). Raises ValueError that names the fact and what is wrong."""
    facts = release.flow.facts
    expect = data["expect"]
    return Scenario(
        title=data["title"],
        today=date.fromisoformat(data["today"]),
        answers={each["fact"]: read_value(facts, each["fact"], each["value"]) for each in data["answers"]},
        language=data.get("language", ""),
        unsolved=frozenset(data.get("unsolved", ())),
        outcome=expect.get("outcome", ""),
        node=expect.get("node", ""),
        results=expect.get("results", {}),
        path=tuple(data.get("path", ())),
        known={fact: read_value(facts, fact, value) for fact, value in data.get("known", {}).items()},
        refused=data.get("refused", ""),
    )


def read_value(facts: Mapping[str, Fact], fact_id: str, data: Json) -> Value | None:
    """The typed value of canonical JSON; None stays None (skipped)."""
    if fact_id not in facts:
        raise ValueError(f"The flow has no fact “{fact_id}”.")
    if data is None:
        return None
    fact = facts[fact_id]
    try:
        value: Value = fact_types[fact.type].from_json(fact, data)
    except ValueError as error:
        raise ValueError(f"“{data}” is no value of the fact “{fact_id}” ({fact.type}): {error}") from error
    return value
