"""A designer's spreadsheet becomes a flow."""

import pytest

from engine.definition import check_document
from engine.errors import DefinitionError
from engine.scenarios.spreadsheet import read_spreadsheet
from engine.scenarios.transitions import import_transitions

RENT = """Question,Answer,Next
Do you rent?,Yes,Who is your landlord?
Do you rent?,No,Ask your bank
Who is your landlord?,The city,Call the city
Who is your landlord?,,Call a lawyer
"""


def test_a_spreadsheet_becomes_a_flow():
    document = import_transitions(read_spreadsheet(RENT, "rent")).document
    assert check_document(document) == []
    assert document["start"] == "do-you-rent"
    assert document["nodes"]["do-you-rent"]["prompt"] == "Do you rent?"
    assert document["nodes"]["ask-your-bank"] == {
        "type": "end",
        "title": "Ask your bank",
        "imported_as": "Ask your bank",
    }


def test_an_empty_answer_stands_for_every_other_answer():
    document = import_transitions(read_spreadsheet(RENT, "rent")).document
    node, fact = document["nodes"]["who-is-your-landlord"], document["facts"]["who-is-your-landlord"]
    assert [rule["next"] for rule in node["rules"]] == ["call-the-city"]
    assert node["otherwise"] == "call-a-lawyer"
    assert [option["id"] for option in fact["options"]] == ["the-city", "other"]


def test_a_question_with_only_an_empty_answer_takes_any_text():
    document = import_transitions(read_spreadsheet("question,answer,next\nWhat happened?,,Thanks\n", "it")).document
    assert document["facts"]["what-happened"]["type"] == "text"
    assert check_document(document) == []


def test_a_byte_order_mark_more_columns_and_empty_lines_do_no_harm():
    text = "\ufeffNote,NEXT,Question,Answer\nx,End,How old?,1\n,,,\n,End,How old?,2\n"
    assert list(read_spreadsheet(text, "it")["questions"]["How old?"]["answers_seen"]) == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("question,answer\na,b\n", "The first line has no column “next”; it names question, answer, next."),
        ("", "The first line has no column “question”; it names question, answer, next."),
        ("question,answer,next\n", "The spreadsheet has no rows."),
        ("question,answer,next\n,yes,End\n", "Line 2 has no “question”."),
        ("question,answer,next\nWhy?,yes\n", "Line 2 has no “next”."),
        ("question,answer,next\nWhy?,a,E\nWhy?,a,F\n", "Line 3 gives the answer “a” to “Why?” a second time."),
        ("question,answer,next\nWhy?,,E\nWhy?,,F\n", "Line 3 gives the answer “(empty)” to “Why?” a second time."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str, sentence: str):
    with pytest.raises(DefinitionError) as caught:
        read_spreadsheet(text, "it")
    assert [issue.sentence for issue in caught.value.issues] == [sentence]


@pytest.mark.parametrize("question", ["Today", "-", "{}", "___"])
def test_a_question_by_any_name_becomes_a_sound_flow(question: str):
    text = f"question,answer,next\n{question},yes,End\n{question},no,-\n"
    assert check_document(import_transitions(read_spreadsheet(text, "it")).document) == []
