"""Conditions and calculations in words."""

from dataclasses import replace

import pytest
from hypothesis import assume, given

from engine.definition import build_release
from engine.definition.calculations import SAID
from engine.definition.saying import Saying
from engine.definition.wording import Wording
from engine.expressions import ExpressionError, Scope, check, operators
from engine.model.values import Json
from engine.model.words import Words
from tests.builders import a_document
from tests.engine.expressions.generated import SCOPE, expressions

FACTS = {
    "people": {"type": "integer", "label": "People at home", "minimum": 1, "maximum": 20},
    "shutoff": {"type": "boolean", "label": "Heat shut off"},
    "sure": {"type": "boolean", "label": "Sure", "yes": "Yes, certainly", "no": "Not at all"},
    "income": {"type": "money", "label": "Income", "currency": "USD", "minimum": 0},
    "born": {"type": "date", "label": "Birthday", "latest": {"today": "+0d"}},
    "year": {"type": "year", "label": "Year of birth", "minimum": 1900, "maximum": 2030},
    "fuel": {
        "type": "choice",
        "label": "Fuel",
        "options": [
            {"id": "gas", "label": "Natural gas"},
            {"id": "oil", "label": "Oil"},
            {"id": "wood", "label": "Wood"},
        ],
    },
    "aid": {
        "type": "choices",
        "label": "Aid",
        "options": [{"id": "snap", "label": "SNAP"}, {"id": "ssi", "label": "SSI"}],
    },
    "others": {
        "type": "list",
        "label": "Others at home",
        "maximum": 5,
        "facts": {
            "age": {"type": "integer", "label": "Age", "minimum": 0, "maximum": 120},
            "student": {"type": "boolean", "label": "Student"},
        },
    },
}
CONDITIONS = [
    ({"var": "shutoff"}, "“Heat shut off” is yes"),
    ({"!": {"var": "shutoff"}}, "“Heat shut off” is no"),
    ({"==": [{"var": "shutoff"}, False]}, "“Heat shut off” is no"),
    ({"var": "sure"}, "“Sure” is “Yes, certainly”"),
    ({"<=": [{"var": "people"}, 4]}, "“People at home” is at most 4"),
    ({">": [4, {"var": "people"}]}, "“People at home” is less than 4"),
    ({"!": {"<": [{"var": "people"}, 4]}}, "“People at home” is at least 4"),
    ({"<": [1, {"var": "people"}, 4]}, "“People at home” is more than 1 and less than 4"),
    ({"<=": [1, {"var": "people"}, 4]}, "“People at home” is from 1 to 4"),
    ({"<": [{"var": "income"}, 1500.5]}, "“Income” is less than $1,500.50"),
    ({"==": [{"var": "year"}, 2001]}, "“Year of birth” is 2001"),
    ({"before": [{"var": "born"}, "2001-02-03"]}, "“Birthday” is before February 3, 2001"),
    ({"not-before": [{"var": "born"}, "2001-02-03"]}, "“Birthday” is on or after February 3, 2001"),
    ({"==": [{"var": "fuel"}, "oil"]}, "“Fuel” is “Oil”"),
    ({"!=": [{"var": "fuel"}, "oil"]}, "“Fuel” is not “Oil”"),
    ({"in": [{"var": "fuel"}, ["oil", "wood"]]}, "“Fuel” is “Oil” or “Wood”"),
    (
        {"or": [{"==": [{"var": "fuel"}, "oil"]}, {"==": [{"var": "fuel"}, "gas"]}]},
        "“Fuel” is “Oil” or “Natural gas”",
    ),
    ({"in": ["snap", {"var": "aid"}]}, "“Aid” includes “SNAP”"),
    ({"!": {"in": ["snap", {"var": "aid"}]}}, "“Aid” does not include “SNAP”"),
    (
        {"and": [{"in": ["snap", {"var": "aid"}]}, {"in": ["ssi", {"var": "aid"}]}]},
        "“Aid” includes “SNAP” and “SSI”",
    ),
    ({"answered": "income"}, "“Income” is answered"),
    ({"!": {"answered": "income"}}, "“Income” is not answered"),
    (
        {"!": {"or": [{"var": "shutoff"}, {"<": [{"var": "people"}, 2]}]}},
        "“Heat shut off” is no and “People at home” is at least 2",
    ),
    (
        {"and": [{"var": "shutoff"}, {"or": [{"var": "sure"}, {">": [{"var": "people"}, 2]}]}]},
        "“Heat shut off” is yes and (“Sure” is “Yes, certainly” or “People at home” is more than 2)",
    ),
    (
        {"some": [{"var": "others"}, {"<": [{"var": "age"}, 6]}]},
        "for at least one of “Others at home”: “Age” is less than 6",
    ),
    (
        {"!": {"some": [{"var": "others"}, {"var": "student"}]}},
        "for none of “Others at home”: “Student” is yes",
    ),
    (
        {">=": [{"count": [{"var": "others"}, {"<": [{"var": "age"}, 6]}]}, 2]},
        "the number in “Others at home” for which “Age” is less than 6 is at least 2",
    ),
    (
        {"<=": [{"var": "income"}, {"lookup": ["limit", {"var": "people"}]}]},
        "“Income” is at most what table “limit” gives for “People at home”",
    ),
    ({">=": [{"age": {"var": "born"}}, 60]}, "the age of somebody born on “Birthday” is at least 60"),
    (
        {"<=": [{"days_between": [{"var": "born"}, {"var": "today"}]}, 10]},
        "the days from “Birthday” to the day of the journey is at most 10",
    ),
    (
        {"<=": [{"var": "income"}, {"if": [{"var": "shutoff"}, 2000, 1000]}]},
        "“Income” is at most ($2,000 if “Heat shut off” is yes, otherwise $1,000)",
    ),
    (
        {"<": [{"count": {"missing": ["income", "born"]}}, 1]},
        "the number of answers missing among “Income”, “Birthday” is less than 1",
    ),
    (
        {"!": {"and": [{"in": ["snap", {"var": "aid"}]}, {"in": ["ssi", {"var": "aid"}]}]}},
        "“Aid” does not include “SNAP” or “Aid” does not include “SSI”",
    ),
    (
        {"!": {"or": [{"in": ["snap", {"var": "aid"}]}, {"in": ["ssi", {"var": "aid"}]}]}},
        "“Aid” does not include “SNAP” or “SSI”",
    ),
    ({"!": {"<": [1, {"var": "people"}, 4]}}, "“People at home” is not (more than 1 and less than 4)"),
]
CALCULATIONS = [
    ({"*": [{"+": [{"var": "income"}, 10]}, 12]}, "(“Income” + $10) × 12"),
    ({"-": [{"var": "income"}, {"-": [{"var": "income"}, 20]}]}, "“Income” − (“Income” − $20)"),
    ({"round": [{"/": [{"var": "income"}, 3]}, 2]}, "“Income” ÷ 3, rounded to the nearest $0.01 (halves up)"),
    ({"max": [{"-": [{"var": "income"}, 20]}, 0]}, "the greater of (“Income” − $20) and $0"),
    ({"plusTime": [{"var": "born"}, -1, "day"]}, "“Birthday” − 1 day"),
    ({"plusTime": [{"var": "today"}, {"var": "people"}, "month"]}, "the day of the journey + “People at home” months"),
    ({"sum": [{"var": "others"}, {"var": "age"}]}, "the sum of “Age” over “Others at home”"),
    ({"year_of": [{"var": "born"}, "07-01"]}, "the year of “Birthday” that begins on July 1"),
]


@pytest.fixture(scope="module")
def saying() -> Saying:
    document = a_document()
    document["facts"] |= FACTS
    return Saying(Wording(build_release(document), Words("en")), Words("en"), {})


def typed(saying: Saying, source: Json, expect: str | None = "boolean"):
    flow = saying.wording.release.flow
    return check(source, Scope(facts=flow.facts, tables=flow.tables), expect=expect)


@pytest.mark.parametrize(("source", "sentence"), CONDITIONS, ids=[sentence for _, sentence in CONDITIONS])
def test_a_condition_in_words(saying: Saying, source: Json, sentence: str):
    assert saying.condition(typed(saying, source)) == sentence


@pytest.mark.parametrize(("source", "sentence"), CALCULATIONS, ids=[sentence for _, sentence in CALCULATIONS])
def test_a_calculation_in_words(saying: Saying, source: Json, sentence: str):
    assert saying.value(typed(saying, source, None)) == sentence


@pytest.mark.parametrize(
    ("source", "fact", "said"),
    [
        ({"var": "shutoff"}, "shutoff", "yes"),
        ({"<=": [{"var": "people"}, 4]}, "people", "at most 4"),
        ({"==": [{"var": "fuel"}, "oil"]}, "fuel", "“Oil”"),
        ({"in": ["snap", {"var": "aid"}]}, "aid", "includes “SNAP”"),
        ({"<=": [{"var": "people"}, 4]}, "income", "“People at home” is at most 4"),
    ],
)
def test_what_is_plain_is_left_unsaid(saying: Saying, source: Json, fact: str, said: str):
    assert saying.short(typed(saying, source), fact) == said


@given(source=expressions())
def test_whatever_is_written_is_said(source: Json):
    """No expression is beyond words, and none leaves a place in its sentence open."""
    try:
        checked = check(source, SCOPE, expect=None)
    except ExpressionError:
        assume(False)
    release = build_release(a_document())
    release = replace(release, flow=replace(release.flow, facts=SCOPE.facts, tables=SCOPE.tables))
    saying = Saying(Wording(release, Words("en")), Words("en"), {})
    said = saying.value(checked)
    assert said.strip()
    assert "{" not in said
    assert said.count("(") == said.count(")")


def test_every_operator_has_words_of_its_own():
    assert {name for name in operators if name not in SAID} == set()
