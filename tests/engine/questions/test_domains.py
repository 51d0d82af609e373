"""Domains that contradict themselves, spans of time, and patterns that could be made slow."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from engine.questions import fact_types
from engine.questions.limits import shift
from engine.questions.patterns import find_trap
from tests.engine.questions.builders import a_context, a_fact
from tests.engine.questions.test_round_trips import FACTS

SCHEMAS = Path(__file__).parents[3] / "schemas" / "flow" / "1" / "facts"
SHARED = {"type", "label", "sensitive", "messages", "imported_as"}
OPTIONS = [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"type": "integer", "minimum": 5, "maximum": 4}, "/minimum"),
        ({"type": "decimal", "minimum": 0.5, "maximum": 0.25}, "/minimum"),
        ({"type": "money", "minimum": 5, "maximum": 4.99}, "/minimum"),
        ({"type": "year", "minimum": 2027, "maximum": 2026}, "/minimum"),
        ({"type": "date", "earliest": "2026-02-01", "latest": "2026-01-01"}, "/earliest"),
        ({"type": "date", "earliest": {"today": "+0d"}, "latest": {"today": "-1d"}}, "/earliest"),
        ({"type": "date", "earliest": "2026-02-30"}, "/earliest"),
        ({"type": "month", "latest": {"today": "-18 years"}}, "/latest"),
        ({"type": "choice", "options": OPTIONS[:1]}, "/options"),
        ({"type": "choice", "options": [*OPTIONS, OPTIONS[0]]}, "/options"),
        ({"type": "choices", "options": OPTIONS, "exclusive": "c"}, "/exclusive"),
        ({"type": "choices", "options": OPTIONS, "at_least": 3}, "/at_least"),
        ({"type": "choices", "options": OPTIONS, "at_least": 2, "at_most": 1}, "/at_least"),
        ({"type": "text", "min_length": 9, "max_length": 8}, "/min_length"),
        ({"type": "text", "pattern": "(a+)+"}, "/pattern"),
        ({"type": "place", "places": []}, "/places"),
        ({"type": "list", "facts": {"n": {"type": "integer", "minimum": 2, "maximum": 1}}}, "/facts/n/minimum"),
    ],
)
def test_a_domain_that_no_answer_fits_is_an_issue(data, pointer):
    (issue,) = fact_types[data["type"]].issues(a_fact(data), "/facts/asked")
    assert issue.pointer == f"/facts/asked{pointer}"
    assert issue.rule == "domain"
    assert issue.fix


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_sound_domain_has_no_issues(name):
    assert fact_types[name].issues(FACTS[name], "/facts/asked") == []


def test_limits_of_different_kinds_are_not_compared():
    data = {"type": "date", "earliest": "2026-01-01", "latest": {"today": "-18y"}}
    assert fact_types["date"].issues(a_fact(data), "/facts/asked") == []


@pytest.mark.parametrize(
    ("day", "by", "then"),
    [
        (date(2024, 2, 29), "-18y", date(2006, 2, 28)),
        (date(2024, 2, 29), "+4y", date(2028, 2, 29)),
        (date(2026, 1, 31), "+1m", date(2026, 2, 28)),
        (date(2026, 1, 1), "-1m", date(2025, 12, 1)),
        (date(2026, 1, 1), "-2w", date(2025, 12, 18)),
        (date(2026, 1, 1), "+0d", date(2026, 1, 1)),
        (date(2026, 1, 1), "-99999y", date.min),
        (date(2026, 1, 1), "+99999y", date.max),
    ],
)
def test_a_span_moves_a_day_and_stays_in_the_month(day, by, then):
    assert shift(day, by) == then


@pytest.mark.parametrize("name", sorted(FACTS))
def test_domain_keys_name_what_a_type_reads(name):
    kind, fact = fact_types[name], FACTS[name]
    assert set(fact.domain) <= kind.domain_keys | {"messages"}
    assert kind.name == name
    assert "answered" in kind.operators


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a|a)*",
        "(a|b){3}",
        "(x?y){2,}",
        "((a+))*",
        "(?=a)b",
        "(a)\\1",
        "a*b*c*",
        "a{0,500}b+c+",
        "[",
        "a" * 201,
        "(?i)a",
        "(?P<n>a)",
        "(a{1,9}){9}",
        "(?:a*)*",
    ],
)
def test_patterns_that_can_be_slow_are_refused(pattern):
    assert find_trap(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "[A-Z]{2}-?[0-9]{4,6}",
        "(ab){3}",
        "(ab)*",
        "(a|b)",
        "(a+)?x",
        r"\d{5}(-\d{4})?",
        "[(*+]+",
        r"\(\d+\)",
        "a{,3}",
    ],
)
def test_plain_patterns_are_taken_and_quick(pattern):
    assert find_trap(pattern) == ""
    fact = a_fact({"type": "text", "pattern": pattern or "x", "max_length": 5000})
    began = time.perf_counter()
    for typed in ("a" * 5000, "(" * 5000, "1" * 5000 + "!", "ab" * 2500 + "!"):
        fact_types["text"].check(fact, typed, a_context())
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize("name", sorted(fact_types))
def test_the_schema_knows_the_keys_that_the_type_reads(name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    assert set(schema["properties"]) - SHARED == fact_types[name].domain_keys
