"""What the check accepts, what it refuses in which words, and what it is certain of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ExpressionError
from engine.expressions import (
    MAX_DEPTH,
    MAX_SIZE,
    Scope,
    can_be_unknown,
    check,
    compile_expression,
    constants,
    evaluate,
    facts_read,
    operators,
)
from engine.model.flow import Fact, Option
from tests.engine.expressions.building import a_scope

SCOPE = a_scope(
    {
        "facts": {
            "people": {"type": "integer", "minimum": 1, "maximum": 20},
            "rooms": {"type": "integer", "minimum": 0},
            "income": {"type": "money", "minimum": 0},
            "share": {"type": "decimal"},
            "yes": {"type": "boolean"},
            "born": {"type": "date", "latest": {"today": "-1d"}},
            "colour": {"type": "choice", "options": ["red", "green"]},
            "needs": {"type": "choices", "options": ["food", "heat", "rent"]},
            "note": {"type": "text"},
            "spot": {"type": "place", "places": [{"id": "north"}, {"id": "south"}]},
            "members": {"type": "list", "facts": {"age": {"type": "integer"}}},
        },
        "tables": {
            "limit": {"by": "people", "rows": [[1, 10], [2, 20]], "beyond": {"add": 5, "per": 1}},
            "short": {"by": "people", "rows": [[1, 10], [2, 20]]},
            "band": {"by": "age", "match": "band", "rows": [[0, 1], [18, 2]]},
            "ages": {"by": "integer", "match": "band", "rows": [[0, 1], [18, 2]]},
            "office": {"by": "colour", "gives": "text", "rows": [["red", "north"], ["green", "south"]]},
        },
    }
)
ALL = frozenset(SCOPE.facts)


def var(name: str) -> dict[str, str]:
    return {"var": name}


def refused(expr: Any, expect: Any = None, scope: Scope = SCOPE) -> ExpressionError:
    with pytest.raises(ExpressionError) as error:
        check(expr, scope, expect=expect)
    return error.value


def nested(levels: int) -> Any:
    expr: Any = var("yes")
    for _ in range(levels - 1):
        expr = {"!": expr}
    return expr


def test_depth_is_limited() -> None:
    check(nested(MAX_DEPTH), SCOPE)
    error = refused(nested(MAX_DEPTH + 1))
    assert error.message == "This is nested more than 24 deep. Calculate a part of it as a fact of its own first."
    assert error.pointer == "/!" * MAX_DEPTH


def test_size_is_limited() -> None:
    check({"and": [True] * (MAX_SIZE - 1)}, SCOPE)
    error = refused({"and": [True] * MAX_SIZE})
    assert error.message == "This has more than 500 parts. Calculate a part of it as a fact of its own first."
    assert error.pointer == f"/and/{MAX_SIZE - 1}"


def test_a_reduce_is_counted_once_however_often_it_is_read() -> None:
    step = {"+": [{"var": "accumulator"}, *[var("current.age")] * (MAX_SIZE - 10)]}
    check({"reduce": [var("members"), step, 0]}, SCOPE, expect="integer")


def test_every_part_at_once_still_compiles() -> None:
    wide = check({"+": [var("people")] * (MAX_SIZE - 1)}, SCOPE, expect="integer")
    assert compile_expression(wide)({"people": 2}) == 2 * (MAX_SIZE - 1)


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=3),
        st.sampled_from([*SCOPE.facts, *SCOPE.tables, "2026-01-01", "day", "half-up"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from([*operators, "nor"]), st.one_of(inner, st.lists(inner, max_size=3)), max_size=2
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(JSON)
def test_whatever_is_written_is_accepted_or_refused_in_a_sentence(expr: Any) -> None:
    try:
        typed = check(expr, SCOPE, expect=None)
    except ExpressionError as error:
        assert error.message.rstrip().endswith((".", "?"))
        assert error.pointer == "" or error.pointer.startswith("/")
    else:
        assert compile_expression(typed)({}) == evaluate(typed, {})


@pytest.mark.parametrize("number", [float("inf"), float("nan"), 1e300, 1e-300, 0.1234567890123456, 10**16])
def test_a_number_that_cannot_be_exact_is_refused(number: float) -> None:
    assert refused(number).message.startswith(f"The number {number} ")


def test_an_amount_must_be_whole_cents_before_it_fills_a_fact() -> None:
    third = {"/": [var("income"), 3]}
    assert "Round it" in refused(third, "money").message
    check({"round": [third, 2]}, SCOPE, expect="money")


def test_written_numbers_become_amounts_of_the_fact_they_fill() -> None:
    rent = Fact(id="rent", type="money", domain={"currency": "USD"})
    for expr, cents in (
        (12.5, 1250),
        ({"if": [var("yes"), 3, 0]}, 300),
        ({"*": [var("people"), 1.25]}, 500),
        ({"lookup": ["limit", 3]}, 2500),
    ):
        assert evaluate(check(expr, SCOPE, expect=rent), {"yes": True, "people": 4}) == cents


def test_a_calculated_value_outside_its_domain_is_unknown() -> None:
    half = Fact(id="half", type="decimal", domain={"minimum": 0, "maximum": 5, "places": 1})
    typed = check({"round": [{"/": [var("people"), 2]}, 1]}, SCOPE, expect=half)
    assert can_be_unknown(typed, ALL)
    for people, value in ((3, 1.5), (10, 5), (11, None)):
        assert evaluate(typed, {"people": people}) == value
        assert compile_expression(typed)({"people": people}) == value


def test_a_calculated_value_that_stays_in_its_domain_needs_no_guard() -> None:
    wide = Fact(id="wide", type="integer", domain={"minimum": 0, "maximum": 40})
    assert not can_be_unknown(check({"*": [var("people"), 2]}, SCOPE, expect=wide), ALL)


def test_a_table_that_goes_on_is_bounded_by_what_is_looked_up() -> None:
    lookup = {"lookup": ["limit", var("people")]}
    for most, is_guarded in ((110, False), (109, True)):
        sum_ = Fact(id="sum", type="money", domain={"minimum": 0, "maximum": most})
        assert can_be_unknown(check(lookup, SCOPE, expect=sum_), ALL) is is_guarded


def test_a_text_that_is_too_long_for_its_fact_is_unknown() -> None:
    short = Fact(id="short", type="text", domain={"max_length": 5})
    typed = check({"cat": [var("note"), "!"]}, SCOPE, expect=short)
    for note, value in (("abcd", "abcd!"), ("abcde", None)):
        assert evaluate(typed, {"note": note}) == value
        assert compile_expression(typed)({"note": note}) == value


def test_a_calculated_choice_must_be_an_option() -> None:
    tint = Fact(id="tint", type="choice", options=(Option(id="red", label=""), Option(id="blue", label="")))
    assert (
        refused({"if": [var("yes"), "red", "blu"]}, tint).message
        == "“blu” is not one of the options. Did you mean “blue”?"
    )
    assert refused(var("colour"), tint).message == "“green” can come out here, but is not an option of “tint”."
    assert evaluate(check({"if": [var("yes"), "red", "blue"]}, SCOPE, expect=tint), {"yes": False}) == "blue"


def test_a_table_of_texts_can_fill_a_choice() -> None:
    spot = SCOPE.facts["spot"]
    assert evaluate(check({"lookup": ["office", var("colour")]}, SCOPE, expect=spot), {"colour": "red"}) == "north"
    tint = Fact(id="tint", type="choice", options=(Option(id="north", label=""),))
    assert "“south” is not one of the options." in refused({"lookup": ["office", var("colour")]}, tint).message


def test_a_calculated_selection_is_in_the_order_of_its_options() -> None:
    needs = SCOPE.facts["needs"]
    assert evaluate(check(["rent", "food"], SCOPE, expect=needs), {}) == ("food", "rent")
    kept = check({"filter": [var("needs"), {"!=": [var(""), "heat"]}]}, SCOPE, expect=needs)
    assert evaluate(kept, {"needs": ("food", "heat", "rent")}) == ("food", "rent")
    assert refused(["rent", "fod"], needs).message == "“fod” is not one of the options. Did you mean “food”?"


def test_a_calculation_of_the_wrong_kind_says_what_it_fills() -> None:
    error = refused(var("yes"), SCOPE.facts["income"])
    assert error.message == "This must be an amount of money for “income”, but “yes” is yes or no."


CERTAIN: list[tuple[Any, set[str]]] = [
    ({"lookup": ["limit", var("people")]}, {"people"}),
    ({"lookup": ["office", var("colour")]}, {"colour"}),
    ({"lookup": ["ages", {"age": var("born")}]}, {"born"}),
    ({"/": [var("income"), var("people")]}, {"income", "people"}),
    ({"/": [var("income"), {"+": [var("rooms"), 1]}]}, {"income", "rooms"}),
    ({"/": [var("income"), 4]}, {"income"}),
    ({"plusTime": [var("born"), var("people"), "year"]}, {"born", "people"}),
    ({"plusTime": [var("today"), 6, "month"]}, set()),
    ({"and": [{"answered": "rooms"}, {">": [var("rooms"), 2]}]}, set()),
    ({"and": [{">": [var("rooms"), 2]}, {"answered": "rooms"}, var("yes")]}, {"yes"}),
    ({"or": [{"!": {"answered": "rooms"}}, {">": [var("rooms"), 2]}]}, set()),
    ({"if": [{"answered": "rooms"}, var("rooms"), 0]}, set()),
    ({"if": [{"and": [{"answered": "rooms"}, {"answered": "yes"}]}, var("yes"), False]}, set()),
    ({"if": [{"!": {"answered": "rooms"}}, 0, var("rooms")]}, set()),
    ({"count": {"missing": ["rooms", "yes"]}}, set()),
    ({"some": [var("needs"), {"==": [var(""), "food"]}]}, {"needs"}),
    ({"cat": [var("note"), var("people")]}, {"note", "people"}),
    ({"and": [False, var("yes")]}, {"yes"}),
]
UNCERTAIN: list[Any] = [
    {"lookup": ["short", var("people")]},
    {"/": [var("income"), var("rooms")]},
    {"%": [var("rooms"), var("rooms")]},
    {"plusTime": [var("born"), var("rooms"), "year"]},
    {"some": [var("members"), {">": [var("age"), 18]}]},
    {"reduce": [var("needs"), {"+": [var("accumulator"), 1]}, 0]},
]


@pytest.mark.parametrize(
    ("expr", "needed"), CERTAIN, ids=lambda each: " ".join(sorted(each)) if isinstance(each, set) else str(each)
)
def test_a_value_is_certain_once_the_facts_it_needs_are_answered(expr: Any, needed: set[str]) -> None:
    typed = check(expr, SCOPE, expect=None)
    assert not can_be_unknown(typed, frozenset(needed))
    for fact in needed:
        assert can_be_unknown(typed, frozenset(needed - {fact}))


@pytest.mark.parametrize("expr", UNCERTAIN, ids=str)
def test_a_value_that_may_not_exist_is_never_certain(expr: Any) -> None:
    assert can_be_unknown(check(expr, SCOPE, expect=None), ALL)


def test_a_part_that_reads_nothing_is_worked_out_inside_lists_too() -> None:
    inner = {"count": [[1, 2, 3], {">": [var(""), 1]}]}
    typed = check({"all": [var("members"), {">": [var("age"), inner]}]}, SCOPE)
    for ages, value in (((3, 4), True), ((3, 2), False)):
        members = {"members": tuple({"age": age} for age in ages)}
        assert evaluate(typed, members) is compile_expression(typed)(members) is value


def test_the_facts_read_leave_out_members_and_keep_today() -> None:
    typed = check({"some": [var("members"), {">": [var("age"), var("people")]}]}, SCOPE)
    assert facts_read(typed) == {"members", "people"}
    assert facts_read(check({">": [{"age": var("born")}, 18]}, SCOPE)) == {"born", "today"}


def test_constants_of_one_name_are_the_same_in_every_expression() -> None:
    lookups = [
        check({"<": [unit, {"lookup": ["limit", var("people")]}]}, SCOPE) for unit in (var("income"), var("rooms"))
    ]
    first, second = map(constants, lookups)
    shared = {name for name in first if name in second}
    assert all(first[name] == second[name] for name in shared)
    assert {name for name in first if "limit" in name}.isdisjoint(name for name in second if "limit" in name)


def test_a_list_fact_left_as_json_by_the_loader_is_read_too() -> None:
    members = {"age": {"type": "integer"}, "kind": {"type": "choice", "options": [{"id": "adult", "label": "Adult"}]}}
    scope = Scope({"people": Fact(id="people", type="list", domain={"facts": members})})
    typed = check({"some": [var("people"), {"==": [var("kind"), "adult"]}]}, scope)
    assert evaluate(typed, {"people": ({"kind": "adult"},)}) is True
