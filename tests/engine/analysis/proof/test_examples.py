"""Answers in writing: whatever a fact asks for, the example lies in its domain."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.proof.examples import example_of, fitting, matching
from engine.model.flow import Fact
from engine.questions import Context, fact_types

ANYWHERE = Context(today=date(2026, 11, 22), values={}, locale="en")
PATTERNS = [
    "[A-Za-z]{2}-?[0-9]{6}",
    r"\d{3}-\d{4}",
    r"(?:AB|CD)[0-9]+",
    r"[^0-9]{2,4}",
    r"\w+@\w+\.example",
    "()?x|y",
    r"[\]a]b",
    "A.{3}",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_an_example_fits_its_pattern(pattern):
    assert re.fullmatch(pattern, matching(pattern))


@given(st.from_regex(r"([a-c]|\[[a-c]+\]|\([ab|]+\)|\\d)([?+*]|\{[1-3]\})?(x|y)", fullmatch=True))
def test_what_is_found_for_a_pattern_fits_it(pattern):
    said = matching(pattern)
    assert not said or re.fullmatch(pattern, said)


@pytest.mark.parametrize(
    "fact",
    [
        Fact(id="f", type="text", domain={"min_length": 40}),
        Fact(id="f", type="text", domain={"max_length": 3}),
        Fact(id="f", type="text", domain={"pattern": "[A-Z]{2}[0-9]{6}"}),
        Fact(id="f", type="email"),
        Fact(id="f", type="phone", domain={"region": "GB"}),
        Fact(id="f", type="postcode"),
        Fact(id="f", type="postcode", domain={"country": "GB"}),
        Fact(id="f", type="address"),
        Fact(id="f", type="file", domain={"accept": ["image/*"]}),
    ],
)
def test_an_example_lies_in_the_domain_of_its_fact(fact):
    assert fact_types[fact.type].check(fact, example_of(fact), ANYWHERE) is None


def test_a_text_that_can_be_typed_stays():
    fact = Fact(id="f", type="text", domain={"pattern": "[a-z]+"})
    assert fitting(fact, "abc") == "abc"
    assert fitting(fact, "ABC") == "a"
