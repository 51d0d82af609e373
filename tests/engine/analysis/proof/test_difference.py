"""What edits of the shipped flows do to people: exactly that, and for nobody else."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.analysis.diff import Edition
from engine.analysis.proof import Difference, Journey, Somebody, find_difference, follow
from engine.analysis.proof.fits import fits_of
from engine.definition import load_release
from engine.scenarios.differing import read_edition
from tests.builders import a_document
from tests.engine.analysis.diff.test_structure import an_edition

FLOWS = Path(__file__).parents[4] / "flows"
SHIPPED = sorted(path.parent.name for path in FLOWS.glob("*/flow.json"))
TODAY = date(2026, 11, 22)
EASED = ["other-help", "apply"]
Edit = Callable[[dict[str, Any]], Any]


@cache
def shipped(slug: str) -> Edition:
    return read_edition(FLOWS / slug / "flow.json")


def difference(slug: str, edit: Edit = lambda document: None) -> Difference:
    """A shipped flow against itself after an edit."""
    old = shipped(slug)
    document = copy.deepcopy(dict(old.document))
    edit(document)
    new = Edition(
        document=document,
        release=load_release(document, {}, old.children),
        translations=old.translations,
        children=old.children,
    )
    return find_difference(old, new, today=TODAY)


def ends(found: Difference) -> set[tuple[str, str]]:
    """Where people ended and end; what is no outcome with what it is."""
    kinds = {"outcome": "", "stuck": "stuck at ", "refused": "refused at "}
    return {(f"{kinds[then.kind]}{then.node}", f"{kinds[now.kind]}{now.node}") for then, now in found.behaviour.pairs}


def assert_shown(found: Difference) -> None:
    """Every example comes out in both engines as it was told."""
    behaviour = found.behaviour
    assert (behaviour.open_stops, behaviour.open_questions, behaviour.open_results) == ((), (), ())
    for (then, now), somebody in behaviour.pairs.items():
        for edition, walked, stop in ((found.old, somebody.then, then), (found.new, somebody.now, now)):
            assert walked.stop == stop
            assert stop.kind != "outcome" or follow(edition.release, walked.person).node == stop.node
    for fact, somebody in behaviour.asked.items():
        assert fact in somebody.now.asked
        assert found.matching.fact(fact) not in somebody.then.asked
    for fact, somebody in behaviour.spared.items():
        assert fact in somebody.then.asked


@pytest.mark.parametrize("slug", SHIPPED)
def test_a_flow_and_itself_are_no_difference_for_anybody(slug: str):
    found = difference(slug)
    assert found.changes == ()
    assert found.is_same_for_everybody


def test_a_higher_limit_lets_in_those_between_the_old_and_the_new():
    found = difference("heating-help", lambda it: it["tables"]["income_limit"]["rows"][2].__setitem__(1, 3550))
    assert_shown(found)
    assert found.behaviour.is_same_questions
    assert {("other-help", "apply"), ("other-help", "heat-in-rent"), ("keep-heat-on", "crisis")} <= ends(found)
    for somebody in found.behaviour.pairs.values():
        known = somebody.now.way.known
        assert known["people"] == 3
        assert 341500 < known["monthly_income"] <= 355000


def test_a_lower_limit_turns_away():
    found = difference("heating-help", lambda it: it["tables"]["income_limit"]["rows"][2].__setitem__(1, 3000))
    assert ("apply", "other-help") in ends(found)
    assert ("other-help", "apply") not in ends(found)


def drop_fuel(document: dict[str, Any]) -> None:
    document["nodes"]["ask-pays-heat"]["otherwise"] = "ask-benefits"
    for name in ("ask-fuel", "watch-your-tank"):
        del document["nodes"][name]
    del document["facts"]["fuel"]


def test_a_question_that_nothing_rests_on_is_dropped_for_those_who_were_asked_and_no_outcome_changes():
    found = difference("heating-help", drop_fuel)
    assert_shown(found)
    assert found.behaviour.is_same_outcome
    assert not found.behaviour.is_same_questions
    assert (list(found.behaviour.asked), list(found.behaviour.spared)) == ([], ["fuel"])


def test_rules_in_another_order_change_nothing_where_only_one_can_hold():
    found = difference("heating-help", lambda it: it["nodes"]["ask-heat"]["rules"].reverse())
    assert found.changes
    assert found.is_same_for_everybody


def test_rules_in_another_order_change_the_way_of_those_for_whom_both_hold():
    rules = [
        {"id": "many", "when": {">": [{"var": "people"}, 3]}, "next": "other"},
        {"id": "poor", "when": {"<": [{"var": "income"}, 100]}, "next": "apply"},
    ]
    old, new = a_document(), a_document()
    old["nodes"]["fits"]["rules"], new["nodes"]["fits"]["rules"] = rules, rules[::-1]
    found = find_difference(an_edition(old), an_edition(new), today=TODAY)
    assert {("other", "apply"), ("agent", "apply"), ("other", "agent")} == ends(found)
    for somebody in found.behaviour.pairs.values():
        assert somebody.now.way.known["people"] > 3
        assert somebody.now.way.known["income"] < 10000


def test_another_wording_or_promise_makes_no_difference_for_anybody():
    def edit(document: dict[str, Any]) -> None:
        document["nodes"]["ask-heat"]["prompt"] = "Is your home warm today?"
        document["promises"].pop()

    found = difference("heating-help", edit)
    assert len(found.changes) == 4  # the text, two translations, the promise
    assert found.is_same_for_everybody


@pytest.mark.parametrize(
    ("slug", "name"), [("heating-help", "likely"), ("heating-help", "apply"), ("unemployment", "")]
)
def test_renamed_nodes_make_no_difference_for_anybody(slug: str, name: str):
    def edit(document: dict[str, Any]) -> None:
        text = json.dumps(document)
        for each in [name] if name else [each for each in document["nodes"] if each.startswith("ask-")]:
            text = text.replace(f'"{each}"', f'"{each}-again"')
        document.clear()
        document.update(json.loads(text))

    found = difference(slug, edit)
    assert found.matching.nodes
    assert found.is_same_for_everybody


def test_an_answer_that_is_no_longer_taken_is_a_person_newly_refused():
    found = difference("heating-help", lambda it: it["facts"]["people"].update(maximum=12))
    assert_shown(found)
    assert ("apply", "refused at ask-people") in ends(found)
    assert all(now.kind == "refused" for _, now in found.behaviour.pairs)
    somebody = found.behaviour.pairs[next(iter(found.behaviour.pairs))]
    assert 12 < somebody.now.person.answers["people"] <= 20


def test_an_answer_that_is_newly_taken_goes_on():
    found = difference("heating-help", lambda it: it["facts"]["people"].update(maximum=21))
    assert_shown(found)
    assert ("refused at ask-people", "apply") in ends(found)
    assert {somebody.now.person.answers["people"] for somebody in found.behaviour.pairs.values()} == {21}


def test_an_option_that_is_gone_is_refused_and_a_new_one_was_not_there_before():
    def edit(document: dict[str, Any]) -> None:
        options = document["facts"]["benefits"]["options"]
        options[0] = {"id": "wic", "label": "WIC"}

    found = difference("heating-help", edit)
    assert_shown(found)
    assert ("apply", "refused at ask-benefits") in ends(found)
    assert ("refused at ask-benefits", "apply") in ends(found)


def test_a_flow_that_can_no_longer_go_on_is_found():
    old, new = a_document(), a_document()
    for document in (old, new):
        document["nodes"]["ask-income"]["optional"] = True
    del new["nodes"]["fits"]["unknown"]
    found = find_difference(an_edition(old), an_edition(new), today=TODAY)
    assert ends(found) == {("agent", "stuck at fits")}


def test_a_person_who_is_served_less_quickly_is_told_though_the_node_is_the_same():
    found = difference("heating-help", lambda it: it["nodes"]["shut-off-soon"].update(priority="normal"))
    assert ends(found) == {("shut-off-soon", "shut-off-soon")}


def test_the_same_question_gives_the_same_answer():
    def edit(document: dict[str, Any]) -> None:
        document["tables"]["income_limit"]["rows"][2][1] = 3550

    def told(found: Difference) -> list[Somebody]:
        return list(found.behaviour.pairs.values())

    assert told(difference("heating-help", edit)) == told(difference("heating-help", edit))


def test_past_journeys_are_counted_by_where_they_part():
    old = a_document()
    new = copy.deepcopy(old)
    new["tables"]["limit"]["rows"][1][1] = 3500
    new["facts"]["people"]["maximum"] = 5
    new["nodes"]["ask-shutoff"]["rules"][0]["next"] = "agent"
    answers: list[dict[str, Any]] = [
        {"people": 2, "shutoff": False, "income": "3200.00"},
        {"people": 2, "shutoff": False, "income": "3300.00"},
        {"people": 1, "shutoff": False, "income": "1000.00"},
        {"people": 1, "shutoff": True},
        {"people": 6, "shutoff": False, "income": "1000.00"},
        {"people": 1},
        {"people": "many"},
    ]
    journeys = [Journey(number=number, answers=each, today=TODAY) for number, each in enumerate(answers, start=1)]
    found = find_difference(an_edition(old), an_edition(new), today=TODAY, journeys=journeys).replayed
    assert found is not None
    assert [(each.at, each.pair[0].node, each.pair[1].node, each.numbers) for each in found.partings] == [
        ("fits", "other", "apply", (1, 2)),
        ("ask-shutoff", "urgent", "agent", (4,)),
    ]
    assert (found.total, found.same, found.unfit, list(found.unread)) == (7, 2, {"people": (5,)}, [7])


def test_a_benefit_that_fits_more_people_is_told_though_the_page_is_the_same():
    def edit(document: dict[str, Any]) -> None:
        document["tables"]["poverty"]["rows"][0][1] += 1000

    found = difference("which-benefits", edit)
    assert_shown(found)
    assert found.behaviour.is_same_outcome
    assert found.behaviour.is_same_questions
    assert not found.is_same_for_everybody
    assert {now.node for _, now in found.behaviour.shown} == {"programs"}
    assert {now.item for _, now in found.behaviour.shown} > {"snap"}
    for (_, now), somebody in found.behaviour.shown.items():
        assert now in set(fits_of(somebody.now, found.new.release))


def test_whoever_skips_now_what_was_required_gave_then_an_answer_that_was_not_offered():
    old, new = a_document(), a_document()
    for document in (old, new):
        kinds = [{"id": each, "label": each} for each in ("a", "b")]
        document["facts"]["kind"] = {"type": "choice", "label": "Kind", "options": kinds}
        document["start"] = "ask-kind"
        document["nodes"]["ask-kind"] = {
            "type": "question",
            "fact": "kind",
            "prompt": "Which kind?",
            "rules": [{"id": "a", "when": {"==": [{"var": "kind"}, "a"]}, "next": "ask-people"}],
            "otherwise": "other",
        }
    new["facts"]["kind"]["options"].append({"id": "c", "label": "c"})
    new["nodes"]["ask-kind"]["optional"] = True
    found = find_difference(an_edition(old), an_edition(new), today=TODAY)
    assert_shown(found)
    assert {("refused at ask-kind", "stuck at ask-kind"), ("other", "stuck at ask-kind")} <= ends(found)


def test_examples_are_plain_people_but_for_what_makes_the_difference():
    found = difference("heating-help", lambda it: it["tables"]["income_limit"]["rows"][2].__setitem__(1, 3550))
    (somebody,) = (one for pair, one in found.behaviour.pairs.items() if [each.node for each in pair] == EASED)
    answers = somebody.now.person.answers
    plain = {"gas_smell": False, "benefits": ("none",), "people": 3}
    assert {fact: answers[fact] for fact in plain} == plain
    assert answers["income"] % 5000 == 0
    assert somebody.now.person.today == TODAY
