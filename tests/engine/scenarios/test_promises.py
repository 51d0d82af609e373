"""A scenario that ends otherwise than the designers promise is told which promise it breaks."""

from __future__ import annotations

from typing import Any

import pytest

from engine.definition import load_release
from engine.scenarios import build_scenario, run_scenario

FLOW = {
    "format": 1,
    "id": "fare",
    "language": "en",
    "time_zone": "America/New_York",
    "title": "Fare",
    "facts": {"age": {"type": "integer", "label": "Age"}, "card": {"type": "boolean", "label": "Card"}},
    "start": "ask-age",
    "nodes": {
        "ask-age": {"type": "question", "fact": "age", "prompt": "How old are you?", "next": "which"},
        "which": {
            "type": "decision",
            "rules": [{"id": "old", "when": {">=": [{"var": "age"}, 65]}, "next": "half"}],
            "otherwise": "ask-card",
        },
        "ask-card": {"type": "question", "fact": "card", "prompt": "A card?", "optional": True, "next": "full"},
        "half": {"type": "end", "title": "Half fare"},
        "full": {"type": "end", "title": "Full fare"},
    },
}
OLD: dict[str, Any] = {">=": [{"var": "age"}, 65]}


def told(promise: dict[str, Any], age: int, **more: Any) -> list[str]:
    release = load_release({**FLOW, "promises": [{"id": "sworn", **promise}]})
    answers = [{"fact": name, "value": value} for name, value in {"age": age, **more}.items()]
    outcome = "half" if age >= 65 else "full"
    expect = {"outcome": outcome} if age >= 65 or more else {"node": "ask-card"}
    scenario = {"title": "Somebody", "today": "2026-11-22", "answers": answers, "expect": expect}
    return run_scenario(release, build_scenario(release, scenario))


@pytest.mark.parametrize(
    ("promise", "age", "reason"),
    [
        ({"when": OLD, "then": {"outcome": ["full"]}}, 65, "it ended at “half”."),
        ({"then": {"visits": "ask-card"}}, 65, "it never passed “ask-card”."),
        ({"then": {"never": "which"}}, 65, "it passed “which”."),
        ({"then": {"condition": {"<": [{"var": "age"}, 65]}}}, 65, "its condition is not met."),
        ({"then": {"condition": {"var": "card"}}}, 65, "its condition is unknown at the end."),
        ({"when": {"var": "card"}, "then": {"visits": "which"}}, 65, "“when” hangs on a missing answer."),
    ],
)
def test_a_broken_promise_is_told_with_the_reason(promise: dict[str, Any], age: int, reason: str) -> None:
    (sentence,) = told(promise, age)
    assert sentence.startswith("The promise “sworn” is broken: ")
    assert reason in sentence


@pytest.mark.parametrize(
    "promise",
    [
        {"when": OLD, "then": {"outcome": ["half"]}},
        {"when": {"!": OLD}, "then": {"outcome": ["half"]}},
        {"then": {"visits": "which"}},
        {"then": {"never": "full"}},
        {"when": {"answered": "card"}, "then": {"visits": "ask-card"}},
    ],
)
def test_a_promise_that_is_kept_or_is_about_others_is_silent(promise: dict[str, Any]) -> None:
    assert told(promise, 65) == []


def test_a_journey_that_is_not_finished_breaks_no_promise() -> None:
    assert told({"then": {"outcome": ["half"]}}, 30) == []
    assert told({"then": {"outcome": ["half"]}}, 30, card=None) == [
        "The promise “sworn” is broken: it ended at “full”."
    ]
