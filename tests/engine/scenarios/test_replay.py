"""Recorded steps and scenarios."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from engine.definition import build_release
from engine.scenarios import build_scenario, replay, run_scenario
from engine.scenarios.transitions import import_transitions
from tests.builders import TODAY, a_release

CORPORA = os.environ.get("CORPORA_DIR", "")
SCREENERS = Path(CORPORA) / "govuk-screeners"


def a_step(*answers, **expect):
    return {"answers": [{"question": name, "answer": value} for name, value in answers], "expect": expect}


def test_a_step_that_leads_elsewhere_is_told_in_a_sentence():
    release = a_release()
    steps = [
        a_step(("ask-people", "2"), node="ask-shutoff", outcome=False),
        a_step(("ask-people", "2"), ("ask-shutoff", "yes"), node="ask-income", outcome=False),
        a_step(("ask-people", "99"), refused=True),
        a_step(("ask-shutoff", "yes"), node="urgent", outcome=True),
    ]
    found = {each.number: each.sentence for each in replay(release, steps, TODAY)}
    assert set(found) == {2, 4}
    assert "the outcome “urgent”" in found[2]
    assert found[4] == "expected the question “ask-shutoff”, found “ask-people”"


@pytest.mark.corpora
@pytest.mark.skipif(not CORPORA, reason="CORPORA_DIR is not set")
def test_every_recorded_step_of_every_screener_comes_out_as_recorded():
    dates = json.loads((SCREENERS / "paths" / "frozen-dates.json").read_text())
    count, wrong = 0, []
    for path in sorted((SCREENERS / "transitions").glob("*.json")):
        release = build_release(import_transitions(json.loads(path.read_text())).document, {})
        lines = (SCREENERS / "paths" / f"{path.stem}.steps.jsonl").read_text().splitlines()
        steps = [json.loads(line) for line in lines]
        wrong += [(path.stem, each) for each in replay(release, steps, date.fromisoformat(dates[path.stem]))]
        count += len(steps)
    assert (count, wrong) == (994, [])


def a_scenario(**changes):
    return {
        "title": "Within the limit",
        "today": "2026-11-23",
        "answers": [
            {"fact": "people", "value": 2},
            {"fact": "shutoff", "value": False},
            {"fact": "income", "value": "3000.00"},
        ],
        "expect": {"outcome": "apply"},
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"expect": {"outcome": "other"}}, ["It ended at “apply”, not at the outcome “other”."]),
        ({"known": {"people": 3}}, ["“people” was 2, not 3."]),
        (
            {"path": ["ask-people", "apply"]},
            ["The path was ask-people → ask-shutoff → ask-income → fits → apply, not ask-people → apply."],
        ),
        ({"refused": "too-high"}, ["No answer was refused, but one had to be, by too-high."]),
    ],
)
def test_a_scenario_says_what_did_not_come_out(changes, wrong):
    release = a_release()
    assert run_scenario(release, build_scenario(release, a_scenario(**changes))) == wrong


def test_an_answer_nobody_asked_for_is_reported():
    release = a_release()
    answers = [{"fact": "people", "value": 2}, {"fact": "shutoff", "value": True}, {"fact": "income", "value": 1}]
    scenario = build_scenario(release, a_scenario(answers=answers, expect={"outcome": "urgent"}))
    assert run_scenario(release, scenario) == ["Never asked for: income."]
