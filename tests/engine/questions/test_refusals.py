"""What people are told when an answer cannot be taken."""

from __future__ import annotations

import re

import pytest

from engine.model.flow import Fact
from engine.model.prompts import Refusal
from engine.model.words import Words
from engine.questions import fact_types, phrases, read_answer, refusal_codes, refusal_sentence, standard_refusals
from engine.questions.sentences import REFUSALS
from tests.engine.questions.builders import a_context, a_fact, a_raw
from tests.engine.questions.test_round_trips import FACTS

EN = Words("en")


@pytest.mark.parametrize("key", sorted(REFUSALS))
def test_sentences_are_short_and_end_without_a_full_stop(key):
    assert re.fullmatch(r"[A-Z][^.!]{3,99}(\.com|[0-9a-z }])?", REFUSALS[key]), REFUSALS[key]
    assert REFUSALS[key] in phrases()


@pytest.mark.parametrize("name", sorted(fact_types))
def test_every_type_says_what_to_give_when_nothing_was(name):
    fact = FACTS[name]
    answer = read_answer(fact, {}, a_context())
    assert isinstance(answer, Refusal)
    assert f"{name}.required" in REFUSALS or name == "text"
    assert "{" not in refusal_sentence(answer, fact, EN)


def test_the_designers_words_win_and_tell_where_they_stand():
    fact = a_fact({"id": "age", "type": "integer", "minimum": 1, "messages": {"too-low": "Count yourself too"}})
    refusal = read_answer(fact, a_raw("0"), a_context())
    assert refusal == Refusal(
        code="too-low", params={"minimum": 1}, message="Count yourself too", pointer="/facts/age/messages/too-low"
    )


def test_a_sentence_is_translated_before_its_amounts_are_put_in():
    spanish = {"Enter an amount of {minimum} or more": "Escriba una cantidad de {minimum} o más"}
    fact = a_fact({"type": "money", "minimum": 1500.5})
    refusal = read_answer(fact, a_raw("3"), a_context("es"))
    words = Words("es", lambda text: spanish.get(text, text))
    assert refusal_sentence(refusal, fact, words) == "Escriba una cantidad de $1,500.50 o más"


def test_a_code_that_nobody_knows_still_gets_a_sentence():
    assert refusal_sentence(Refusal(code="brand-new"), FACTS["text"], EN) == REFUSALS["refused"]


def test_the_codes_of_a_type_are_its_own_and_those_of_all():
    codes = refusal_codes("date")
    assert {"required", "no-such-date", "too-late"} <= codes
    assert "not-a-spot" not in codes and "date" not in codes


def test_the_standard_words_of_a_fact_have_its_limits_and_leave_the_answers_open() -> None:
    fact = Fact(id="income", type="money", domain={"currency": "USD", "minimum": 5, "maximum": "much"})
    said = standard_refusals(fact, Words("en"))
    assert said["too-low"] == "Enter an amount of $5 or more"
    assert said["too-high"] == "Enter an amount of … or less"
    assert "too-early" not in said


@pytest.mark.parametrize("type", fact_types)
def test_every_code_of_every_type_has_standard_words(type: str) -> None:
    said = standard_refusals(Fact(id="it", type=type), Words("en"))
    assert said["required"]
    assert said.keys() <= refusal_codes(type)
