"""A calculation put together value by value is read back as it was, offers what fits, and says what it lacks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.definition import Speaker
from engine.editing import (
    CalculationError,
    Group,
    Kept,
    Line,
    Names,
    Operand,
    Term,
    Working,
    blame,
    examples_for,
    operands,
    read_calculation,
    same,
    try_out,
    wanted_for,
    ways_for,
    write_calculation,
)
from engine.errors import ExpressionError
from tests.builders import a_document

MEMBERS = {
    "age": {"type": "integer", "label": "Age", "minimum": 0, "maximum": 120},
    "pay": {"type": "money", "currency": "USD"},
}
DOCUMENT = a_document(
    facts={
        "people": {"type": "integer", "label": "People", "minimum": 1, "maximum": 20},
        "pay": {"type": "money", "currency": "USD", "label": "Pay", "minimum": 0, "maximum": 1000},
        "other": {"type": "money", "currency": "USD", "label": "Other income", "minimum": 0, "maximum": 1000},
        "total": {"type": "money", "currency": "USD", "label": "Total", "minimum": 0, "maximum": 20000},
        "born": {"type": "date", "label": "Birthday"},
        "due": {"type": "date", "label": "Due"},
        "month": {"type": "month", "label": "Month"},
        "town": {"type": "text", "label": "Town"},
        "named": {"type": "text", "label": "Named"},
        "urgent": {"type": "boolean", "label": "Urgent"},
        "heating": {
            "type": "choice",
            "label": "Heating",
            "options": [{"id": "gas", "label": "Gas"}, {"id": "oil", "label": "Oil"}],
        },
        "needs": {"type": "choices", "label": "Needs", "options": [{"id": "food", "label": "Food"}]},
        "household": {"type": "list", "label": "Household", "maximum": 9, "facts": MEMBERS},
    },
    tables={"limit": {"by": "people", "rows": [[1, 500], [2, 700]]}},
    holidays={"state": ["2026-12-25"]},
)
NAMES = Names.of(DOCUMENT)
PAY, OTHER, MEMBER_PAY = {"var": "pay"}, {"var": "other"}, {"var": "pay"}
ALL_WAYS: list[tuple[str, Any]] = [
    ("total", {"+": [{"*": [PAY, 12]}, OTHER]}),
    ("total", {"-": [{"-": [PAY, OTHER]}, 20]}),
    ("total", {"round": [{"/": [PAY, 3]}, 2, "half-even"]}),
    ("total", {"round": [{"*": [PAY, 0.5]}, 2]}),
    ("people", {"floor": [{"/": [PAY, OTHER]}]}),
    ("people", {"%": [{"var": "people"}, 2]}),
    ("total", {"min": [PAY, {"max": [OTHER, 10]}]}),
    ("total", {"lookup": ["limit", {"var": "people"}]}),
    ("total", {"lookup": ["limit", {"+": [{"var": "people"}, 1]}]}),
    ("total", {"if": [{"<": [{"var": "people"}, 3]}, PAY, {"var": "urgent"}, OTHER, 0]}),
    ("total", {"sum": [{"var": "household"}, MEMBER_PAY]}),
    ("total", {"sum": [{"filter": [{"var": "household"}, {">=": [{"var": "age"}, 18]}]}, {"*": [MEMBER_PAY, 2]}]}),
    ("people", {"count": [{"var": "household"}, {"<": [{"var": "age"}, 18]}]}),
    ("people", {"count": [{"var": "needs"}]}),
    ("people", {"weeks_between": [{"var": "born"}, {"var": "today"}]}),
    ("people", {"workdays_between": [{"var": "born"}, {"var": "due"}, "state"]}),
    ("people", {"age": [{"var": "born"}]}),
    ("people", {"age": [{"var": "born"}, {"var": "due"}]}),
    ("people", {"weekday": [{"var": "today"}]}),
    ("people", {"year_of": [{"var": "born"}, "10-01"]}),
    ("due", {"plusTime": [{"var": "born"}, 30, "day"]}),
    ("due", {"plusTime": [{"var": "born"}, -15, "month"]}),
    ("due", {"plusTime": [{"var": "born"}, {"-": [{"var": "people"}]}, "week"]}),
    ("due", {"plus_workdays": [{"var": "today"}, 5, "state"]}),
    ("due", {"max": [{"var": "born"}, "2026-11-22"]}),
    ("month", {"plusTime": [{"var": "month"}, 1, "month"]}),
    ("named", {"cat": [{"var": "town"}, ", ", {"var": "people"}]}),
    ("urgent", True),
    ("urgent", {"and": [{"answered": "urgent"}, {"<": [{"var": "people"}, 3]}]}),
    ("urgent", {"if": [{"answered": "urgent"}, {"var": "urgent"}, False]}),
    ("heating", {"if": [{"var": "urgent"}, "gas", "oil"]}),
]


def read(fact: str, expression: Any) -> Term:
    return read_calculation(expression, NAMES, wanted_for(NAMES, fact))


def write(fact: str, term: Term) -> Any:
    return write_calculation(term, NAMES, wanted_for(NAMES, fact))


def kept_in(term: Term) -> list[Kept]:
    if isinstance(term, Working):
        return [each for part in term.parts for each in kept_in(part)]
    return [term] if isinstance(term, Kept) else []


def test_every_way_is_read_as_parts_and_written_as_it_was() -> None:
    for fact, expression in ALL_WAYS:
        term = read(fact, expression)
        assert not kept_in(term), expression
        assert same(write(fact, term), expression), expression


def test_what_is_richer_is_kept_as_it_is_beside_what_is_not() -> None:
    reduced = {"reduce": [{"var": "household"}, {"+": [{"var": "accumulator"}, 1]}, 0]}
    term = read("people", {"+": [{"var": "people"}, reduced]})
    assert isinstance(term, Working)
    assert term.parts == (Operand(named="fact:people"), Kept(expression=reduced))
    assert write("people", term) == {"+": [{"var": "people"}, reduced]}


def test_rubbish_is_kept_as_it_is_and_its_fault_has_a_place() -> None:
    speaker, wanted = Speaker.build(DOCUMENT), wanted_for(NAMES, "total")
    rubbish: list[Any] = [{}, [], {"round": []}, {"plusTime": [1, 2, {}]}, {"sum": [{"var": {}}, 1]}, {"lookup": []}]
    for expression in rubbish:
        assert isinstance(read("total", expression), Kept)
        term = Working(way="+", parts=(Operand(named="fact:pay"), Kept(expression=expression)))
        with pytest.raises(ExpressionError) as refused:
            speaker.typed(write("total", term), "total")
        assert blame(term, NAMES, wanted, refused.value.pointer) in ("", "1")


def test_shipped_flows_have_no_calculation_that_the_builder_cannot_hold() -> None:
    seen = 0
    for path in sorted(Path("flows").glob("*/flow.json")):
        document = json.loads(path.read_text())
        names = Names.of(document)
        for node in document["nodes"].values():
            for each in node.get("set", ()):
                wanted = wanted_for(names, each["fact"])
                term = read_calculation(each["value"], names, wanted)
                assert not kept_in(term), each
                assert same(write_calculation(term, names, wanted), each["value"])
                seen += 1
    assert seen > 20


def test_only_what_fits_is_offered() -> None:
    offered = operands(NAMES, wanted_for(NAMES, "total"))
    assert set(offered["Facts"]) == {"fact:pay", "fact:other", "fact:total"}
    assert set(offered["Amounts"]) == {"amount:limit@people"}
    assert "sum:household" in ways_for(NAMES, wanted_for(NAMES, "total"))
    assert set(ways_for(NAMES, wanted_for(NAMES, "due"))) >= {"later", "workdays_later", "max"}
    assert "+" not in ways_for(NAMES, wanted_for(NAMES, "due"))


def test_everything_that_is_missing_is_told_at_its_place() -> None:
    term = Working(
        way="+",
        parts=(
            Operand(),
            Operand(named="written", value="lots"),
            Working(way="sum:household", parts=(Operand(named="fact:pay"),), whens=(Group(parts=(Line(),)),)),
        ),
    )
    with pytest.raises(CalculationError) as refused:
        write("total", term)
    assert [(each.at, each.when, each.line) for each in refused.value.faults] == [
        ("0", -1, ""),
        ("1", -1, ""),
        ("2", 0, "0"),
    ]


def test_a_fault_of_the_check_is_told_at_the_part_that_has_it() -> None:
    term = Working(
        way="+",
        parts=(
            Operand(named="fact:pay"),
            Working(way="/", parts=(Operand(named="fact:pay"), Operand(named="written", value="3"))),
        ),
    )
    with pytest.raises(ExpressionError) as refused:
        Speaker.build(DOCUMENT).typed({"+": [PAY, {"max": [PAY, {"var": "born"}]}]}, "total")
    wrong = Working(
        way="+",
        parts=(
            Operand(named="fact:pay"),
            Working(way="max", parts=(Operand(named="fact:pay"), Kept(expression={"var": "born"}))),
        ),
    )
    assert blame(wrong, NAMES, wanted_for(NAMES, "total"), refused.value.pointer) in ("1", "1.1")
    assert write("total", term) == {"+": [PAY, {"/": [PAY, 3]}]}


def test_a_trial_works_it_out_as_a_journey_would_and_says_why_an_example_is_refused() -> None:
    speaker = Speaker.build(DOCUMENT)
    typed = speaker.typed({"+": [{"*": [PAY, 12]}, OTHER]}, "total")
    assert [each.name for each in examples_for(typed, speaker.scope)] == ["other", "pay"]

    def tried(**examples: str) -> tuple[str, str]:
        typing = {name: (said,) for name, said in examples.items()}
        done = try_out(typed, speaker.scope, typing, fills="total", today=date(2026, 11, 22))
        return done.result, done.why or "".join(done.refused.values())

    assert tried(pay="$100.50", other="20") == ("$1,226", "")
    assert tried(pay="100")[1].startswith("Not known: something that it needs is not answered")
    typing = {"pay": ("5000",), "other": ("1",)}
    done = try_out(typed, speaker.scope, typing, fills="total", today=date(2026, 11, 22))
    assert done.refused == {"pay": "Enter an amount of $1,000 or less"}


def test_a_trial_of_a_list_and_of_a_value_that_its_fact_cannot_hold() -> None:
    speaker = Speaker.build(DOCUMENT)
    typed = speaker.typed({"count": [{"var": "household"}, {"<": [{"var": "age"}, 18]}]}, "people")
    typing = {"household.0.age": ("30",), "household.1.age": ("12",)}
    done = try_out(typed, speaker.scope, typing, fills="people", today=date(2026, 11, 22))
    assert done.result == "1"
    none = try_out(typed, speaker.scope, {"household.0.age": ("30",)}, fills="people", today=date(2026, 11, 22))
    assert none.why == "It comes to 0, which its fact cannot hold: it stays not known."
