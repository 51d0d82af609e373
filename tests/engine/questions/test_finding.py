"""Long lists are found by typing: a name, a part of it, a slip in it; several matches are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.prompts import Refusal
from engine.model.words import Words
from engine.questions import fact_types, read_answer
from engine.questions.finding import MOST_AT_ONCE, MOST_MATCHES
from tests.engine.questions.builders import a_context, a_fact, a_raw

TOWNS = (
    *("Albany", "Allegany", "Bronx", "Broome", "Cañon City", "Dutchess", "Erie", "Essex", "Kings", "New Haven"),
    *("New York", "Queens", "Saint Lawrence", "Ulster", "القاهرة", "الإسكندرية"),
)
EN = Words("en")


def a_list(labels=TOWNS, type_="place"):
    key = "places" if type_ == "place" else "options"
    return a_fact({"type": type_, key: [{"id": f"t{number}", "label": label} for number, label in enumerate(labels)]})


FACT = a_list()


def id_of(town):
    return f"t{TOWNS.index(town)}"


def meant(typed, fact=FACT):
    answer = read_answer(fact, a_raw(typed), a_context())
    assert isinstance(answer, Refusal), answer
    return answer.code, [TOWNS[int(each[1:])] for each in answer.meant]


@pytest.mark.parametrize(
    ("typed", "town"),
    [("Albany", "Albany"), ("  aLBANY ", "Albany"), ("canon city", "Cañon City"), ("القاهره", "القاهرة")],
)
def test_the_whole_name_is_an_answer_whatever_its_accents(typed, town):
    assert read_answer(FACT, a_raw(typed), a_context()) == id_of(town)


def test_an_id_is_an_answer_as_ever():
    assert read_answer(FACT, a_raw("t3"), a_context()) == "t3"


@pytest.mark.parametrize(
    ("typed", "towns"),
    [
        ("al", ["Albany", "Allegany"]),
        ("new", ["New Haven", "New York"]),
        ("york new", ["New York"]),
        ("lawr", ["Saint Lawrence"]),
        ("Duchess", ["Dutchess"]),
        ("qeens", ["Queens"]),
        ("lawrance", ["Saint Lawrence"]),
        ("الاسكند", ["الإسكندرية"]),
    ],
)
def test_a_part_or_a_slip_names_what_may_be_meant(typed, towns):
    assert meant(typed) == ("matches", towns)


def test_what_is_chosen_among_the_matches_is_the_answer():
    raw = {"": ("new",), "meant": (id_of("New York"),)}
    assert read_answer(FACT, raw, a_context()) == id_of("New York")
    assert isinstance(read_answer(FACT, {**raw, "": ("al",)}, a_context()), Refusal)


def test_a_single_match_is_checked_already_and_several_are_not():
    single, several = (read_answer(FACT, a_raw(typed), a_context()) for typed in ("york", "new"))
    assert single.keeps_typed is True
    assert several.keeps_typed is False


def test_nothing_found_is_told():
    assert meant("zzzz") == ("no-match", [])
    assert meant("!!") == ("no-match", [])


def test_only_so_many_matches_are_named():
    fact = a_list([f"Mill {number}" for number in range(40)])
    assert len(read_answer(fact, a_raw("mill"), a_context()).meant) == MOST_MATCHES


def test_two_of_one_name_are_both_named():
    fact = a_list([*TOWNS, "Albany"])
    assert len(read_answer(fact, a_raw("Albany"), a_context()).meant) == 2


@pytest.mark.parametrize("type_", ["place", "choice"])
def test_a_short_list_is_shown_whole_and_a_long_one_is_typed_into(type_):
    short = fact_types[type_].field(a_list(TOWNS[:MOST_AT_ONCE], type_), None, EN)
    long = fact_types[type_].field(a_list(TOWNS, type_), a_raw("t1"), EN)
    assert short.widget in {"radios", "select"}
    assert (long.widget, long.value) == ("typeahead", "Allegany")


@given(st.text(max_size=30))
def test_whatever_is_typed_is_answered(typed):
    answer = read_answer(FACT, a_raw(typed), a_context())
    assert isinstance(answer, str | Refusal)
    fact_types["place"].field(FACT, a_raw(typed), EN)
