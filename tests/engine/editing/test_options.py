"""A list that was copied somewhere becomes answers to choose from."""

from __future__ import annotations

from typing import Any

import pytest

from engine.editing import FlowDraft, apply, read_operation
from engine.errors import EditError


def a_draft() -> FlowDraft:
    options = [{"id": "gas", "label": "Gas"}, {"id": "oil", "label": "Oil"}]
    facts: dict[str, Any] = {"fuel": {"type": "choice", "options": options}, "age": {"type": "integer"}}
    return FlowDraft(document={"format": 1, "id": "heat", "facts": facts, "nodes": {}})


def add(lines: str, pointer: str = "/facts/fuel/options") -> tuple[str, list[dict[str, str]]]:
    edited = apply(a_draft(), read_operation({"op": "add-options", "pointer": pointer, "lines": lines}))
    facts: Any = edited.draft.document["facts"]
    return edited.done.said, facts["fuel"]["options"][2:]


def test_each_line_is_an_answer_without_its_bullet_and_what_is_there_already_is_left_out() -> None:
    said, added = add("• Wood\n\n  2) Coal \tBlack or brown\noil\r\nWood\n- 100 % solar")
    assert added == [
        {"id": "wood", "label": "Wood"},
        {"id": "coal", "label": "Coal", "hint": "Black or brown"},
        {"id": added[2]["id"], "label": "100 % solar"},
    ]
    assert said == "Added 3 answers to “fuel”. 2 were there already."


@pytest.mark.parametrize(
    ("lines", "pointer"),
    [
        (" \n-  \n", "/facts/fuel/options"),
        ("Gas\nOIL", "/facts/fuel/options"),
        ("One", "/facts/age/options"),
        ("One", "/nodes/x/rules"),
    ],
)
def test_what_adds_nothing_is_refused(lines: str, pointer: str) -> None:
    with pytest.raises(EditError):
        add(lines, pointer)


@pytest.mark.parametrize(("is_read", "left"), [(False, ["wood", "coal"]), (True, ["yes", "no", "wood", "coal"])])
def test_answers_that_a_new_fact_begins_with_make_room_unless_something_reads_them(
    is_read: bool, left: list[str]
) -> None:
    made = apply(a_draft(), read_operation({"op": "add-fact", "type": "choice", "label": "Stove", "name": "stove"}))
    document: Any = made.draft.document
    if is_read:
        rule = {"id": "yes", "when": {"==": [{"var": "stove"}, "yes"]}, "next": "x"}
        document["nodes"]["x"] = {"type": "decision", "rules": [rule], "otherwise": "x"}
    add = read_operation({"op": "add-options", "pointer": "/facts/stove/options", "lines": "Wood\nCoal"})
    edited = apply(FlowDraft(document=document), add)
    assert [each["id"] for each in edited.draft.document["facts"]["stove"]["options"]] == left
    assert ("in place of those it began with" in edited.done.said) is not is_read
