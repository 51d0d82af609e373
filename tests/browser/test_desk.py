"""The desk in a real browser: accessible, never wider than a phone, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import axe_violations
from tests.browser.test_gallery import TEXT_OVERFLOWS
from tests.browser.test_html import validate
from tests.webapp.blueprints.desk.tickets import open_ticket
from tests.webapp.serving import Visitor
from webapp.services.accounts import Role

REPLY = "We will be there at 4."


@pytest.fixture(scope="module")
def agent(app: Flask) -> Visitor:
    """Ana has one request with a whole history, and another one waits."""
    for reference in ("DESK-1", "DESK-2", "DESK-3"):
        open_ticket(app, reference)
    ana = Visitor(app).become(Role.AGENT, "Ana Agent")
    ana.send("/desk/tickets/DESK-1/claim")
    ana.send("/desk/tickets/DESK-1/note", {"note": "Called the gas company.", "version": "2"})
    ana.send("/desk/tickets/DESK-1/reply", {"reply": REPLY, "version": "3"})
    ana.send("/desk/tickets/DESK-1/status", {"category": "waiting_customer", "reason": "Bill", "version": "4"})
    return ana


PAGES = {
    "queues": "/desk",
    "queue": "/desk/queues/front-desk",
    "mine": "/desk/tickets/DESK-1?done=reply",
    "waiting": "/desk/tickets/DESK-2",
    "home": "/staff",
    "refused": "/desk/tickets/NOBODY",
}


def signed_in(
    browser: Browser, agent: Visitor, address: str, width: int, *, java_script_enabled: bool = True
) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce", java_script_enabled=java_script_enabled
    )
    cookie = agent.client.get_cookie("wp_staff")
    assert cookie is not None
    context.add_cookies([{"name": "wp_staff", "value": cookie.value, "url": address}])
    return context


@pytest.fixture
def desk(browser: Browser, agent: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, agent, address, 1280)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_desk_is_accessible_and_fits_the_screen(
    browser: Browser, agent: Visitor, address: str, axe: str, width: int
) -> None:
    context = signed_in(browser, agent, address, width)
    page = context.new_page()
    problems: dict[str, list[str]] = {}
    for name, path in PAGES.items():
        page.goto(address + path)
        for summary in page.locator("summary").all():
            summary.click()
        wrong = axe_violations(page, axe) + page.evaluate(TEXT_OVERFLOWS)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append("scrolls sideways")
        if wrong:
            problems[name] = wrong
    context.close()
    assert problems == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_sign_in_page_is_accessible(browser: Browser, address: str, axe: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{address}/sign-in?next=/desk")
    assert axe_violations(page, axe) == []
    page.get_by_label("Email address").fill("nobody@example.org")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    page.locator("#error-summary").wait_for()
    assert axe_violations(page, axe) == []
    page.close()


def test_every_page_of_the_desk_is_valid_html(app: Flask, agent: Visitor, tmp_path: Path) -> None:
    for name, path in PAGES.items():
        (tmp_path / f"{name}.html").write_text(agent.get(path).text, encoding="utf-8")
    (tmp_path / "sign-in.html").write_text(Visitor(app).get("/sign-in").text, encoding="utf-8")
    refused = agent.send("/desk/tickets/DESK-1/reply", {"reply": "x", "version": "1"})
    assert refused.status_code == 422
    (tmp_path / "conflict.html").write_text(refused.text, encoding="utf-8")
    assert validate(tmp_path) == {}


def test_a_request_is_found_opened_and_taken_by_keyboard_alone(desk: Page, address: str) -> None:
    desk.goto(f"{address}/desk/queues/front-desk")
    desk.locator("#ticket-DESK-3").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Take this request").focus()
    desk.keyboard.press("Enter")
    desk.get_by_text("This request is yours now.").wait_for()
    assert desk.evaluate("document.activeElement.id") == "done"


def test_what_came_meanwhile_is_shown_in_place_and_both_texts_are_kept(
    desk: Page, agent: Visitor, app: Flask, address: str, axe: str
) -> None:
    desk.goto(f"{address}/desk/tickets/DESK-1")
    version = desk.locator("#reply-form input[name=version]").get_attribute("value")
    bo = Visitor(app).become(Role.AGENT, "Bo Agent")
    assert bo.send("/desk/tickets/DESK-1/note", {"note": "They called.", "version": version}).status_code == 303
    desk.get_by_label("Your reply").fill("My reply")
    desk.get_by_label("Note for colleagues").fill("My note")
    desk.get_by_role("button", name="Send reply").click()
    summary = desk.locator("#error-summary")
    summary.wait_for()
    assert "They called." in summary.inner_text()
    assert desk.evaluate("document.activeElement.id") == "error-summary"
    assert desk.get_by_label("Your reply").input_value() == "My reply"
    assert desk.get_by_label("Note for colleagues").input_value() == "My note"
    assert axe_violations(desk, axe) == []


def test_a_note_never_looks_like_a_reply(desk: Page, address: str) -> None:
    desk.goto(f"{address}/desk/tickets/DESK-1")
    look = "element => { const s = getComputedStyle(element); return [s.borderTopStyle, s.backgroundColor] }"
    note, reply = (desk.locator(f".event--{kind}").first.evaluate(look) for kind in ("note", "reply"))
    assert note[0] == "dashed"
    assert reply[0] != "dashed"
    assert note[1] != reply[1]
