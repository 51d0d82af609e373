"""A release built with the parts of the last one is the same, to the letter, as one that is built anew."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine.definition import Child, Parts, Release, build_release
from engine.expressions import Typed
from tests.builders import a_document
from tests.engine.analysis.proof.edits import edited, is_sound
from tests.engine.analysis.proof.test_soundness import EXAMPLES, SCARCE
from tests.random_flows import CHILD, documents

CHILDREN = {CHILD["id"]: Child(document=CHILD)}


def shape(typed: Typed) -> tuple[Any, ...]:
    args = tuple(shape(each) for each in typed.args)
    return (typed.op, repr(typed.type), repr(typed.data), typed.pointer, sorted(typed.reads), args)


def said(release: Release) -> tuple[Any, ...]:
    """All that a release is, as texts, in its order."""
    typed = [(pointer, shape(each)) for pointer, each in release.typed.items()]
    return repr(release.flow), release.fingerprint, release.logic, typed


@st.composite
def editions(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = [copy.deepcopy(draw(documents()))]
    for _ in range(2):
        found.append(draw(edited(found[-1])))
    return found


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(states=editions())
def test_edited_again_and_again_it_is_what_a_new_one_is(states: list[dict[str, Any]]) -> None:
    parts = Parts()
    for document in states:
        if not is_sound(document, CHILDREN):
            return
        assert said(build_release(document, {}, CHILDREN, parts=parts)) == said(build_release(document, {}, CHILDREN))


def test_nodes_that_are_not_edited_are_taken_over_with_what_was_compiled_of_them():
    document, parts = a_document(), Parts()
    before = build_release(document, parts=parts)
    pointer = next(iter(before.typed))
    compiled = before.compiled[pointer]
    after = build_release({**document, "title": "Another"}, parts=parts)
    assert all(node is before.flow.nodes[name] for name, node in after.flow.nodes.items())
    assert after.typed[pointer] is before.typed[pointer]
    assert after.compiled[pointer] is compiled


def test_an_amount_that_is_changed_counts_in_nodes_that_are_not():
    document, parts = a_document(), Parts()
    before = build_release(document, parts=parts)
    table = document["tables"]["limit"]
    rows = [[key, amount + 1] for key, amount in table["rows"]]
    after = build_release({**document, "tables": {"limit": {**table, "rows": rows}}}, parts=parts)
    pointer = next(each for each, typed in before.typed.items() if "lookup" in repr(typed))
    assert shape(after.typed[pointer]) != shape(before.typed[pointer])
    assert after.compiled[pointer] is not before.compiled[pointer]


def test_yes_in_the_place_of_one_is_another_node():
    """Python takes them for equal."""
    parts, nodes = Parts(), []
    for same in (1, True):
        rule = {"id": "always", "when": {"==": [same, same]}, "next": "other"}
        nodes.append(parts.node("fork", {"type": "decision", "rules": [rule], "otherwise": "agent"}, {}))
    assert nodes[0] == nodes[1]
    assert nodes[0] is not nodes[1]
