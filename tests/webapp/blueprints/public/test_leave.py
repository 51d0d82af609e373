"""Leaving at once: only where a flow asks for it, first on every page, and without a script."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages import Element
from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import ABOUT, Publish, a_service

WORDS = "Leave this site now"
NEUTRAL = "https://www.weather.gov/"


@pytest.fixture
def in_danger(visitor: Visitor, publish: Publish) -> Visitor:
    """At the first question of a service that may not be seen."""
    publish(a_service(about={**ABOUT, "leave_quickly": True}))
    visitor.visit("/s/heat")
    return visitor


def first_focusable(visitor: Visitor) -> Element:
    body = visitor.page.tree.first("body")
    assert body is not None
    return next(each for each in body.all("a", "button", "input", "select", "textarea"))


def leave(visitor: Visitor) -> str:
    """Press the way out; where it leads. Outside of this site there is nothing to follow."""
    return visitor.client.get(visitor.page.link(WORDS), headers=visitor.headers).headers["Location"]


def test_the_start_page_begins_with_the_way_out_and_says_what_it_does_not(in_danger: Visitor) -> None:
    assert first_focusable(in_danger).text == WORDS
    assert in_danger.page.link(WORDS) == NEUTRAL
    assert "It does not erase your browser’s history" in in_danger.page.text


def test_every_page_of_the_journey_begins_with_the_way_out(in_danger: Visitor) -> None:
    visitor = in_danger
    visitor.submit("Start now")
    seen = [visitor.page]
    seen.append(visitor.submit("Continue", answer="x"))
    visitor.submit("Continue", answer="3")
    seen.append(visitor.submit("Continue", answer="yes"))
    seen.append(visitor.submit("Continue", name="Sample Person", phone="518-555-0134"))
    for words in ("Save and come back later", "Back", "Start again", "No, keep my answers"):
        seen.append(visitor.follow(words))
    seen.append(visitor.submit("Agree and send"))
    for page in seen:
        body = page.tree.first("body")
        assert body is not None
        assert next(body.all("a", "button")).text == WORDS, page.heading


def test_leaving_closes_the_answers_in_this_browser_and_deletes_none(in_danger: Visitor) -> None:
    visitor = in_danger
    visitor.submit("Start now")
    visitor.submit("Continue", answer="3")
    here = visitor.page.address
    visitor.follow("Save and come back later")
    visitor.submit("Make a code")
    code = next(each.text for each in visitor.page.tree.all("bdi"))
    assert leave(visitor) == NEUTRAL
    assert visitor.visit(here).status == 403
    visitor.visit("/return")
    visitor.submit("Open my answers", code=code)
    assert visitor.page.heading == "Is your heat off?"


def test_no_other_service_has_it(at_first_question: Visitor) -> None:
    assert WORDS not in at_first_question.page.response.get_data(as_text=True)
    assert WORDS not in at_first_question.visit("/").response.get_data(as_text=True)


def test_a_strangers_link_to_the_way_out_leads_nowhere_else(app: Flask) -> None:
    answer = Visitor(app).client.get("/j/no-such-journey/-/leave?next=https://evil.example")
    assert (answer.status_code, answer.headers["Location"]) == (303, NEUTRAL)
    assert answer.headers["Cache-Control"] == "no-store"
