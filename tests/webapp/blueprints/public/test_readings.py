"""Answers that can mean two things are asked about, with each reading to choose; none is forced on anybody."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import a_document
from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import Publish, a_service


def meant(visitor: Visitor, name: str = "answer") -> list[str]:
    fields = visitor.page.tree.all("input")
    return [field.get("value") for field in fields if field.get("name") == f"{name}-meant"]


@pytest.fixture
def at_income(at_first_question: Visitor) -> Visitor:
    at_first_question.submit("Continue", answer="3")
    at_first_question.submit("Continue", answer="no")
    return at_first_question


def test_a_doubtful_amount_is_asked_about_with_both_readings_named(at_income: Visitor) -> None:
    page = at_income.submit("Continue", answer="1.500")
    assert page.status == 422
    assert "This can mean $1.50 or $1,500" in page.text
    assert meant(at_income) == ["1.50", "1500.00"]
    at_income.submit("Continue", **{"answer-meant": "1500.00"})
    assert at_income.page.heading == "Apply for help with heat"
    assert "$1,500" in at_income.page.text


def test_an_answer_typed_anew_wins_over_a_reading_chosen_before(at_income: Visitor) -> None:
    at_income.submit("Continue", answer="1.500")
    at_income.submit("Continue", **{"answer": "900", "answer-meant": "1500.00"})
    assert "$900" in at_income.page.text


def test_a_likely_slip_in_a_mail_address_is_offered_and_what_was_typed_stands(at_income: Visitor) -> None:
    at_income.submit("Continue", answer="1500")
    at_income.submit("No")
    page = at_income.submit("Continue", email="sam@gmial.com")
    assert "did you mean sam@gmail.com?" in page.text
    assert meant(at_income, "email") == ["sam@gmail.com", "sam@gmial.com"]
    at_income.submit("Continue")
    assert "sam@gmial.com" in at_income.page.text
    at_income.follow("Change Email address")
    at_income.submit("Continue", email="sam@gamil.com")
    at_income.submit("Continue", **{"email-meant": "sam@gmail.com"})
    assert "sam@gmail.com" in at_income.page.text


def test_a_way_that_alone_is_needed_is_named_alone(at_first_question: Visitor) -> None:
    at_first_question.submit("Continue", answer="3")
    at_first_question.submit("Continue", answer="yes")
    page = at_first_question.submit("Continue")
    assert "Enter a phone number, so that somebody can reach you" in page.text


def test_validators_speak_for_themselves_across_answers(visitor: Visitor, publish: Publish) -> None:
    publish(_with_dates())
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    visitor.submit("Continue", **{"answer-month": "3", "answer-day": "10", "answer-year": "2026"})
    page = visitor.submit("Continue", **{"answer-month": "3", "answer-day": "9", "answer-year": "2026"})
    assert page.status == 422
    assert "You cannot have left before March 10, 2026" in page.text
    visitor.submit("Continue", **{"answer-month": "3", "answer-day": "11", "answer-year": "2026"})
    assert visitor.page.heading == "Done"


def test_a_changed_answer_brings_back_the_later_one_it_no_longer_fits(visitor: Visitor, publish: Publish) -> None:
    publish(_with_dates())
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    visitor.submit("Continue", **{"answer-month": "3", "answer-day": "10", "answer-year": "2026"})
    first = visitor.page.link("Back")
    visitor.submit("Continue", **{"answer-month": "3", "answer-day": "12", "answer-year": "2026"})
    visitor.visit(first)
    visitor.submit("Continue", **{"answer-month": "4", "answer-day": "1", "answer-year": "2026"})
    assert visitor.page.heading == "When did you leave?"
    assert "You cannot have left before April 1, 2026" in visitor.page.text


def _with_dates() -> dict[str, Any]:
    rule = {"before": [{"var": "left"}, {"var": "came"}]}
    came = {"type": "question", "fact": "came", "prompt": "When did you come?", "next": "ask-left"}
    validator = {"id": "left-first", "when": rule, "message": "You cannot have left before {came}"}
    left = {
        "type": "question",
        "fact": "left",
        "prompt": "When did you leave?",
        "validators": [validator],
        "next": "done",
    }
    document = a_document(
        facts={"came": {"type": "date", "label": "Came"}, "left": {"type": "date", "label": "Left"}},
        tables={},
        start="ask-people",
        nodes={"ask-people": came, "ask-left": left, "done": {"type": "end", "title": "Done", "body": "Thanks."}},
    )
    return a_service(**document)
