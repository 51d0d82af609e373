"""Formulas mean what the interpreter computes: the same value, and unknown exactly where it is unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysis.proof import days
from engine.analysis.proof.days import Day
from engine.analysis.proof.formulas import RULES, Options, Translator
from engine.analysis.proof.terms import NO, YES, Item, Items, Term
from engine.analysis.proof.ties import Ties
from engine.definition import parse_flow
from engine.expressions import Scope, check, evaluate
from engine.expressions.operators.registry import operators
from engine.expressions.types import Kind, Type, fact_type
from tests.random_flows import conditions

MEMBER = {
    "size": {"type": "integer"},
    "sure": {"type": "boolean"},
    "kind": {"type": "choice", "options": [{"id": each, "label": each} for each in ("a", "b", "c")]},
    "called": {"type": "text"},
    "born": {"type": "date"},
}
GROUP = {"type": "list", "maximum": 4, "facts": MEMBER}
FACTS = {
    "flag": {"type": "boolean"},
    "other": {"type": "boolean"},
    "count": {"type": "integer", "minimum": 0, "maximum": 9},
    "debt": {"type": "integer", "minimum": -40, "maximum": 40},
    "rate": {"type": "decimal", "places": 2, "minimum": -9, "maximum": 9},
    "pay": {"type": "money", "currency": "USD", "minimum": 0, "maximum": 9},
    "kind": {"type": "choice", "options": [{"id": each, "label": each} for each in ("a", "b", "c")]},
    "kinds": {"type": "choices", "options": [{"id": each, "label": each} for each in ("a", "b", "c")]},
    "total": {"type": "integer"},
    "share": {"type": "money", "currency": "USD"},
    "born": {"type": "date"},
    "since": {"type": "month"},
    "name": {"type": "text"},
    "group": GROUP,
    "band": GROUP,
}
TABLES = {
    "limit": {"by": "count", "rows": [[0, 1], [1, 3], [2, 7]]},
    "far": {"by": "count", "rows": [[1, 3322], [2, 4345]], "beyond": {"add": 189, "per": 1}},
    "steps": {"by": "debt", "match": "band", "rows": [[-10, 1], [0, 2], [15, 3]], "beyond": {"add": 2, "per": 10}},
    "dated": {"by": "date", "match": "date", "rows": [["2020-01-01", 5], ["2026-10-01", 6]]},
    "office": {"by": "kind", "gives": "text", "rows": [["a", "north"], ["b", "south"]]},
}
HOLIDAYS = {"state": ["2026-11-26", "2026-12-25", "2026-07-04"]}
FLOW = parse_flow(
    {
        "format": 1,
        "id": "words",
        "language": "en",
        "time_zone": "America/New_York",
        "title": "Words",
        "facts": FACTS,
        "tables": TABLES,
        "holidays": HOLIDAYS,
        "start": "end",
        "nodes": {"end": {"type": "end", "title": "End"}},
    }
)
SCOPE = Scope(facts=FLOW.facts, tables=FLOW.tables, holidays=FLOW.holidays)
DAYS = st.dates(date(1899, 12, 1), date(2105, 3, 1))
VALUES = {
    "flag": st.booleans(),
    "other": st.booleans(),
    "count": st.integers(0, 9),
    "debt": st.integers(-40, 40),
    "rate": st.integers(-900, 900).map(lambda hundredths: _plain(Fraction(hundredths, 100))),
    "pay": st.integers(0, 900),
    "kind": st.sampled_from(["a", "b", "c"]),
    "kinds": st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(lambda some: tuple(sorted(some))),
    "total": st.integers(-50, 50),
    "share": st.integers(-900, 900),
    "born": DAYS,
    "since": DAYS.map(lambda day: day.replace(day=1)),
    "name": st.sampled_from(["Sam", "a", "", "Sample"]),
}
MEMBERS = st.fixed_dictionaries(
    {},
    optional={
        "size": st.one_of(st.none(), st.integers(-3, 9)),
        "sure": st.one_of(st.none(), st.booleans()),
        "kind": st.sampled_from(["a", "b", "c"]),
        "called": st.sampled_from(["Sam", "a"]),
        "born": DAYS,
    },
)
VALUES |= {each: st.lists(MEMBERS, max_size=4).map(tuple) for each in ("group", "band")}
V = {name: {"var": name} for name in (*FACTS, "today")}
EXPRESSIONS: list[tuple[Any, str | None]] = [
    ({"===": [V["kind"], "b"]}, "boolean"),
    ({"!=": [V["born"], "2000-02-29"]}, "boolean"),
    ({"!==": [V["flag"], V["other"]]}, "boolean"),
    ({"<": [0, V["count"], V["debt"]]}, "boolean"),
    ({">=": [V["since"], "2020-01"]}, "boolean"),
    ({"before": [V["born"], V["today"]]}, "boolean"),
    ({"after": ["2030-01-01", V["born"], "1950-01-01"]}, "boolean"),
    ({"not-before": [V["born"], V["today"]]}, "boolean"),
    ({"not-after": [V["since"], "2010-05"]}, "boolean"),
    ({"in": ["a", V["kinds"]]}, "boolean"),
    ({"in": [V["kind"], V["kinds"]]}, "boolean"),
    ({"in": [V["count"], [1, 3, V["debt"]]]}, "boolean"),
    ({"in": ["am", V["name"]]}, "boolean"),
    ({"if": [V["flag"], V["count"], V["other"], V["debt"], 7]}, None),
    ({"if": [V["flag"], V["born"], V["today"]]}, None),
    ({"and": [V["flag"], {"or": [V["other"], {"!": V["flag"]}]}, {"!!": V["other"]}]}, "boolean"),
    ({"+": [V["count"], V["rate"], 1.5]}, None),
    ({"-": [V["debt"]]}, None),
    ({"-": [V["pay"], V["share"]]}, None),
    ({"*": [V["count"], V["rate"], 2]}, None),
    ({"min": [V["count"], V["debt"], V["rate"]]}, None),
    ({"max": [V["born"], V["today"]]}, None),
    ({"/": [V["debt"], V["count"]]}, None),
    ({"/": [V["pay"], V["share"]]}, None),
    ({"%": [V["debt"], V["count"]]}, None),
    ({"%": [V["debt"], {"-": [V["count"]]}]}, None),
    *(({"round": [V["rate"], places, mode]}, None) for places in (-1, 0, 1) for mode in ("half-up", "half-even")),
    *(({"round": [{"/": [V["debt"], 4]}, 0, mode]}, None) for mode in ("half-down", "up", "down")),
    ({"floor": [{"/": [V["debt"], 3]}, 1]}, None),
    ({"ceil": [{"/": [V["pay"], 7]}, 2]}, None),
    ({"round": [V["debt"], -1, "half-even"]}, None),
    ({"lookup": ["limit", V["count"]]}, None),
    ({"lookup": ["far", V["count"]]}, None),
    ({"lookup": ["steps", V["debt"]]}, None),
    ({"lookup": ["dated", V["born"]]}, None),
    ({"lookup": ["office", V["kind"]]}, None),
    ({"<=": [V["pay"], {"lookup": ["limit", V["count"]]}]}, "boolean"),
    *(({"plusTime": [V["born"], V["debt"], unit]}, None) for unit in ("day", "week", "month", "year")),
    ({"plusTime": [V["since"], V["count"], "month"]}, None),
    *(({f"{unit}_between": [V["born"], V["today"]]}, None) for unit in ("days", "weeks", "months", "years")),
    ({"age": [V["born"]]}, None),
    ({"age": [V["born"], {"plusTime": [V["today"], V["debt"], "day"]}]}, None),
    ({"weekday": V["born"]}, None),
    ({"year_of": [V["born"], "10-01"]}, None),
    ({"year_of": [V["born"]]}, None),
    ({"workdays_between": [V["born"], V["today"]]}, None),
    ({"workdays_between": [V["today"], V["born"], "state"]}, None),
    ({"some": [V["kinds"], {"==": [{"var": ""}, V["kind"]]}]}, "boolean"),
    ({"all": [V["kinds"], {"in": [{"var": ""}, ["a", "b"]]}]}, "boolean"),
    ({"none": [[V["count"], V["debt"]], {">": [{"var": ""}, V["total"]]}]}, "boolean"),
    ({"count": [V["kinds"]]}, None),
    ({"count": [V["kinds"], {"!=": [{"var": ""}, "c"]}]}, None),
    ({"count": {"missing": ["flag", "born", "kinds"]}}, None),
    ({"sum": [[V["count"], V["debt"], 3]]}, None),
    *(({"plus_workdays": [V["born"], {"*": [V["debt"], n]}, "state"]}, None) for n in (1, 3, 9000)),
    ({"plus_workdays": [V["today"], V["debt"]]}, None),
    ({"plus_workdays": ["2026-11-20", V["debt"], "state"]}, None),
    ({"==": [{"cat": ["x", V["name"]]}, "xa"]}, "boolean"),
    ({"cat": [V["name"], V["debt"], "-", V["count"]]}, None),
    *(
        ({"substr": [V["name"], *cut]}, None)
        for cut in ([1], [-2], [-9, 3], [1, 2], [0, -1], [2, -2], [-3, -1], [9, 1])
    ),
    ({"filter": [V["kinds"], {"!=": [{"var": ""}, V["kind"]]}]}, None),
    ({"count": {"filter": [[V["count"], V["debt"], 3], {">": [{"var": ""}, V["total"]]}]}}, None),
    ({"map": [[V["count"], V["debt"]], {"*": [{"var": ""}, V["total"]]}]}, None),
    ({"in": [4, {"map": [[V["count"], V["debt"]], {"+": [{"var": ""}, 1]}]}]}, "boolean"),
    ({"sum": {"map": [V["group"], {"*": [{"var": "size"}, V["count"]]}]}}, None),
    ({"sum": [V["group"], {"if": [{"var": "sure"}, {"var": "size"}, 1]}]}, None),
    ({"some": [V["group"], {"and": [{"var": "sure"}, {"<": [{"var": "size"}, V["count"]]}]}]}, "boolean"),
    ({"all": [V["group"], {"==": [{"var": "kind"}, V["kind"]]}]}, "boolean"),
    ({"none": [V["group"], {"answered": "size"}]}, "boolean"),
    ({"count": [V["group"], {"in": ["a", {"cat": [{"var": "called"}, V["name"]]}]}]}, None),
    ({"count": V["group"]}, None),
    ({"count": {"filter": [V["group"], {"<": [{"age": {"var": "born"}}, 18]}]}}, None),
    ({"sum": [{"filter": [V["group"], {"var": "sure"}]}, {"var": "size"}]}, None),
    ({"some": [V["group"], {"some": [V["kinds"], {"==": [{"var": ""}, {"var": "kind"}]}]}]}, "boolean"),
    ({"reduce": [V["group"], {"max": [{"var": "accumulator"}, {"var": "current.size"}]}, 0]}, None),
    ({"reduce": [[V["count"], V["debt"]], {"+": [{"*": [{"var": "accumulator"}, 2]}, {"var": "current"}]}, 1]}, None),
    ({"reduce": [V["group"], {"cat": [{"var": "accumulator"}, {"var": "current.called"}]}, V["name"]]}, None),
    (
        {"reduce": [V["kinds"], {"+": [{"var": "accumulator"}, {"if": [{"==": [{"var": "current"}, "b"]}, 1, 5]}]}, 0]},
        None,
    ),
    ({"if": [V["flag"], {"count": V["kinds"]}, {"count": {"if": [V["other"], V["group"], V["band"]]}}]}, None),
    ({"all": [{"if": [V["flag"], V["group"], V["band"]]}, {"var": "sure"}]}, "boolean"),
    ({"missing": ["flag", "born", "kinds"]}, None),
    ({"answered": "born"}, "boolean"),
]
REWRITTEN = {"!!"}
"""What a checked expression never holds: the check puts something simpler in its place."""


def _plain(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


def values() -> st.SearchStrategy[dict[str, Any]]:
    asked = st.fixed_dictionaries({}, optional={name: st.one_of(st.none(), VALUES[name]) for name in VALUES})
    return st.tuples(asked, DAYS).map(lambda pair: {**pair[0], "today": pair[1]})


def judge(expression: Any, expect: str | None, known: dict[str, Any]) -> tuple[Any, Any, set[str]]:
    """What the interpreter computes, what the formula says, and which operators had none."""
    typed = check(expression, SCOPE, expect=expect)
    ties = Ties()
    opaque: set[str] = set()
    here = Translator(Options(), {}, ties, opaque)
    names = {(0, name): _term(here, name, known.get(name)) for name in FACTS}
    names[0, "today"] = Term(days.fixed(known["today"]))
    term = here.within(names).term(typed)
    solver = z3.Solver()
    solver.add(*ties)
    assert solver.check() == z3.sat
    model = solver.model()
    if not z3.is_true(model.eval(term.known, model_completion=True)):
        return evaluate(typed, known), None, opaque
    return evaluate(typed, known), _read(here, term.value, model, typed), opaque


def _term(here: Translator, name: str, value: Any) -> Term:
    type_ = fact_type(FLOW.facts[name])
    if value is None:
        return here.nothing(type_) if type_.kind is Kind.LIST else Term(here.fresh(type_, f"nothing {name}"), NO)
    if type_.kind is Kind.LIST:
        return Term(Items(tuple(_member(here, type_, member) for member in value)))
    return Term(here.constant(value, type_), YES)


def _member(here: Translator, type_: Type, member: dict[str, Any]) -> Item:
    types = {name: fact_type(fact) for name, fact in (type_.members or {}).items()}
    given = {name: here.constant(member[name], each) for name, each in types.items() if member.get(name) is not None}
    return Item(YES, {name: Term(given[name]) if name in given else here.nothing(types[name]) for name in types})


def _read(here: Translator, value: Any, model: z3.ModelRef, typed: Any) -> Any:
    if isinstance(value, Items):
        there = [each for each in value.each if z3.is_true(model.eval(each.there, model_completion=True))]
        return tuple(_read(here, each.facts[""].value, model, typed) for each in there)
    if isinstance(value, dict):
        return tuple(option for option, on in value.items() if z3.is_true(model.eval(on, model_completion=True)))
    if isinstance(value, Day):
        return date.fromordinal(model.eval(value.number, model_completion=True).as_long())
    found = model.eval(value, model_completion=True)
    if z3.is_bool(found):
        return z3.is_true(found)
    if z3.is_string_value(found):
        return found.as_string()
    if typed.type.kind == "choice":
        return here.options.name(found.as_long())
    return found.as_long() if z3.is_int_value(found) else _plain(Fraction(found.as_fraction()))


@pytest.mark.parametrize(("expression", "expect"), EXPRESSIONS, ids=lambda each: str(each)[:60])
@settings(max_examples=8)
@given(known=values())
def test_each_operator_means_the_same_to_the_solver(expression: Any, expect: str | None, known: dict[str, Any]) -> None:
    computed, said, opaque = judge(expression, expect, known)
    assert said == computed
    assert not opaque


@settings(max_examples=80)
@given(expression=conditions(), known=values())
def test_conditions_mean_the_same_to_the_solver(expression: Any, known: dict[str, Any]) -> None:
    computed, said, opaque = judge(expression, "boolean", known)
    assert said == computed
    assert not opaque


def test_every_operator_has_a_formula() -> None:
    assert set(operators) - set(RULES) == REWRITTEN
