"""The process that proves: it answers, it can be stopped, and a flow is proved in it as beside it."""

from __future__ import annotations

import copy
import json
import os
import time
from datetime import date
from typing import Any

import pytest

from engine.definition import Child
from engine.errors import ProofStoppedError
from engine.scenarios import workers
from engine.scenarios.comparing import differ
from engine.scenarios.proving import analyse
from engine.scenarios.workers import ProofWorker, difference_request, request_for
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


def test_a_proof_whose_process_somebody_else_ended_says_that_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a newer edit cancels the proof of an older one, in another thread, while this one waits for it."""
    worker = ProofWorker()
    wait_for_it = worker._line

    def cancelled_meanwhile(seconds: float | None) -> bytes:
        worker._process.kill()
        worker._process.wait()
        return wait_for_it(seconds)

    monkeypatch.setattr(worker, "_line", cancelled_meanwhile)
    with pytest.raises(ProofStoppedError):
        worker.analyse(request())
    worker.cancel()


def test_an_answer_that_breaks_off_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        workers, "_COMMAND", ("-c", "import sys; sys.stdin.readline(); print('{\"issues\": [', end='')")
    )
    with ProofWorker() as worker, pytest.raises(ProofStoppedError, match="has ended"):
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


def a_difference(**options: Any) -> dict[str, Any]:
    """The limit for two people rises from $3,000 to $3,500."""
    new = copy.deepcopy(a_document())
    new["tables"]["limit"]["rows"][1][1] = 3500
    editions = (Child(document=a_document()), Child(document=options.pop("new", new)))
    return difference_request(*editions, old_children={}, new_children={}, today=TODAY, **options)


def test_the_same_process_says_what_differs_between_two_editions_as_the_function_does() -> None:
    with ProofWorker() as worker:
        found = worker.find_difference(a_difference())
        assert found == json.loads(json.dumps(differ(a_difference())))
        assert worker.analyse(request()) == analyse(request())
    assert found["is_same_for_everybody"] is False
    first = found["outcomes"][0]
    assert (first["then"]["node"], first["now"]["node"]) == ("other", "apply")
    assert first["sentence"] == "Ended at “other” (article other-help), now ends at “apply” (article apply-for-heat)."
    people = first["person"]["now"]["people"]
    assert (first["answers"][0]["label"], first["answers"][0]["says"]) == ("People at home", str(people))
    assert first["example"].startswith(f"somebody who begins and answers People at home: {people}")


def test_editions_that_are_the_same_but_for_words_are_no_difference_for_anybody() -> None:
    said = {**a_document(), "title": "Said otherwise"}
    with ProofWorker() as worker:
        found = worker.find_difference(a_difference(new=said))
    assert found["is_same_for_everybody"] is True
    assert len(found["changes"]) == 1
    assert (found["outcomes"], found["not_settled"]) == ([], [])


def test_past_journeys_are_counted_by_the_process_as_well() -> None:
    past = [{"answers": {"people": 2, "shutoff": False, "income": "3200.00"}, "today": "2026-10-01"}]
    with ProofWorker() as worker:
        found = worker.find_difference(a_difference(journeys=past))
    assert found["journeys"]["partings"][0]["lines"] == [1]
    assert found["journeys"]["partings"][0]["now"]["node"] == "apply"


def test_a_comparison_can_be_stopped_like_a_proof() -> None:
    worker = ProofWorker()
    with pytest.raises(ProofStoppedError, match="longer than 0 seconds"):
        worker.find_difference(a_difference(), seconds=0.0)
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)


def test_an_edition_that_is_not_sound_is_told_and_the_process_answers_on() -> None:
    with ProofWorker() as worker:
        with pytest.raises(ProofStoppedError, match="nowhere"):
            worker.find_difference(a_difference(new={**a_document(), "start": "nowhere"}))
        assert worker.find_difference(a_difference(new=a_document()))["is_same_for_everybody"] is True


def test_a_proof_that_is_refused_memory_says_so() -> None:
    worker = ProofWorker(megabytes=16)
    with pytest.raises(ProofStoppedError, match=r"more memory than it may \(16 MB\)"):
        worker.analyse(request())
    with pytest.raises(ProofStoppedError, match="has ended"):
        worker.analyse(request())


def test_what_a_proof_does_not_reach_in_its_time_is_one_issue_that_names_the_time() -> None:
    with ProofWorker() as worker:
        found = worker.analyse({**request(), "seconds": 0.0})
        told = [issue for issue in found["issues"] if issue["rule"] == "not-settled"]
        assert [(issue["severity"], issue["pointer"]) for issue in told] == [("warning", "/nodes")]
        assert told[0]["what"].startswith("The 0 seconds for the whole proof were over: ")
        assert {each.get("unsettled") for each in found["coverage"] if each["can"] is None} == {
            "the 0 seconds for the whole proof were over"
        }
        assert worker.analyse(request()) == analyse(request())


def test_a_summary_does_not_say_that_nobody_gets_stuck_where_that_is_open() -> None:
    document = a_document()
    document["nodes"]["ask-income"]["optional"] = True
    del document["nodes"]["fits"]["unknown"]
    times = iter(range(10))
    found = analyse({**request(document), "seconds": 0.5}, lambda: float(next(times, 10)))
    assert "not settled whether anybody gets stuck" in found["summary"]


def test_a_comparison_that_has_no_time_leaves_open_what_made_up_people_did_not_show() -> None:
    with ProofWorker() as worker:
        found = worker.find_difference({**a_difference(), "seconds": 0.0})
    assert found["same_outcomes"] is False
    assert found["same_questions"] is False
    assert all("the 0 seconds for the whole proof were over" in each for each in found["not_settled"])
    assert found["not_settled"]
