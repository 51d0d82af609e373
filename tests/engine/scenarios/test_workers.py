"""The process that proves: it answers, it can be stopped, and a flow is proved in it as beside it."""

from __future__ import annotations

import os
import time
from datetime import date
from typing import Any

import pytest

from engine.errors import ProofStoppedError
from engine.scenarios.proving import analyse
from engine.scenarios.workers import ProofWorker, request_for
from tests.builders import a_document

TODAY = date(2026, 11, 22)


def request(document: dict[str, Any] | None = None) -> dict[str, Any]:
    return request_for(document or a_document(), {}, TODAY)


def test_one_process_answers_several_requests_as_the_function_does() -> None:
    expected = analyse(request())
    with ProofWorker() as worker:
        assert worker.analyse(request()) == expected
        assert worker.analyse(request()) == expected


def test_a_proof_that_takes_too_long_is_stopped_and_its_process_is_gone() -> None:
    worker = ProofWorker()
    with pytest.raises(ProofStoppedError, match="longer than 0 seconds"):
        worker.analyse(request(), seconds=0.0)
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)


def test_a_cancelled_process_is_gone_at_once() -> None:
    began = time.monotonic()
    worker = ProofWorker()
    worker.cancel()
    assert time.monotonic() - began < 5
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)
    with pytest.raises(ProofStoppedError):
        worker.analyse(request())


def test_those_who_walked_before_walk_first() -> None:
    before = analyse(request())
    again = analyse(request_for(a_document(), {}, TODAY, before))
    assert [(entry["pointer"], entry["can"]) for entry in again["coverage"]] == [
        (entry["pointer"], entry["can"]) for entry in before["coverage"]
    ]
    assert again["issues"] == before["issues"]


def test_an_answer_that_is_no_longer_one_is_left_out() -> None:
    before = analyse(request())
    changed = a_document()
    fact = next(name for name, each in changed["facts"].items() if each["type"] == "integer")
    for walk in before["walks"]:
        walk["person"][fact] = "no number"
    assert analyse(request_for(changed, {}, TODAY, before))["issues"] == before["issues"]


def test_a_change_of_words_needs_no_new_proof_but_new_sentences() -> None:
    document = a_document()
    before = analyse(request(document))
    fact = before["walks"][0]["answers"][0]["fact"]
    changed = {**document, "facts": {**document["facts"], fact: {**document["facts"][fact], "label": "Said anew"}}}
    after = analyse(request(changed))
    assert [walk["person"] for walk in after["walks"]] == [walk["person"] for walk in before["walks"]]
    assert after["walks"][0]["answers"][0]["label"] == "Said anew"


def test_equal_flows_get_equal_walks_issues_and_sentences_in_another_process() -> None:
    with ProofWorker() as one, ProofWorker() as other:
        other.analyse(request({**a_document(), "title": "Something else before"}))
        assert one.analyse(request()) == other.analyse(request())
