"""A flow with the flows it runs becomes one flow: names, expressions, words and digests."""

from __future__ import annotations

import copy

import pytest

from engine.definition import Child, build_release, expand, fingerprint_of, logic_of, pin
from engine.definition.renaming import Renaming
from engine.definition.wording import Wording
from engine.model import Words
from tests.random_flows import CHILD

RENAMING = Renaming(
    document={"facts": {"age": {"type": "integer"}, "pets": {"type": "list", "facts": {"age": {"type": "integer"}}}}},
    prefix="who/2/",
    tables="who/",
)


def a_parent(**nodes):
    return {
        **CHILD,
        "id": "outer",
        "shared": False,
        "facts": {"many": {"type": "list", "maximum": 2, "facts": {"size": {"type": "integer"}}}},
        "tables": {},
        "start": next(iter(nodes)),
        "nodes": {**nodes, "done": {"type": "end", "title": "Done"}},
    }


@pytest.mark.parametrize(
    ("expression", "renamed"),
    [
        ({"var": "age"}, {"var": "who/2/age"}),
        ({"var": "today"}, {"var": "today"}),
        ({"answered": "age"}, {"answered": "who/2/age"}),
        ({"==": [{"var": "kind"}, "age"]}, {"==": [{"var": "kind"}, "age"]}),
        ({"lookup": ["limit", {"var": "age"}]}, {"lookup": ["who/limit", {"var": "who/2/age"}]}),
        ({"plus_workdays": [{"var": "today"}, 3, "state"]}, {"plus_workdays": [{"var": "today"}, 3, "who/state"]}),
        (
            {"some": [{"var": "pets"}, {">": [{"var": "age"}, 3]}]},
            {"some": [{"var": "who/2/pets"}, {">": [{"var": "age"}, 3]}]},
        ),
        (
            {"count": [{"filter": [{"var": "pets"}, {"answered": "age"}]}, {"<": [{"var": "age"}, 3]}]},
            {"count": [{"filter": [{"var": "who/2/pets"}, {"answered": "age"}]}, {"<": [{"var": "age"}, 3]}]},
        ),
        (
            {"reduce": [{"var": "pets"}, {"+": [{"var": "accumulator"}, {"var": "current.age"}]}, {"var": "age"}]},
            {
                "reduce": [
                    {"var": "who/2/pets"},
                    {"+": [{"var": "accumulator"}, {"var": "current.age"}]},
                    {"var": "who/2/age"},
                ]
            },
        ),
    ],
)
def test_an_expression_keeps_its_meaning_under_new_names(expression, renamed):
    assert RENAMING.expression(expression) == renamed


def test_a_text_speaks_of_the_same_facts_under_new_names():
    assert RENAMING.text("{age} of {{age}}, {today}") == "{who/2/age} of {{age}}, {today}"
    assert RENAMING.text({"by": "age", "one": "{age} year", "other": "{age} years"}) == {
        "by": "who/2/age",
        "one": "{who/2/age} year",
        "other": "{who/2/age} years",
    }


def test_a_flow_that_runs_none_is_whole_as_it_is():
    assert expand(CHILD, {}, {}).document is CHILD


def test_the_words_of_a_sub_flow_come_with_it_in_every_language_of_its_parent():
    spanish = {"/nodes/size/prompt": {"text": "¿Qué tamaño?", "from": "0" * 12}}
    child = Child(document=CHILD, translations={"es": {"language": "es", "texts": spanish}})
    node = {"type": "repeat", "title": "No. {n}", "fact": "many", "flow": "inner", "inputs": {"given": 1}}
    parent = a_parent(who={**node, "outputs": {"size": "size"}, "add": "More?", "next": "done"})
    own = {
        "/nodes/who/title": {"text": "N.º {n}", "from": "0" * 12},
        "/nodes/who/add": {"text": "¿Más?", "from": "0" * 12},
    }
    release = build_release(parent, {"es": {"language": "es", "texts": own}}, {"inner": child})
    wording = Wording(release, Words("es"))
    assert wording.text("/nodes/who/2/size/prompt", {}) == "¿Qué tamaño?"
    assert wording.text("/nodes/who/1.more/prompt", {}) == "¿Más?"
    assert wording.scope("who/2/size", {}) == "N.º 2"
    assert Wording(release, Words("en")).scope("who/2/size", {}) == "No. 2"


def test_a_release_names_the_release_of_every_flow_it_runs():
    child = Child(document=CHILD)
    parent = a_parent(inner={"type": "subflow", "flow": "inner", "inputs": {"given": 1}, "next": "done"})
    pinned = pin(parent, {"inner": child})
    assert pinned["nodes"]["inner"]["release"] == fingerprint_of(child, {})
    assert (
        build_release(parent, {}, {"inner": child}).fingerprint
        == build_release(pinned, {}, {"inner": child}).fingerprint
    )
    other = Child(document={**CHILD, "title": "Other words"})
    worded, before = build_release(parent, {}, {"inner": other}), build_release(parent, {}, {"inner": child})
    assert worded.fingerprint != before.fingerprint, "a word of a child makes a new release"
    assert worded.logic == before.logic, "but no other logic"
    longer = copy.deepcopy(CHILD)
    longer["nodes"]["sure"]["optional"] = False
    assert logic_of(parent, {"inner": Child(document=longer)}) != before.logic


def test_the_release_that_is_named_runs_even_when_the_flow_has_changed():
    old, new = Child(document=CHILD), Child(document={**CHILD, "title": "New"})
    node = {
        "type": "subflow",
        "flow": "inner",
        "inputs": {"given": 1},
        "next": "done",
        "release": fingerprint_of(old, {}),
    }
    children = {"inner": new, fingerprint_of(old, {}): old}
    pinned = pin(a_parent(inner=node), children)
    assert pinned["nodes"]["inner"]["release"] == fingerprint_of(old, {})
