"""Proofs against the engine itself: on random flows, on the flows that are shipped, and on planted faults."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.analysis.proof import Person, Proof, follow, issues_of, prove
from engine.analysis.proof.encoding import is_exact
from engine.analysis.proof.promises import is_broken
from engine.analysis.proof.verdicts import CIRCLE, Claim
from engine.definition import Release, build_release, load_document
from engine.model.issue import Severity
from engine.scenarios.opening import read_release
from tests.builders import a_document, a_release
from tests.random_flows import ASKED, CHILD, VALUES, conditions, documents

FLOWS = Path(__file__).parents[4] / "flows"
SHIPPED = sorted(path.parent.name for path in FLOWS.glob("*/flow.json"))
TODAY = date(2026, 11, 22)
SCARCE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
ENDS = ["end-a", "end-b", "read"]


def people() -> st.SearchStrategy[Person]:
    """Somebody who answers every question, or skips it; what may not be skipped then ends the walk."""
    return st.builds(
        Person,
        answers=st.fixed_dictionaries({fact: st.one_of(VALUES[fact], VALUES[fact], st.none()) for fact in ASKED}),
        today=st.just(TODAY),
        unhelped=st.sampled_from([frozenset(), frozenset({"read"})]),
    )


def promises() -> st.SearchStrategy[dict[str, Any]]:
    then = st.one_of(
        st.lists(st.sampled_from(ENDS), min_size=1, max_size=2, unique=True).map(lambda ends: {"outcome": ends}),
        st.sampled_from(["n0", "n1", "n2", *ENDS]).map(lambda node: {"visits": node}),
        st.sampled_from(["n1", "n2", *ENDS]).map(lambda node: {"never": node}),
        conditions().map(lambda condition: {"condition": condition}),
    )
    return st.one_of(
        then.map(lambda it: {"then": it}), st.builds(lambda when, it: {"when": when, "then": it}, conditions(), then)
    )


def load(slug: str) -> dict[str, Any]:
    document: dict[str, Any] = load_document((FLOWS / slug / "flow.json").read_text())
    return document


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(document=documents(), promise=promises(), crowd=st.lists(people(), min_size=8, max_size=8))
def test_nobody_does_in_a_random_flow_what_was_proved_impossible(
    document: dict[str, Any], promise: dict[str, Any], crowd: list[Person]
) -> None:
    names = {**document["nodes"]}
    wanted = promise["then"].get("visits") or promise["then"].get("never")
    kept = [{"id": "p", **promise}] if wanted is None or wanted in names else []
    release = a_release({**document, "promises": kept}, children=[CHILD])
    proof = prove(release, today=TODAY, people=5)
    for person in crowd:
        check_walk(release, proof, person)
    if not all(is_exact(node) for node in release.flow.nodes.values()):
        return
    for verdict in (*proof.exits.values(), *proof.nodes.values(), *proof.stuck.values(), *proof.promises.values()):
        assert not verdict.unsettled


def check_walk(release: Release, proof: Proof, person: Person) -> None:
    if proof.untold:
        return
    way = follow(release, person)
    for key in way.exits:
        assert proof.exits[key].is_possible, key
    assert proof.nodes[way.node].is_possible
    if way.failed == "loop":
        assert proof.verdicts[Claim(CIRCLE, *way.exits[-1])].is_possible
    elif way.failed and not way.refused:
        assert proof.stuck[way.node].is_possible
    flow = release.flow
    if flow.nodes[way.node].outcome and not way.failed:
        for promise in flow.promises:
            assert not is_broken(flow, promise, way) or proof.promises[promise.id].is_possible


@pytest.mark.parametrize("slug", SHIPPED)
def test_nothing_is_wrong_with_the_flows_as_they_ship(slug: str) -> None:
    release = read_release(FLOWS / slug / "flow.json")
    proof = prove(release, today=TODAY)
    assert not proof.untold
    errors = [issue.sentence for issue in issues_of(release, proof) if issue.severity is Severity.ERROR]
    assert errors == []
    assert all(verdict.is_possible for (node, _), verdict in proof.exits.items() if "/" not in node)
    assert all(verdict.is_possible for node, verdict in proof.nodes.items() if "/" not in node)


def test_an_example_goes_the_way_it_is_an_example_of() -> None:
    release = build_release(load("heating-help"), {})
    for (node, exit), verdict in prove(release, today=TODAY, people=0).exits.items():
        assert verdict.person is not None
        assert (node, exit) in follow(release, verdict.person).exits


def test_the_same_flow_gives_the_same_proof() -> None:
    release = build_release(load("heating-help"), {})
    first, second = (prove(release, today=TODAY) for _ in range(2))
    for part in ("exits", "nodes", "stuck", "promises"):
        said = ({key: verdict.is_possible for key, verdict in getattr(each, part).items()} for each in (first, second))
        assert next(said) == next(said)


Change = Callable[[dict[str, Any]], None]


def _impossible_rule(document: dict[str, Any]) -> None:
    rules = document["nodes"]["fits"]["rules"]
    never = {"and": [{"<": [{"var": "monthly_income"}, 100]}, {">": [{"var": "monthly_income"}, 200]}]}
    rules.insert(0, {"id": "planted", "when": never, "next": rules[0]["next"]})


def _shadowed_rule(document: dict[str, Any]) -> None:
    rules = document["nodes"]["fits"]["rules"]
    rules.append({**copy.deepcopy(rules[0]), "id": "planted"})


def _unreachable_outcome(document: dict[str, Any]) -> None:
    document["nodes"]["planted-end"] = {"type": "end", "title": "Never"}
    rules = document["nodes"]["fits"]["rules"]
    again = {"and": [copy.deepcopy(rules[0]["when"]), {"answered": "monthly_income"}]}
    rules.append({"id": "planted", "when": again, "next": "planted-end"})


def _broken_promise(document: dict[str, Any]) -> None:
    document["promises"].append({"id": "planted", "then": {"never": "fits"}})


FAULTS: list[tuple[Change, str, str]] = [
    (_impossible_rule, "never-taken", "/nodes/fits/rules/planted"),
    (_shadowed_rule, "shadowed-rule", "/nodes/fits/rules/planted"),
    (_unreachable_outcome, "nobody-comes", "/nodes/planted-end"),
    (_broken_promise, "broken-promise", "/promises/planted"),
]


@pytest.mark.parametrize(("plant", "rule", "pointer"), FAULTS, ids=lambda each: getattr(each, "__name__", str(each)))
def test_a_planted_fault_is_found(plant: Change, rule: str, pointer: str) -> None:
    document = load("heating-help")
    plant(document)
    release = build_release(document, {})
    found = issues_of(release, prove(release, today=TODAY))
    assert (rule, pointer) in {(issue.rule, issue.pointer) for issue in found}, [issue.sentence for issue in found]


def test_what_rules_it_out_is_named_and_nothing_idle() -> None:
    document = load("heating-help")
    _shadowed_rule(document)
    verdict = prove(build_release(document, {}), today=TODAY).exits["fits", "planted"]
    own = "/nodes/fits/rules"
    assert verdict.reasons is not None
    assert set(verdict.reasons) == {f"{own}/planted/when", f"{own}/within-limit/when"}


def test_a_circle_that_answers_can_follow_is_an_error_with_its_walk() -> None:
    document = load("heating-help")
    name, node = next((name, node) for name, node in document["nodes"].items() if node.get("type") == "message")
    node["next"] = document["start"]
    release = build_release(document, {})
    proof = prove(release, today=TODAY)
    verdict = proof.verdicts[Claim(CIRCLE, name, "next")]
    assert verdict.way is not None
    assert verdict.way.exits[-1] == (name, "next")
    (issue,) = [issue for issue in issues_of(release, proof) if issue.rule == "comes-round-again"]
    assert (issue.severity, issue.pointer) == (Severity.ERROR, f"/nodes/{name}/next")


def test_a_circle_that_no_answers_can_follow_is_no_fault() -> None:
    flag = {"var": "shutoff"}
    back = {"type": "decision", "rules": [{"id": "back", "when": flag, "next": "ask-people"}], "otherwise": "agent"}
    document = a_document()
    rules = document["nodes"]["ask-shutoff"]["rules"]
    document["nodes"]["ask-income"]["next"] = "look-back"
    document["nodes"]["look-back"] = back
    release = a_release(document)
    proof = prove(release, today=TODAY)
    verdict = proof.verdicts[Claim(CIRCLE, "look-back", "back")]
    assert verdict.is_impossible
    assert rules[0]["when"] == flag
    assert not [issue for issue in issues_of(release, proof) if issue.rule == "comes-round-again"]


def test_tables_by_date_are_looked_at_for_a_year_ahead() -> None:
    document = load("heating-help")
    soon = TODAY + timedelta(days=100)
    later = {"after": [{"var": "today"}, soon.isoformat()]}
    rules = document["nodes"]["fits"]["rules"]
    rules.insert(0, {"id": "later", "when": later, "next": rules[0]["next"]})
    verdict = prove(build_release(document, {}), today=TODAY).exits["fits", "later"]
    assert verdict.person is not None
    assert verdict.person.today > soon


def with_offers(*conditions: Any) -> dict[str, Any]:
    """The flow of the builders that ends at a page of results, with one item under these conditions."""
    document = a_document()
    listed = [
        {"id": f"c{number}", "when": each, "because": "Yes", "unless": "No"}
        for number, each in enumerate(conditions, start=1)
    ]
    item = {"id": "help", "title": "Help", "summary": "Some help", "conditions": listed}
    document["nodes"]["apply"] = {"type": "results", "title": "What fits", "items": [item], "unsolved": "agent"}
    return document


def told_of(document: dict[str, Any]) -> dict[str, str]:
    release = a_release(document)
    found = issues_of(release, prove(release, today=date(2026, 11, 22)))
    return {issue.pointer: issue.rule for issue in found if issue.rule in ("never-offered", "always-met")}


def test_an_item_that_can_fit_and_not_fit_is_as_it_should_be() -> None:
    assert told_of(with_offers({">": [{"var": "people"}, 2]})) == {}


def test_an_item_that_fits_nobody_who_comes_there_is_told_with_the_reason() -> None:
    document = with_offers({"var": "shutoff"}, {">": [{"var": "people"}, 2]})
    assert told_of(document) == {"/nodes/apply/items/help": "never-offered"}


def test_a_condition_that_never_fails_is_told() -> None:
    document = with_offers({"!": [{"var": "shutoff"}]}, {">": [{"var": "people"}, 2]})
    assert told_of(document) == {"/nodes/apply/items/help/conditions/c1": "always-met"}


def test_texts_cut_out_of_numbers_are_left_open_soon_and_with_the_reason() -> None:
    document = a_document()
    document["facts"]["people"]["maximum"] = 5000
    written = {"cat": [{"var": "people"}, "-", {"-": [{"*": [{"var": "people"}, 37]}, 5000]}]}
    document["nodes"]["fits"]["rules"][0]["when"] = {"in": [{"substr": [written, -2]}, ["1a", "2b"]]}
    proof = prove(a_release(document), today=date(2026, 11, 22))
    reasons = {verdict.unsettled for verdict in proof.verdicts.values() if verdict.unsettled}
    assert reasons <= {"the proof took more steps than it may (a text that is cut out of numbers is hard to prove)"}
