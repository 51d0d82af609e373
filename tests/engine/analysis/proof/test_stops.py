"""Where a walk stops for somebody who skips more than the flow lets them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.analysis.diff import match
from engine.analysis.proof.comparing import compare
from engine.analysis.proof.people import Person
from engine.analysis.proof.stops import Kind, Stop, walk_to_stop
from tests.builders import a_document, a_release

TODAY = date(2026, 11, 22)
ALWAYS = {"!": {"and": [{"answered": "flag"}, {"!": {"answered": "flag"}}]}}
"""A condition that always holds."""


def a_page(refuses_count: Any, start: str = "page") -> dict[str, Any]:
    """A flow with a page on which `flag` has to be answered and `count` may be skipped.

    Where it starts with `ask` instead, `flag` may be skipped too, and whoever does so is shown aside.
    """
    questions = [
        {"id": "flag", "fact": "flag", "prompt": "Is it so?"},
        {
            "id": "count",
            "fact": "count",
            "prompt": "How many?",
            "optional": True,
            "validators": [{"id": "no", "when": refuses_count, "message": "No"}],
        },
    ]
    return a_document(
        facts={
            "flag": {"type": "boolean", "label": "So"},
            "count": {"type": "integer", "label": "How many", "minimum": 0, "maximum": 2},
        },
        tables={},
        start=start,
        nodes={
            "ask": {
                "type": "question",
                "fact": "flag",
                "prompt": "Is it so?",
                "optional": True,
                "rules": [{"id": "left", "when": {"!": {"answered": "flag"}}, "next": "aside"}],
                "otherwise": "page",
            },
            "page": {"type": "page", "title": "Both", "questions": questions, "next": "done"},
            "aside": {"type": "end", "title": "Aside"},
            "done": {"type": "end", "title": "Done"},
        },
    )


@pytest.mark.parametrize(
    ("refuses_count", "count", "kind"),
    [
        pytest.param(ALWAYS, None, Kind.OUTCOME, id="what-may-be-skipped-beside-it-stays-skipped"),
        pytest.param({"!": {"answered": "flag"}}, 1, Kind.OUTCOME, id="what-stands-beside-it-is-looked-at-again"),
        pytest.param({"answered": "flag"}, 1, Kind.REFUSED, id="what-is-refused-then-stays-refused"),
    ],
)
def test_whoever_skips_what_may_not_be_skipped_answers_that_alone(refuses_count: Any, count: int | None, kind: Kind):
    release = a_release(a_page(refuses_count))
    person = Person(answers={"flag": None, "count": count}, today=TODAY)
    walked = walk_to_stop(release, person, {"flag": True, "count": 2})
    assert walked.stop.kind is kind
    assert walked.person.answers == {"flag": True, "count": count}


def test_a_question_skipped_on_a_page_with_one_that_may_not_be_hides_no_difference():
    """Only whoever skips both shows it: of 3,000 pairs of random flows one was left open for their `count`."""
    then, now = a_page(ALWAYS), a_page(ALWAYS, start="ask")
    found = compare(a_release(then), a_release(now), match(then, now), today=TODAY, people=0)
    aside = Stop(kind=Kind.OUTCOME, node="aside")
    assert set(found.pairs) == {
        (Stop(kind=Kind.OUTCOME, node="done"), aside),
        (Stop(kind=Kind.REFUSED, node="page"), aside),
    }
    assert (found.open_stops, found.open_questions) == ((), ())


def test_an_answer_that_is_newly_allowed_counts_though_nobody_is_asked_any_more():
    then, now = a_page({"answered": "flag"}), a_page({"answered": "flag"})
    for document in (then, now):
        document["nodes"]["page"]["questions"][1].pop("validators")
    now["facts"]["count"]["maximum"] = 3
    now["start"] = "aside"
    found = compare(a_release(then), a_release(now), match(then, now), today=TODAY, people=0)
    assert {before.kind for before, _ in found.pairs} == {Kind.OUTCOME, Kind.REFUSED}
    assert found.open_stops == ()
