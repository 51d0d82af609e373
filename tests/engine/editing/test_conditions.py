"""A condition made by a form passes the check for every type of fact, and what does not fit is refused in words."""

import pytest

from engine.definition import check_document, has_errors
from engine.editing import build_condition, comparisons
from engine.errors import EditError
from tests.builders import a_document

OPTIONS = [{"id": "gas", "label": "Gas"}, {"id": "oil", "label": "Oil"}]
FACTS = {
    "boolean": ({}, ""),
    "choice": ({"options": OPTIONS}, "Oil"),
    "choices": ({"options": OPTIONS}, "oil"),
    "place": ({"places": OPTIONS}, "gas"),
    "integer": ({}, "1,250"),
    "decimal": ({}, "12.5"),
    "money": ({"currency": "USD"}, "$1,250.50"),
    "year": ({}, "1961"),
    "date": ({}, "2026-11-22"),
    "month": ({}, "2026-11"),
    "text": ({}, ""),
}


@pytest.mark.parametrize("type", FACTS)
def test_every_comparison_of_a_type_passes_the_check(type):
    domain, value = FACTS[type]
    fact = {"type": type, "label": "It", **domain}
    for comparison in comparisons(type):
        document = a_document()
        document["facts"]["it"] = fact
        document["nodes"]["ask-it"] = {"type": "question", "fact": "it", "prompt": "What is it?", "next": "ask-people"}
        document["start"] = "ask-it"
        document["nodes"]["fits"]["rules"][0]["when"] = build_condition("it", fact, comparison, value)
        assert not has_errors(check_document(document)), comparison


@pytest.mark.parametrize(
    ("type", "comparison", "value", "told"),
    [
        ("integer", ">=", "many", "“many” is no number"),
        ("integer", ">=", "", "Say what “It” is compared with"),
        ("choice", "==", "coal", "Answers are: Gas, Oil"),
        ("date", "before", "22/11/2026", "is no date"),
        ("boolean", ">=", "1", "cannot be compared in that way"),
    ],
)
def test_what_does_not_fit_is_refused(type, comparison, value, told):
    with pytest.raises(EditError, match=told):
        build_condition("it", {"type": type, "label": "It", **FACTS[type][0]}, comparison, value)
