"""Real screeners, recorded elsewhere, imported and answered over HTTP form by form."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask

from engine.definition import Release, build_release
from engine.model import Words
from engine.nodes import QuestionNode
from engine.questions import fact_types
from engine.scenarios import read_recorded
from engine.scenarios.transitions import import_transitions
from tests.visitor import Visitor
from tests.webapp.serving import Clock
from webapp.http.wiring import EXTENSION
from webapp.services.publishing import import_flows

CORPORA = os.environ.get("CORPORA_DIR", "")
FOLDER = Path(CORPORA) / "govuk-screeners"
SCREENERS = ("calculate-agricultural-holiday-entitlement", "state-pension-age", "towing-rules")

Answers = tuple[tuple[str, str], ...]
"""Question and answer, in the order in which they were given."""

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA, reason="CORPORA_DIR is not set"),
]


@pytest.mark.parametrize("name", SCREENERS)
def test_a_recorded_screener_comes_out_the_same_form_by_form(empty_app: Flask, clock: Clock, tmp_path: Path, name: str):
    clock.at = datetime.combine(began_on(name), time(12), tzinfo=UTC)
    document = {**import_transitions(load(f"transitions/{name}.json")).document, "agency": "Recorded elsewhere"}
    publish(empty_app, tmp_path, document)
    release = build_release(document, {})
    expected = load_steps(name)
    visitor = Visitor(empty_app)
    checked = set()
    for answers in longest(expected):
        visitor.visit(f"/s/{document['id']}")
        visitor.submit("Start now")
        for count, (question, answer) in enumerate(answers, start=1):
            assert original_name(release, here(visitor)) == question
            visitor.submit("Continue", **typed(release, here(visitor), answer))
            assert outcome_of(release, visitor) == expected[answers[:count]], answers[:count]
            checked.add(answers[:count])
    assert checked == set(expected)


def publish(app: Flask, folder: Path, document: Mapping[str, Any]) -> None:
    target = folder / "flows" / document["id"]
    target.mkdir(parents=True)
    (target / "flow.json").write_text(json.dumps(document))
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        imported = import_flows(uow, folder / "flows", now=app.extensions[EXTENSION].clock())
    assert [each.became for each in imported] == ["live"]


def here(visitor: Visitor) -> str:
    """The place the visitor is at, by the page's address."""
    return unquote(visitor.page.address.split("?")[0].rsplit("/", 1)[1])


def outcome_of(release: Release, visitor: Visitor) -> dict[str, Any]:
    """What the page shows, in the words of a recording."""
    if visitor.page.status == 422:
        return {"refused": True}
    assert visitor.page.status == 200
    node = release.flow.nodes[here(visitor)]
    return {"node": node.imported_as, "outcome": bool(node.outcome)}


def typed(release: Release, place: str, answer: str) -> dict[str, Any]:
    """How a person gives a recorded answer: the form's fields and what is typed in them."""
    node = release.flow.nodes[place]
    assert isinstance(node, QuestionNode)
    fact = release.flow.facts[node.fact]
    raw = fact_types[fact.type].to_raw(fact, read_recorded(fact, answer), Words("en"))
    return {f"answer-{part}" if part else "answer": list(values) for part, values in raw.items()}


def original_name(release: Release, place: str) -> str:
    return release.flow.nodes[place].imported_as


def load_steps(name: str) -> dict[Answers, dict[str, Any]]:
    """Every recorded step: what was answered, and where it led."""
    lines = (FOLDER / f"paths/{name}.steps.jsonl").read_text().splitlines()
    steps = (json.loads(line) for line in lines)
    return {tuple((each["question"], each["answer"]) for each in step["answers"]): step["expect"] for step in steps}


def longest(steps: Mapping[Answers, Any]) -> Iterator[Answers]:
    """The ways that no other one goes beyond: all steps lie on them."""
    inner = {answers[:count] for answers in steps for count in range(1, len(answers))}
    return (answers for answers in steps if answers not in inner)


def began_on(name: str) -> date:
    return date.fromisoformat(load("paths/frozen-dates.json")[name])


def load(path: str) -> Any:
    return json.loads((FOLDER / path).read_text())
