"""What a flow swears holds wherever it is run: of the journeys that pass it, proved with the whole flow."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from engine.analysis.proof import issues_of, prove
from engine.definition import Child, build_release
from engine.scenarios.promises import broken_promises
from tests.random_flows import CHILD

TODAY = date(2026, 11, 22)
Promise = dict[str, Any]


def a_child(*promises: Promise) -> dict[str, Any]:
    return {**copy.deepcopy(CHILD), "inputs": ["given"], "promises": list(promises)}


def a_parent(inner: dict[str, Any], *promises: Promise) -> dict[str, Any]:
    """Asks whether to run the other flow at all; then how large `given` is."""
    return {
        "format": 1,
        "id": "outer",
        "language": "en",
        "time_zone": "America/New_York",
        "title": "Outer",
        "facts": {
            "runs": {"type": "boolean"},
            "most": {"type": "integer", "minimum": 0, "maximum": 5},
            "all": {"type": "list", "maximum": 2, "facts": {"size": {"type": "integer"}}},
        },
        "start": "runs",
        "nodes": {
            "runs": {
                "type": "question",
                "fact": "runs",
                "prompt": "?",
                "rules": [{"id": "no", "when": {"!": [{"var": "runs"}]}, "next": "done"}],
                "otherwise": "most",
            },
            "most": {"type": "question", "fact": "most", "prompt": "?", "next": "inner"},
            "inner": {"flow": "inner", "inputs": {"given": {"var": "most"}}, **inner},
            "done": {"type": "end", "title": "Done"},
        },
        **({"promises": list(promises)} if promises else {}),
    }


ONCE = {"type": "subflow", "next": "done"}
EACH = {"type": "repeat", "fact": "all", "title": "{n}", "count": 2, "outputs": {"size": "size"}, "next": "done"}


def whole(child: dict[str, Any], inner: dict[str, Any] = ONCE, *promises: Promise):
    return build_release(a_parent(inner, *promises), {}, {"inner": Child(document=child)})


def broken(child: dict[str, Any], inner: dict[str, Any] = ONCE, *promises: Promise) -> list[str]:
    """The promises that a proof finds broken."""
    proof = prove(whole(child, inner, *promises), today=TODAY)
    assert proof.promises
    return sorted({name for name, each in proof.promises.items() if each.person is not None})


def test_a_promise_of_the_other_flow_is_one_of_the_whole():
    small = {"id": "never-large", "when": {"<=": [{"var": "size"}, {"var": "given"}]}, "then": {"outcome": ["small"]}}
    (kept,) = whole(a_child(small)).flow.promises
    assert (kept.id, kept.within, kept.then) == ("inner/never-large", "inner", {"passes": ["inner/small"]})
    assert kept.when == {"<=": [{"var": "inner/size"}, {"var": "inner/given"}]}


def test_what_is_kept_inside_is_proved_outside_also_for_those_who_never_come_there():
    kept = (
        {"id": "small", "when": {"<=": [{"var": "size"}, {"var": "given"}]}, "then": {"outcome": ["small"]}},
        {"id": "either", "then": {"outcome": ["small", "large"]}},
        {"id": "size", "then": {"visits": "size"}},
        {"id": "limit", "then": {"condition": {"<=": [{"var": "size"}, 8]}}},
    )
    assert broken(a_child(*kept)) == []


def test_what_is_broken_inside_is_broken_outside():
    wrong = (
        {"id": "small", "then": {"outcome": ["small"]}},
        {"id": "unsure", "then": {"never": "sure"}},
        {"id": "tiny", "then": {"condition": {"<": [{"var": "size"}, 3]}}},
    )
    assert broken(a_child(*wrong)) == ["inner/small", "inner/tiny", "inner/unsure"]


def test_what_the_parent_hands_over_counts():
    """`given` is at most five here: what is broken for other givens is kept in this flow."""
    bounded = {"id": "bounded", "then": {"condition": {"<=": [{"var": "given"}, 5]}}}
    assert broken(a_child(bounded)) == []


def test_every_member_of_a_list_is_held_to_it():
    promise = {"id": "small", "then": {"outcome": ["small"]}}
    release = whole(a_child(promise), EACH)
    assert [(each.id, each.within) for each in release.flow.promises] == [
        ("inner/1/small", "inner/1"),
        ("inner/2/small", "inner/2"),
    ]
    assert broken(a_child(promise), EACH) == ["inner/1/small", "inner/2/small"]


def test_flows_within_flows_keep_theirs():
    promise = {"id": "small", "then": {"outcome": ["small"]}}
    middle = {**a_parent(ONCE, {"id": "done", "then": {"outcome": ["done"]}}), "id": "middle", "shared": True}
    outer = {**a_parent({**ONCE, "flow": "middle", "inputs": {}}), "facts": {"runs": {"type": "boolean"}}}
    outer["nodes"] = {"inner": {"type": "subflow", "flow": "middle", "next": "done"}, "done": outer["nodes"]["done"]}
    outer["start"] = "inner"
    release = build_release(outer, {}, {"middle": Child(document=middle), "inner": Child(document=a_child(promise))})
    assert [(each.id, each.within, each.then) for each in release.flow.promises] == [
        ("inner/done", "inner", {"passes": ["inner/done"]}),
        ("inner/inner/small", "inner/inner", {"passes": ["inner/inner/small"]}),
    ]


def test_a_proof_says_which_promise_of_which_flow_is_broken():
    release = whole(a_child({"id": "small", "then": {"outcome": ["small"]}}))
    (found,) = [each for each in issues_of(release, prove(release, today=TODAY)) if each.rule == "broken-promise"]
    assert "inner/small" in f"{found.pointer} {found.what}"


def test_a_scenario_is_held_against_it_only_where_it_passes():
    release = whole(a_child({"id": "small", "then": {"outcome": ["small"]}}))
    assert broken_promises(release, ["runs", "done"], {"runs": False}) == []
    assert broken_promises(release, ["runs", "most", "inner", "inner/size", "inner/small", "done"], {}) == []
    (sentence,) = broken_promises(release, ["runs", "most", "inner", "inner/size", "inner/large", "done"], {})
    assert sentence == "The promise “inner/small” is broken: it passed none of “inner/small”."
