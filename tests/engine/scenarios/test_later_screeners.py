"""The same screeners years later: a diff of the two states finds what was edited, and nothing else."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from engine.analysis.diff import Edition, Kind, Subject
from engine.analysis.proof import Difference, find_difference
from engine.definition import build_release, check_document, has_errors
from engine.scenarios.transitions import import_transitions
from tests.engine.analysis.proof.test_difference import assert_shown, ends
from tests.engine.scenarios.later import Later, build_later

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif("CORPORA_DIR" not in os.environ, reason="CORPORA_DIR is not set"),
]
SCREENERS = Path(os.environ.get("CORPORA_DIR", ".")) / "govuk-screeners"
NAMES = (
    "calculate-agricultural-holiday-entitlement",
    "register-a-death",
    "state-pension-age",
    "student-finance-calculator",
    "towing-rules",
    "vat-payment-deadlines",
)


def read(name: str):
    return json.loads((SCREENERS / name).read_text(encoding="utf-8"))


def an_edition(document: dict) -> Edition:
    assert not has_errors(check_document(document)), check_document(document)[:3]
    return Edition(document=document, release=build_release(document))


def compared(name: str) -> tuple[Difference, Later]:
    earlier = dict(import_transitions(read(f"transitions/{name}.json")).document)
    today = date.fromisoformat(read("paths/frozen-dates.json")[name])
    later = build_later(earlier, read("later-steps.json")[name], today)
    return find_difference(an_edition(earlier), an_edition(later.document), today=today), later


def test_these_are_all_that_were_recorded_again():
    assert set(read("later-steps.json")) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_diff_finds_just_the_edits(name: str):
    found, later = compared(name)
    nodes = [each for each in found.changes if each.subject is Subject.NODE]
    assert {each.pointer.split("/")[2] for each in nodes if each.kind is Kind.ADDED} == later.added
    assert {each.pointer.split("/")[2] for each in nodes if each.kind is Kind.REMOVED} == later.removed
    assert {each.kind for each in nodes} <= {Kind.ADDED, Kind.REMOVED, Kind.MOVED}
    ways = [each for each in found.changes if each.subject in (Subject.EXIT, Subject.RULE)]
    assert {each.pointer.split("/")[2] for each in ways} == later.edited
    answers = [each.pointer.split("/") for each in found.changes if each.subject is Subject.ANSWER]
    old = {option for option in later.options if option[0] in found.old.document["facts"]}
    assert {(each[2], each[4]) for each in answers if len(each) > 4} == old
    assert_shown(found)
    assert (found.behaviour.open_stops, found.behaviour.open_questions) == ((), ())
    assert found.is_same_for_everybody is not bool(later.edited)


def test_outcomes_that_were_split_by_date_are_two_pairs():
    found, _ = compared("towing-rules")
    assert {(_was(found, then), _is(found, now)) for then, now in ends(found)} == {
        ("limited_trailer_entitlement", "limited_trailer_entitlement_before_1997"),
        ("limited_trailer_entitlement_2013", "limited_trailer_entitlement_after_1997"),
    }
    assert found.behaviour.is_same_questions


def test_everybody_whose_relative_died_abroad_ends_at_once():
    found, _ = compared("register-a-death")
    pairs = {(_was(found, then), _is(found, now)) for then, now in ends(found)}
    assert {now for _, now in pairs} == {"death_abroad_result"}
    assert "commonwealth_result" in {then for then, _ in pairs}
    assert found.behaviour.spared
    assert not found.behaviour.asked


def _was(found: Difference, node: str) -> str:
    return str(found.old.document["nodes"][node.split()[-1]]["imported_as"])


def _is(found: Difference, node: str) -> str:
    return str(found.new.document["nodes"][node.split()[-1]]["imported_as"])
