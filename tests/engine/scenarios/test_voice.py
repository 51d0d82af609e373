"""A scenario that fails, told in the words that people read."""

from __future__ import annotations

from typing import Any

from engine.scenarios import InWords, build_scenario, judge_scenario
from tests.builders import TODAY, a_release
from tests.flows.shipped import release as shipped

TEXTS = {"ask-people": "How many people?", "ask-shutoff": "Is it off?", "ask-income": "What comes in?", "fits": "Fits?"}


def judged(answers: dict[str, Any], **changes: Any) -> tuple[tuple[str, ...], str]:
    release = a_release()
    given = [{"fact": fact, "value": value} for fact, value in answers.items()]
    document = {"title": "x", "today": TODAY.isoformat(), "answers": given, "expect": {"outcome": "apply"}, **changes}
    found = judge_scenario(release, build_scenario(release, document), InWords(release, TEXTS))
    return found.wrong, found.parted_at


def test_another_way_is_told_by_the_step_where_it_parted() -> None:
    wrong, parted_at = judged({"people": 2, "shutoff": False}, path=["ask-people", "apply"])
    assert wrong[-1] == "After “How many people?” it went on to “Is it off?”; it had to go to “apply”."
    assert parted_at == "ask-people"


def test_a_refused_answer_is_told_by_the_sentence_of_its_page() -> None:
    wrong, parted_at = judged({"people": 99})
    assert wrong[0].startswith("The answer at “How many people?” was refused: ")
    assert "too-high" not in wrong[0]
    assert parted_at == "ask-people"


def test_what_is_asked_of_a_member_is_called_by_the_member() -> None:
    release = shipped("which-benefits")
    voice = InWords(release, {})
    ages = [voice.fact(name) for name in release.flow.facts if name.startswith(("others/1/", "others/1."))]
    assert all(", number 2: " in said for said in ages), ages
    assert len(set(ages)) == 3
