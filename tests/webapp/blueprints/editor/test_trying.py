"""A designer tries a draft without scripts: answers, goes back, sends, texts; and with a frame around the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import seed
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

Staff = Callable[..., Visitor]


@pytest.fixture
def browser(app: Flask, staff: Staff) -> Visitor:
    seed(app.extensions[EXTENSION].database)
    designer = staff(Role.DESIGNER)
    designer.send("/editor/heat/draft")
    return designer


@pytest.fixture
def designer(app: Flask, browser: Visitor) -> Person:
    person = Person(app)
    person.client = browser.client
    person.visit("/editor/heat/try")
    return person


def test_a_draft_is_walked_to_its_end_and_nothing_of_it_is_stored(app: Flask, designer: Person) -> None:
    assert "How many people live here?" in designer.page.text
    page = designer.submit("Continue", answer="3")
    assert "Is your heat off?" in page.text
    page = designer.submit("Continue", answer="yes")
    assert "Held, so it went this way: “Heat is off” is yes" in page.text
    assert "People at home 3" in " ".join(page.text.split())
    page = designer.submit("Skip this question")
    page = designer.submit("Continue", phone="(212) 555-0123")
    page = designer.submit("Agree and send")
    assert "We have your request" in page.text
    assert "This is a trial: nothing is sent, counted or stored." in page.text
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        for table in ("journeys", "tickets", "trail", "outbox"):
            assert uow.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_what_is_refused_says_so_on_the_page(browser: Visitor, designer: Person) -> None:
    page = designer.submit("Continue", answer="many")
    assert page.status == 422
    assert "People at home" not in page.text
    assert page.tree.first("form") is not None
    designer.visit("/editor/heat/try")
    assert "Nothing has been answered yet." in designer.page.text


def test_any_step_of_the_way_is_gone_back_to_and_answered_otherwise(designer: Person) -> None:
    designer.submit("Continue", answer="3")
    designer.submit("Continue", answer="yes")
    page = designer.visit(designer.page.link("Back to here : Is your heat off?"))
    assert "Is your heat off?" in page.text
    page = designer.submit("Continue", answer="no")
    assert "Did this solve it?" in page.text


def test_a_trial_begins_as_of_a_day_in_a_language(designer: Person) -> None:
    designer.submit("Continue", answer="3")
    page = designer.submit("Start from the beginning", today="2027-03-01", language="es", channel="web")
    assert "Nothing has been answered yet." in page.text
    assert page.tree.first("html").get("lang") == "en"
    assert 'lang="es"' in page.response.text
    assert 'value="2027-03-01"' in page.response.text


def test_it_goes_on_in_the_changed_draft(browser: Visitor, designer: Person) -> None:
    designer.submit("Continue", answer="3")
    form = {"op": "add-node", "type": "message", "text": "Stay warm", "after": "ask-people"}
    browser.send("/editor/heat/edits", form)
    page = designer.visit("/editor/heat/try")
    assert "Stay warm" in page.text
    assert "People at home 3" in " ".join(page.text.split())


@pytest.mark.parametrize(("channel", "said", "next_"), [("sms", "3", "1 Yes"), ("voice", "3#", "Is your heat off?")])
def test_it_is_tried_by_text_and_by_telephone(designer: Person, channel: str, said: str, next_: str) -> None:
    page = designer.submit("Start from the beginning", channel=channel, today="2026-11-23", language="en")
    assert "How many people live here?" in page.text
    if channel == "sms":
        page = designer.submit("Send", said="rubbish")
        assert "How many people live here?" in page.text
    page = designer.submit("Send", said=said)
    if channel == "voice":  # a number that was keyed in is said back and confirmed
        page = designer.submit("Send", said="1")
    assert next_ in page.text


def test_the_frame_holds_the_whole_public_page_and_only_we_may_frame_it(browser: Visitor) -> None:
    outer = browser.get("/editor/heat/try")
    assert "frame-src 'self'" in outer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in outer.headers["Content-Security-Policy"]
    inner = browser.get("/editor/heat/try/frame/ask-people")
    assert "frame-ancestors 'self'" in inner.headers["Content-Security-Policy"]
    assert inner.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert 'action="/editor/heat/try/frame/ask-people"' in inner.text
    assert "/j/" not in inner.text
    moved = browser.send("/editor/heat/try/frame/ask-people", {"answer": "2"})
    assert moved.headers["Location"] == "/editor/heat/try/frame/ask-shutoff"
    piece = browser.send("/editor/heat/try/frame/ask-shutoff", {"answer": "no"}, hx_request="true")
    assert piece.headers["HX-Push-Url"] == "/editor/heat/try/frame/read"
    side = browser.get("/editor/heat/try?at=read", hx_request="true")
    assert "Did not hold:" in side.text
    assert "<html" not in side.text


def test_a_draft_with_errors_says_why_it_cannot_be_tried(browser: Visitor, designer: Person) -> None:
    browser.send("/editor/heat/edits", {"op": "disconnect", "node": "ask-people", "exit": "next"})
    page = designer.visit("/editor/heat/try")
    assert "This draft cannot be tried yet" in page.text
    assert browser.send("/editor/heat/try/frame/ask-people", {"answer": "2"}).status_code == 303


def test_rubbish_in_addresses_and_cookies_leads_to_what_is_open(browser: Visitor) -> None:
    browser.client.set_cookie("wp_trial", "rubbish", path="/editor/heat/try")
    assert "How many people live here?" in browser.get("/editor/heat/try?at=nowhere").text
    assert browser.get("/editor/heat/try/frame/-/save").status_code == 200
    assert browser.get("/editor/heat/try/elsewhere/ask-people").status_code == 404
    assert browser.send("/editor/heat/try", {"today": "soon", "channel": "smoke", "language": "xx"}).status_code == 303
