"""Real screeners, recorded elsewhere, imported and proved: whatever was recorded is called reachable."""

from __future__ import annotations

import json
import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.analysis.proof import Proof, prove
from engine.definition import Release, build_release
from engine.scenarios import play, read_recorded
from engine.scenarios.transitions import import_transitions

CORPORA = os.environ.get("CORPORA_DIR", "")
FOLDER = Path(CORPORA) / "govuk-screeners"
SCREENERS = sorted(path.stem for path in (FOLDER / "transitions").glob("*.json")) if CORPORA else []
Answers = dict[str, str]

pytestmark = [pytest.mark.corpora, pytest.mark.skipif(not CORPORA, reason="CORPORA_DIR is not set")]


def load(path: str) -> Any:
    return json.loads((FOLDER / path).read_text())


@cache
def proved(name: str) -> tuple[Release, Proof]:
    release = build_release(import_transitions(load(f"transitions/{name}.json")).document, {})
    return release, prove(release, today=began_on(name))


def began_on(name: str) -> date:
    return date.fromisoformat(load("paths/frozen-dates.json")[name])


@cache
def recorded(name: str) -> dict[tuple[tuple[str, str], ...], dict[str, Any]]:
    """Every recorded step: what was answered, and where it led."""
    lines = (FOLDER / f"paths/{name}.steps.jsonl").read_text().splitlines()
    steps = (json.loads(line) for line in lines)
    return {tuple((each["question"], each["answer"]) for each in step["answers"]): step["expect"] for step in steps}


@pytest.mark.parametrize("name", SCREENERS)
def test_every_recorded_node_and_outcome_is_called_reachable(name: str) -> None:
    release, proof = proved(name)
    by_name = {node.imported_as: node.id for node in release.flow.nodes.values()}
    met = {expect["node"] for expect in recorded(name).values() if not expect.get("refused")}
    assert met
    assert [node for node in sorted(met) if not proof.nodes[by_name[node]].is_possible] == []


@pytest.mark.parametrize("name", SCREENERS)
def test_every_exit_on_a_recorded_way_is_called_takable(name: str) -> None:
    release, proof = proved(name)
    facts = {fact.imported_as: fact for fact in release.flow.facts.values()}
    seen = set()
    for answers, expect in recorded(name).items():
        if not expect.get("refused"):
            given = {facts[question].id: read_recorded(facts[question], answer) for question, answer in answers}
            seen.update((step.node, step.exit) for step in play(release, given, began_on(name)).prompt.path)
    assert seen
    assert [each for each in sorted(seen) if not proof.exits[each].is_possible] == []


@pytest.mark.parametrize("name", SCREENERS)
def test_every_walk_shown_agrees_with_the_recordings(name: str) -> None:
    """Wherever somebody gives just the answers that were recorded, they come to where the recording came."""
    release, proof = proved(name)
    by_answers = recorded(name)
    assert not any(key == (0, "today") for typed in release.typed.values() for key in typed.reads)
    compared = 0
    for verdict in proof.verdicts.values():
        if verdict.person is None or verdict.way is None:
            continue
        answers: list[tuple[str, str]] = []
        for step in verdict.way.steps:
            for fact in step.asked:
                said = words_of(release, name, fact, verdict.person.answers.get(fact))
                answers.append((release.flow.facts[fact].imported_as, said))
            expect = by_answers.get(tuple(answers))
            if expect is not None and not expect.get("refused"):
                place = verdict.way.steps.index(step) + 1
                after = [each.node for each in verdict.way.steps[place:]] + [verdict.way.node]
                assert release.flow.nodes[after[0]].imported_as == expect["node"]
                compared += 1
    first = release.flow.facts[release.flow.nodes[release.flow.start].fills[0]]
    is_open = first.type not in ("boolean", "choice")
    assert compared or is_open, "made-up dates and amounts are seldom those that were recorded"


def words_of(release: Release, name: str, fact_id: str, value: Any) -> str:
    """The recorded answer that has this value; empty when nobody recorded one."""
    fact = release.flow.facts[fact_id]
    seen = load(f"transitions/{name}.json")["questions"][fact.imported_as]["answers_seen"]
    return next((answer for answer in seen if read_recorded(fact, answer) == value), "")
