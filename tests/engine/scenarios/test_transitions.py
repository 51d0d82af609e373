"""A table of transitions becomes a flow that decides as the table does."""

import copy
from typing import Any

import pytest

from engine.definition import check_document, parse_flow
from engine.errors import DefinitionError
from engine.scenarios.transitions import import_transitions


def a_table(**questions: Any) -> dict[str, Any]:
    table: dict[str, Any] = {
        "flow": "pets",
        "first_question": next(iter(questions)) + "?",
        "outcomes": [],
        "questions": {},
    }
    for name, (answers, transitions) in questions.items():
        table["questions"][f"{name}?"] = {
            "answers_seen": answers,
            "also_depends_on": [],
            "transitions": [
                {"when": when, "next": following, **more}
                for when, following, *rest in transitions
                for more in [rest[0] if rest else {}]
            ],
        }
    return table


def the_node(table: dict[str, Any], node: str) -> dict[str, Any]:
    document = import_transitions(table).document
    assert check_document(document) == []
    return document["nodes"][node]


PETS = a_table(
    have_pet=(["yes", "no"], [({"have_pet?": "yes"}, "which_pet?"), ({"have_pet?": "no"}, "no_licence")]),
    which_pet=(
        ["2-dogs", "cat", "Fish!"],
        [
            ({"which_pet?": "2-dogs"}, "licence"),
            ({"which_pet?": "cat"}, "licence"),
            ({"which_pet?": "Fish!"}, "no_licence"),
        ],
    ),
)


def test_names_become_ids_and_stay_as_originals():
    flow = parse_flow(import_transitions(PETS).document)
    assert flow.nodes["have_pet"].imported_as == "have_pet?"
    assert flow.nodes["no_licence"].imported_as == "no_licence"
    assert [(option.id, option.imported_as) for option in flow.facts["which_pet"].options] == [
        ("answer-2-dogs", "2-dogs"),
        ("cat", "cat"),
        ("fish", "Fish!"),
    ]


def test_names_that_become_the_same_id_are_told_apart():
    table = a_table(pet=(["A b", "a-b", "A_B"], [({"pet?": each}, "end") for each in ("A b", "a-b", "A_B")]))
    options = import_transitions(table).document["facts"]["pet"]["options"]
    assert [option["id"] for option in options] == ["a-b", "a-b-2", "a_b"]


def test_answers_that_lead_to_one_place_share_a_rule_and_the_most_common_place_is_otherwise():
    node = the_node(PETS, "which_pet")
    assert node["rules"] == [{"id": "rule-1", "when": {"==": [{"var": "which_pet"}, "fish"]}, "next": "no_licence"}]
    assert node["otherwise"] == "licence"


def test_a_question_that_always_leads_to_one_place_has_no_rules():
    table = a_table(pet=(["cat", "dog"], [({"pet?": "cat"}, "end"), ({"pet?": "dog"}, "end")]))
    assert the_node(table, "pet")["next"] == "end"


@pytest.mark.parametrize(
    ("answers", "type_"),
    [
        (["2015-02-01", "2016-02-29"], "date"),
        (["2015-02-30"], "choice"),
        (["50", "350"], "integer"),
        (["0", "43.3"], "decimal"),
        (["007"], "choice"),
        (["none", "a,b"], "choices"),
        (["Paris, France", "Rome"], "choice"),
        (["yes", "no"], "choice"),
        ([], "text"),
    ],
)
def test_the_type_is_recognised_by_the_answers(answers: list[str], type_: str):
    table = a_table(it=(answers, [({"it?": each}, "end") for each in answers] or [({}, "end")]))
    document = import_transitions(table).document
    assert document["facts"]["it"]["type"] == type_
    assert check_document(document) == []


def test_a_selection_is_compared_with_just_these_options():
    table = a_table(it=(["a", "a,b", "b"], [({"it?": "a"}, "x"), ({"it?": "a,b"}, "y"), ({"it?": "b"}, "y")]))
    assert the_node(table, "it")["rules"][0]["when"] == {
        "and": [
            {"all": [{"var": "it"}, {"in": [{"var": ""}, ["a"]]}]},
            {"==": [{"count": [{"var": "it"}]}, 1]},
        ]
    }


def test_earlier_answers_are_guarded_and_a_null_means_not_answered():
    table = copy.deepcopy(PETS)
    entry = table["questions"]["which_pet?"]
    entry["transitions"] = [
        {"when": {"which_pet?": "cat", "have_pet?": "yes"}, "next": "licence"},
        {"when": {"which_pet?": "cat", "have_pet?": None}, "next": "licence"},
        {"when": {"which_pet?": "2-dogs", "have_pet?": "yes"}, "next": "no_licence"},
        {"when": {"which_pet?": "2-dogs", "have_pet?": None}, "next": "no_licence"},
    ]
    rules = the_node(table, "which_pet")["rules"]
    assert [rule["when"] for rule in rules] == [
        {
            "and": [
                {"==": [{"var": "which_pet"}, "cat"]},
                {"answered": "have_pet"},
                {"==": [{"var": "have_pet"}, "yes"]},
            ]
        },
        {"and": [{"==": [{"var": "which_pet"}, "cat"]}, {"!": {"answered": "have_pet"}}]},
    ]


def test_a_refused_answer_becomes_a_validator():
    table = a_table(weeks=(["1", "52"], [({"weeks?": "1"}, "done"), ({"weeks?": "52"}, "weeks?", {"reject": True})]))
    node = the_node(table, "weeks")
    assert node["validators"][0]["when"] == {"==": [{"var": "weeks"}, 52]}
    assert node["next"] == "done"


def test_a_guess_about_answers_that_were_never_seen_is_noted():
    table = a_table(years=(["1", "3"], [({"years?": "1"}, "too_short"), ({"years?": "3"}, "fits")]))
    assert import_transitions(table).notes == ("“years?”: answers that the table does not know go on to “fits”.",)


def test_nothing_is_noted_when_the_table_is_complete():
    assert import_transitions(PETS).notes == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"questions": []}, "This is no transition table: it has no “questions”."),
        ({"first_question": "gone?"}, "The first question, “gone?”, is not among the questions."),
        ({"flow": None}, "The table has no “flow”."),
        ({"questions": {"have_pet?": {}}}, "Question “have_pet?” has no “transitions” or no “answers_seen”."),
        (
            {"questions": {"have_pet?": {"answers_seen": [], "transitions": [{"when": {}}]}}},
            "A transition of “have_pet?” has no “when” or no “next”.",
        ),
        (
            {"questions": {"have_pet?": {"answers_seen": [], "transitions": [{"when": {"x": "y"}, "next": "z"}]}}},
            "A transition of “have_pet?” depends on “x”, which is not among the questions.",
        ),
        (
            {
                "questions": {
                    "have_pet?": {"answers_seen": [], "transitions": [{"when": {"have_pet?": "y"}, "next": "z"}]}
                }
            },
            "A transition of “have_pet?” is for the answer “y”, which “have_pet?” never had.",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(change: dict[str, Any], sentence: str):
    with pytest.raises(DefinitionError) as caught:
        import_transitions({**PETS, **change})
    assert [issue.sentence for issue in caught.value.issues] == [sentence]


def test_a_question_that_refuses_everything_is_refused():
    table = a_table(it=(["a", "b"], [({"it?": "a"}, "it?", {"reject": True}), ({"it?": "b"}, "it?", {"reject": True})]))
    with pytest.raises(DefinitionError, match="leads nowhere"):
        import_transitions(table)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answers_seen": ["a", 1]}, "An answer to “why” is no text. Put it in quotes."),
        (
            {"transitions": [{"when": {}, "next": "end", "reject": True}]},
            "A transition of “why” refuses every answer. Name the answers that it refuses.",
        ),
    ],
)
def test_a_table_with_a_slip_is_refused_with_a_sentence(changes, sentence):
    entry = {"answers_seen": ["a"], "transitions": [{"when": {"why": "a"}, "next": "end"}], **changes}
    with pytest.raises(DefinitionError) as caught:
        import_transitions({"flow": "f", "first_question": "why", "questions": {"why": entry}})
    assert [issue.sentence for issue in caught.value.issues] == [sentence]
