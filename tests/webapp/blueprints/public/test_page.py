"""Several questions on one page, without scripts: all problems at once, nothing typed lost, each changed later."""

from __future__ import annotations

from typing import Any

import pytest

from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import Publish, a_service

TOGETHER: dict[str, Any] = {
    "type": "page",
    "title": "Your home",
    "body": "Count *everybody*.",
    "questions": [
        {"id": "people", "fact": "people", "prompt": "How many people live with you?", "help": "Count babies, too."},
        {"id": "off", "fact": "shutoff", "prompt": "Is your heat off?", "hint": "Or in the next 3 days"},
        {"id": "since", "fact": "since", "prompt": "Since when?", "optional": True},
    ],
    "validators": [
        {
            "id": "no-day",
            "when": {"and": [{"var": "shutoff"}, {"!": {"answered": "since"}}]},
            "message": "Enter the day on which it went off",
            "fact": "since",
        }
    ],
    "rules": [{"id": "off", "when": {"var": "shutoff"}, "next": "urgent", "because": "No heat is an emergency"}],
    "otherwise": "ask-income",
}


@pytest.fixture
def at_page(visitor: Visitor, publish: Publish) -> Visitor:
    document = a_service()
    document["facts"] |= {"since": {"type": "date", "label": "Off since"}}
    document["nodes"]["home"] = TOGETHER
    publish({**document, "start": "home"})
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    return visitor


def test_all_questions_stand_on_one_page_and_are_answered_at_once(at_page: Visitor) -> None:
    assert at_page.page.heading == "Your home"
    assert "Count everybody" in at_page.page.text
    at_page.submit("Continue", **{"people.answer": "3", "off.answer": "no"})
    assert at_page.page.heading == "What is your income?"
    assert "Off since —" in at_page.page.text


def test_every_problem_is_told_at_once_and_leads_to_its_field(at_page: Visitor) -> None:
    typed = {"people.answer": "forty", "since.answer-month": "13", "since.answer-day": "1", "since.answer-year": "2026"}
    page = at_page.submit("Continue", **typed)
    assert page.status == 422
    assert page.title.startswith("Error: Your home")
    links = [link.get("href") for link in next(page.tree.all("ul")).all("a")]
    assert links == ["#people.answer", "#off.answer", "#since.answer-month"]
    words = [link.text.partition(" – ") for link in next(page.tree.all("ul")).all("a")]
    assert [question for question, _, _ in words] == [
        "How many people live with you?",
        "Is your heat off?",
        "Since when?",
    ]
    assert all(message for _, _, message in words)
    ids = {element.get("id") for element in page.tree.all("input")}
    assert {link[1:] for link in links} <= ids
    values = {element.get("name"): element.get("value") for element in page.tree.all("input")}
    assert {name: values[name] for name in typed} == typed


def test_answers_that_do_not_go_together_are_told_where_the_designer_said(at_page: Visitor) -> None:
    page = at_page.submit("Continue", **{"people.answer": "3", "off.answer": "yes"})
    assert page.status == 422
    assert "Enter the day on which it went off" in page.text
    assert next(page.tree.all("ul")).first("a").get("href") == "#since.answer-month"


def test_one_answer_of_a_page_is_changed_from_check_and_the_others_stay(at_page: Visitor) -> None:
    day = {"since.answer-month": "11", "since.answer-day": "20", "since.answer-year": "2026"}
    at_page.submit("Continue", **{"people.answer": "3", "off.answer": "yes", **day})
    at_page.submit("Continue", name="Sam Sample", phone="518-555-0134")
    at_page.follow("Change People at home")
    assert at_page.page.heading == "Your home"
    at_page.submit("Save and go on", **{"people.answer": "4"})
    assert at_page.page.heading == "Check your answers before you send them"
    assert "People at home 4" in at_page.page.text
    assert "November 20, 2026" in at_page.page.text


def test_one_question_of_a_page_has_an_address_of_its_own(at_page: Visitor) -> None:
    at_page.visit(f"{at_page.page.address.partition('?')[0]}.people")
    assert at_page.page.heading == "How many people live with you?"
    at_page.submit("Continue", answer="3")
    assert at_page.page.heading == "Your home"
    value = next(each.get("value") for each in at_page.page.tree.all("input") if each.get("name") == "people.answer")
    assert value == "3"


def test_rubbish_in_a_page_is_refused_and_not_kept(at_page: Visitor) -> None:
    address = at_page.page.address
    response = at_page.client.post(at_page._path(address), data={"nobody.answer": "x", ".answer": "y", "people.": "3"})
    assert response.status_code in (400, 403, 422)
