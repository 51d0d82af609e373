"""JSON decision models: what is asked, what ends where, what is left out with a note, and what is refused by name."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.definition import build_release, check_document
from engine.errors import DefinitionError
from engine.scenarios.decision_tables import import_jdm
from tests.engine.scenarios.decision_tables.models import a_calculation, a_model, a_switch, a_table, zen_says
from tests.engine.scenarios.decision_tables.playing import outputs_for


def decide(model: dict[str, Any], person: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    imported = import_jdm(model, "model")
    return outputs_for(imported, build_release(imported.document), person)


def test_a_table_at_the_end_has_an_outcome_for_each_value_of_its_first_output():
    rows = [("< 18", "'Too young'", "1"), ("", "'Welcome'", "2")]
    imported = import_jdm(a_model(a_table("who may come", ["applicant.ageInYears"], ["answer", "code"], rows)), "door")
    nodes, facts = imported.document["nodes"], imported.document["facts"]
    assert facts["applicant-age-in-years"]["label"] == "Age in years"
    assert nodes["ask-applicant-age-in-years"]["prompt"] == "Age in years?"
    assert [each["title"] for each in nodes.values() if each["type"] == "end"] == [
        "answer: Welcome",
        "answer: Too young",
    ]
    assert (
        decide(a_model(a_table("t", ["age"], ["answer"], [row[:2] for row in rows])), {"age": 17.5})[0]
        == "answer-too-young"
    )


def test_two_inputs_with_the_same_last_name_are_asked_by_their_whole_name():
    model = a_model(a_table("t", ["waste.violations", "water.violations"], ["n"], [("> 0", "> 0", "1"), ("", "", "2")]))
    prompts = [node.get("prompt") for node in import_jdm(model, "m").document["nodes"].values()]
    assert prompts[:2] == ["Waste violations?", "Water violations?"]


def test_a_question_is_asked_where_it_is_first_needed():
    switch = a_switch("way", {"w1": "age < 18", "w2": ""})
    child = a_table("child", ["school"], ["result"], [("true", "1"), ("", "2")])
    adult = a_table("adult", ["work"], ["result"], [("true", "3"), ("", "4")])
    model = a_model(
        switch, child, adult, edges=[("in", "way"), ("way", "child", "w1"), ("way", "adult", "w2")]
    )  # fmt: skip
    document = import_jdm(model, "model").document
    assert document["start"] == "ask-age"
    assert document["nodes"]["way"]["rules"][0]["next"] == "ask-school"
    assert document["nodes"]["way"]["otherwise"] == "ask-work"
    assert decide(model, {"age": 17, "school": False})[1] == {"result": 2}
    assert decide(model, {"age": 18, "work": True})[1] == {"result": 3}


def test_what_the_schema_of_the_input_says_closes_the_options():
    model = a_model(a_table("t", ["home.kind"], ["n"], [("'flat'", "1"), ("", "2")]))
    schema = '{"properties": {"home": {"properties": {"kind": {"type": "string", "enum": ["flat", "boat"]}}}}}'
    open_options = import_jdm(model, "m").document["facts"]["home-kind"]["options"]
    model["nodes"][0]["content"]["schema"] = schema
    closed = import_jdm(model, "m").document["facts"]["home-kind"]["options"]
    assert [option["id"] for option in open_options] == ["flat", "something-else"]
    assert [option["id"] for option in closed] == ["flat", "boat"]


def test_an_answer_that_may_be_missing_is_optional_and_what_needs_it_says_so():
    rows = [("> 5", "1"), ("", "2")]
    model = a_model(a_calculation("c", {"sum": "(extra ?? 2) + 1"}), a_table("t", ["extra"], ["n"], rows))
    document = import_jdm(model, "m").document
    assert document["nodes"]["ask-extra"]["optional"] is True
    assert document["nodes"]["t"]["unknown"] == "undecided"
    assert decide(model, {"extra": 7})[1] == {"sum": 8, "n": 1}
    assert decide(model, {})[0] == "undecided"


def test_an_output_that_may_have_no_value_does_not_decide_where_it_ends():
    rows = [("> 5", "100 / share > 50 ? 'much' : 'little'"), ("", "'none'")]
    model = a_model(
        a_table("t", ["share"], ["n"], rows), a_table("u", ["other"], ["m"], [("1", "0 / share > 1"), ("", "false")])
    )
    document = import_jdm(model, "m").document
    assert document["nodes"]["u"]["unknown"] == "undecided"
    assert decide(model, {"share": 0, "other": 1})[0] == "undecided"
    assert decide(model, {"share": 8, "other": 2}) == ("m-no", {"n": "little", "m": False})


def test_conditions_on_two_things_in_one_cell_become_two_columns():
    model = a_model(a_table("t", ["age"], ["n"], [("> 5 and home == 'boat'", "1"), ("[1..3)", "2"), ("", "3")]))
    table = import_jdm(model, "m").document["nodes"]["t"]
    assert [each["value"] for each in table["inputs"]] == [{"var": "age"}, {"var": "home"}]
    assert [row["when"] for row in table["rows"]] == [
        [{">": 5}, "boat"],
        [{"not": {"any-of": [{"<": 1}, {">=": 3}]}}, None],
        [None, None],
    ]


def test_what_nobody_needs_is_left_out_with_a_note():
    model = a_model(
        a_calculation("c", {"stamp": "date('now')", "said": "`${age} years`", "old": "age > 60"}),
        a_table("t", ["old", "idle"], ["n", "tags"], [("true", "", "1", "[]"), ("", "", "2", "['a']")]),
    )
    imported = import_jdm(model, "m")
    assert list(imported.outputs) == ["old", "n"]
    assert imported.notes == (
        "Node “c”: “stamp” is left out, because “now” is not a plain date; a flow knows no time of day.",
        "Node “c”: “said” is left out, because it puts a text together, and a flow chooses among texts.",
        "Node “t”: no row asks about “idle”.",
        "Node “t”: the output “tags” is left out, because a fact cannot be filled with an empty list.",
    )


def test_a_row_that_looks_into_what_was_emptied_is_left_out_with_a_note():
    model = a_model(
        a_calculation("c", {"person": "null"}),
        a_table("t", [None], ["n"], [("'a' in person.tags", "1"), ("other", "2"), ("", "3")]),
    )
    assert import_jdm(model, "m").notes[0].startswith("Node “t”, row 1: it never fits")
    assert decide(model, {"other": False})[1] == {"n": 3.0}
    assert zen_says(model, {"other": False, "person": {"tags": ["a"]}})["n"] == 3


def a_cell(cell: str) -> dict[str, Any]:
    return a_model(a_table("t", ["age"], ["n"], [(cell, "1"), ("", "2")]))


def a_node(kind: str, **content: Any) -> dict[str, Any]:
    return {"id": "x", "name": "x", "type": kind, "content": content}


MERGED = a_model(
    a_switch("way", {"w1": "age < 18", "w2": ""}),
    a_calculation("a", {"n": "1"}),
    a_calculation("b", {"n": "2"}),
    a_calculation("c", {"m": "n + 1"}),
    edges=[("in", "way"), ("way", "a", "w1"), ("way", "b", "w2"), ("a", "c"), ("b", "c")],
)


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (a_cell("]1..5["), "Node “t”: row 1: “]1..5[” has brackets turned outwards"),
        (a_cell("startsWith($, 'a')"), "row 1: the function “startsWith” has no counterpart in a flow"),
        (a_cell("-"), "row 1: “-” cannot be read from the end on"),
        (a_cell("> 5 and"), "row 1: “> 5 and” cannot be read from the end on"),
        (a_cell("tags[0] == 'a'"), "row 1: “tags[0] == 'a'” cannot be read from “[” on"),
        (a_cell("$ ^ 2 > 4"), "row 1: a flow has no powers"),
        (a_cell("> 5 and age == 'x'"), "row 1: “age” is a number, but “x” is text"),
        (a_model(a_table("t", ["a"], ["n"], [("1", "1")], hitPolicy="unique")), "Node “t”: its hit policy is “unique”"),
        (a_model(a_table("t", ["a"], ["n"], [("1", "1")], executionMode="loop")), "Node “t”: it runs over a part"),
        (
            a_model(a_table("t", ["a"], ["n"], [("1", "1")], hitPolicy="collect")),
            "it collects rows without saying where",
        ),
        (
            a_model(a_table("t", ["a"], ["n"], [("1", "concat(1)")])),
            "Node “t”: none of its outputs can be brought over",
        ),
        (a_model(a_node("functionNode")), "Node “x”: it is code (functionNode)"),
        (a_model(a_node("decisionNode")), "Node “x”: it is another decision (decisionNode)"),
        (MERGED, "Node “way”: its ways come together again"),
        (a_model(a_calculation("a", {"n": "1"}), edges=[("in", "a"), ("a", "a")]), "lead back to one another"),
        ({"nodes": []}, "This is no decision model"),
        ({"nodes": [], "edges": []}, "one node where it begins"),
        ([], "This is no decision model"),
    ],
)
def test_what_has_no_place_in_a_flow_is_refused_by_name(model: Any, said: str):
    with pytest.raises(DefinitionError) as found:
        import_jdm(model, "m")
    assert said in found.value.issues[0].what


SOUND = a_model(
    a_table("t", ["age", None], ["n", "tags"], [("[1..3)", "'a' in tags", "1", "['a']"), ("", "", "age * 2", "['b']")]),
    a_calculation("c", {"x.y": "n + len(others)", "z": "$.x.y ?? 1"}),
    a_switch("way", {"w1": "n > 3 and age < 9", "w2": ""}),
    a_calculation("left", {"m": "{a: 1, b: n}"}),
    edges=[("in", "t"), ("t", "c"), ("c", "way"), ("way", "left", "w1")],
)
JUNK = (
    None,
    True,
    0,
    "",
    "x",
    [],
    {},
    [1],
    {"a": 1},
    "> 5",
    "]1..2[",
    "$",
    "#",
    "a..",
    "(((",
    "values(a)",
    "1/0",
    "[[1]]",
)


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from places_in(inner, (*path, key))


@given(place=st.sampled_from(sorted(places_in(SOUND), key=str)), junk=st.sampled_from(JUNK))
@settings(max_examples=200, deadline=None)
def test_a_broken_model_is_refused_or_makes_a_sound_flow(place: tuple[Any, ...], junk: Any):
    model = copy.deepcopy(SOUND)
    inner = model
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = junk
    try:
        imported = import_jdm(model, "m")
    except DefinitionError as error:
        assert all(issue.what for issue in error.issues)
    else:
        assert check_document(imported.document) == []
