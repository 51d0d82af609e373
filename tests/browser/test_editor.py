"""The editor in a real browser: accessible, no wider than a phone, by keyboard, and no page is loaded anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import axe_violations
from tests.browser.test_desk import signed_in
from tests.browser.test_gallery import TEXT_OVERFLOWS
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role
from webapp.services.publishing import list_live_releases


@pytest.fixture(scope="module")
def slug(app: Flask) -> str:
    """The flow that is live."""
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        return list_live_releases(uow)[0].slug


@pytest.fixture(scope="module")
def designer(app: Flask, slug: str) -> Visitor:
    """Dee has begun a draft."""
    dee = Visitor(app).become(Role.DESIGNER, "Dee Designer")
    dee.send(f"/editor/{slug}/draft")
    return dee


@pytest.fixture(params=[320, 1280])
def editor(request: pytest.FixtureRequest, browser: Browser, designer: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, designer, address, request.param)
    yield context.new_page()
    context.close()


def test_every_page_is_accessible_and_fits_the_screen(editor: Page, address: str, slug: str, axe: str) -> None:
    editor.goto(f"{address}/editor/{slug}")
    step = editor.locator(".step h3 a").first.get_attribute("href")
    for place in ("/editor", "/editor?q=zeppelin", f"/editor/{slug}", step):
        editor.goto(f"{address}{place}")
        assert axe_violations(editor, axe) == []
        assert editor.evaluate(TEXT_OVERFLOWS) == []


def test_a_step_is_added_by_keyboard_without_leaving_the_page_and_undone(editor: Page, address: str, slug: str) -> None:
    editor.goto(f"{address}/editor/{slug}")
    editor.evaluate("document.body.dataset.same = 'page'")
    steps = editor.locator(".step").count()
    editor.locator("#add-text").focus()
    editor.keyboard.type("Do you own a boat?")
    editor.keyboard.press("Enter")
    expect(editor.locator("#told")).to_contain_text("Added the question “Do you own a boat?”.")
    expect(editor.locator(".step")).to_have_count(steps + 1)
    editor.get_by_role("button", name="Undo").focus()
    editor.keyboard.press("Enter")
    expect(editor.locator("#told")).to_contain_text("Undone: Added the question")
    expect(editor.locator(".step")).to_have_count(steps)
    assert editor.evaluate("document.body.dataset.same") == "page"


def test_after_an_edit_its_problems_and_the_proof_come_by_themselves(editor: Page, address: str, slug: str) -> None:
    editor.goto(f"{address}/editor/{slug}")
    expect(editor.locator(".proof--done")).to_be_visible(timeout=60_000)
    editor.evaluate("document.body.dataset.same = 'page'")
    editor.locator("#add-text").fill("Nobody reads this")
    editor.locator("#add-type").select_option("message")
    editor.locator("#add-after").select_option("")
    editor.locator("#add-step button").click()
    step = editor.locator("#step-nobody-reads-this")
    expect(step.locator(".issue")).to_contain_text("Nobody reads this", timeout=10_000)
    expect(editor.locator("#problems .proof")).to_be_visible()
    editor.get_by_role("button", name="Undo").click()
    expect(editor.locator(".proof--done")).to_be_visible(timeout=60_000)
    assert editor.evaluate("document.body.dataset.same") == "page"


def test_the_problems_are_accessible_on_their_own_page(editor: Page, address: str, slug: str, axe: str) -> None:
    editor.goto(f"{address}/editor/{slug}/problems")
    expect(editor.locator(".proof--done")).to_be_visible(timeout=60_000)
    assert axe_violations(editor, axe) == []
    assert editor.evaluate(TEXT_OVERFLOWS) == []
