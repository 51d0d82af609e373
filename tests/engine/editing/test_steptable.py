"""A table of steps becomes a flow and comes back; rows that cannot be read are refused by their number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis import inspect
from engine.definition import check_document, parse_flow
from engine.editing import COLUMNS, FlowDraft, StepTableError, read_step_table, write_step_table
from engine.errors import EditError

WHOLE = [
    COLUMNS,
    ("How old", "number", "How old are you?", "", "< 18", "Young"),
    ("", "", "", "", "18-64", "Works"),
    ("", "", "", "", "1,000 or more", "Young"),
    ("", "", "", "", "", "Old"),
    ("Young", "end", "There is a service for young people", "", "", ""),
    ("Works", "yes or no", "Do you work?", "", "yes", "Old"),
    ("", "", "", "", "no", "Need"),
    ("Need", "choice", "What do you need?", "Food | Rent | Heat", "Food | rent", "Young"),
    ("", "", "", "", "Heat", "A person"),
    ("Old", "message", "Read this first", "", "", "Since"),
    ("Since", "date", "Since when?", "", ">= 2026-01-01", "Young"),
    ("", "", "", "", "2025-12-31", "Old news"),
    ("", "", "", "", "", "Several"),
    ("Several", "several", "Which of these?", "Cold\nHungry\nNone of these", "Cold", "Young"),
    ("", "", "", "", "", "Old news"),
    ("Old news", "article", "stay-warm", "", "", "A person"),
    ("A person", "person", "Ask us", "front-desk", "", ""),
]


def read(rows) -> FlowDraft:
    return read_step_table(rows, slug="made", title="Made", time_zone="America/New_York")


def problems_of(*rows) -> list[str]:
    with pytest.raises(StepTableError) as refused:
        read(rows)
    return [problem.sentence for problem in refused.value.problems]


def test_a_table_of_every_kind_of_step_is_a_flow_without_a_fault():
    document = read(WHOLE).document
    assert check_document(document) == []
    assert [issue for issue in inspect(parse_flow(document)) if issue.severity == "error"] == []
    assert document["start"] == "how-old"
    assert document["facts"]["how_old"]["maximum"] == 10_000, "a rule speaks of a thousand"
    need = document["nodes"]["need"]
    assert need["rules"] == [{"id": "rule-1", "when": {"in": [{"var": "need"}, ["food", "rent"]]}, "next": "young"}]
    assert need["otherwise"] == "person", "every answer is named: the last one is the way for the rest"


def test_a_flow_comes_back_the_same_from_the_table_that_it_is_written_as():
    first = read(WHOLE)
    rows = write_step_table(first)
    again = read(rows)
    assert again == first
    assert write_step_table(again) == rows
    assert rows[0] == COLUMNS


def test_columns_stand_in_any_order_under_other_words_and_unknown_ones_are_left_out():
    rows = [("Next", "Remark", "Question", "Answer"), ("Bye", "old", "Have a cat?", "Yes"), ("Dog?", "", "", "no")]
    document = read([*rows, ("Bye", "", "Dog?", "big"), ("Hi", "", "", "")]).document
    assert document["nodes"]["cat"]["otherwise"] == "dog"
    assert [option["label"] for option in document["facts"]["dog"]["options"]] == ["big", "Something else"]
    assert document["nodes"]["hi"] == {"type": "end", "title": "Hi"}, "without types, a name that is no step is an end"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "Row 1: The first row has to name the columns"),
        ([("colour", "size")], "Row 1: The first row has to name the columns"),
        ([COLUMNS], "Row 2: There are no steps"),
        ([COLUMNS, ("", "", "", "", "yes", "a")], "Row 2: It belongs to no step"),
        ([COLUMNS, ("a", "zork")], "Row 2: “zork” is no type of step. There are: yes or no, choice,"),
        ([COLUMNS, ("a", "message", "x", "", "", "b")], "Row 2: It goes to “b”, but no row is the step “b”."),
        ([COLUMNS, ("a", "message", "x")], "Row 2: “a” does not say where it leads"),
        ([COLUMNS, ("a", "end", "x", "", "", "a")], "Row 2: “a” is where people end"),
        ([COLUMNS, ("a", "choice", "x", "One", "", "b"), ("b", "end")], "Row 2: “a” needs at least two answers"),
        ([COLUMNS, ("a", "number", "x", "", "many", "b"), ("", "", "", "", "", "b"), ("b", "end")], "Row 2: “many” is"),
        ([COLUMNS, ("a", "number", "x", "", "> 3", "b"), ("b", "end")], "Row 2: No row of “a” says where every other"),
        ([COLUMNS, ("a", "yes or no", "x", "", "perhaps", "b"), ("b", "end")], "Row 2: “perhaps” is neither yes nor"),
        (
            [COLUMNS, ("a", "yes or no", "x", "", "yes", "b"), ("b", "end")],
            "Row 2: No row of “a” says where “no” leads",
        ),
        ([COLUMNS, ("a", "choice", "x", "A|B", "C", "b"), ("b", "end")], "Row 2: “C” is no answer to “x”."),
        ([COLUMNS, ("a", "words", "x", "", "cat", "b"), ("", "", "", "", "", "b"), ("b", "end")], "Row 2: What people"),
        ([COLUMNS, ("a", "message", "x", "", "yes", "b"), ("b", "end")], "Row 2: “a” asks nothing"),
        ([COLUMNS, ("a", "end", "x"), ("b", "end"), ("a", "end", "y")], "Row 4: “y” is another text than row 2"),
        ([COLUMNS, ("a", "yes or no", "x", "", "yes", "")], "Row 2: It does not say where “yes” leads"),
        (
            [COLUMNS, ("a", "date", "x", "", "< soon", "b"), ("", "", "", "", "", "b"), ("b", "end")],
            "Row 2: “soon” is no",
        ),
        (
            [COLUMNS, ("a", "message", "x", "", "", "b"), ("", "", "", "", "else", "b"), ("b", "end")],
            "Row 3: “a” asks nothing",
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_its_number(rows, sentence):
    found = problems_of(*rows)
    assert found[0].startswith(sentence)


def test_every_problem_that_can_be_told_at_once_is_told():
    rows = [COLUMNS, ("a", "zork"), ("b", "message", "x", "", "", "nowhere"), ("c", "end", "", "", "", "a")]
    assert [sentence.partition(":")[0] for sentence in problems_of(*rows)] == ["Row 2", "Row 4", "Row 3"]


def test_what_a_table_cannot_say_is_refused_by_the_name_of_its_step():
    document = dict(read([COLUMNS, ("a", "yes or no", "Warm?", "", "", "b"), ("b", "end", "Bye")]).document)
    for name, node, sentence in (
        ("t", {"type": "table", "title": "Who fits"}, "“Who fits” is no step that a table can say."),
        (
            "a",
            {**document["nodes"]["a"], "rules": [{"id": "r", "when": {"answered": "a"}, "next": "b"}]},
            "A rule of “Warm?” asks for more than its own answer.",
        ),
    ):
        changed = {**document, "nodes": {**document["nodes"], name: node}}
        with pytest.raises(EditError) as refused:
            write_step_table(FlowDraft(document=changed))
        assert refused.value.what == sentence


CELL = st.text(alphabet="ab|;<>=0129- \nyesno", max_size=8)


@given(st.lists(st.lists(CELL, min_size=1, max_size=7), max_size=6))
def test_rubbish_is_refused_or_read_but_never_breaks(rows):
    try:
        draft = read([COLUMNS, *rows])
    except StepTableError as refused:
        assert all(problem.row >= 1 and problem.what for problem in refused.problems)
    else:
        assert draft.document["start"] in draft.document["nodes"]
