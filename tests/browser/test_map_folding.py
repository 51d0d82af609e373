"""The map in a browser: boxes opened in their place, steps carried to another flow, two designers at one text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import axe_violations
from tests.browser.test_desk import signed_in
from tests.webapp.documents import heat, publish
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role


@pytest.fixture(scope="module")
def designer(app: Flask) -> Visitor:
    """Dee has begun drafts of two flows."""
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        publish(uow, heat(), translations={})
        publish(uow, heat(id="cold", title="Cold"), translations={})
    dee = Visitor(app).become(Role.DESIGNER, "Dee Designer")
    for slug in ("heat", "cold"):
        dee.send(f"/editor/{slug}/draft")
    return dee


@pytest.fixture
def page(browser: Browser, designer: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, designer, address, 1280)
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 1200})
    yield page
    context.close()


def test_steps_are_copied_by_keyboard_into_another_flow(page: Page, address: str) -> None:
    page.goto(f"{address}/editor/heat/map")
    page.locator("#at-ask-story").focus()
    page.keyboard.press("Control+c")
    expect(page.locator("#told")).to_contain_text("Copied 1 step.")
    expect(page.get_by_role("button", name="Whole map")).to_be_visible()  # it is still the live map after a swap
    page.goto(f"{address}/editor/cold/map")
    steps = page.locator("a[id^=at-]").count()
    page.locator("#at-ask-people").focus()
    page.keyboard.press("Control+v")
    expect(page.locator("a[id^=at-]")).to_have_count(steps + 1)
    expect(page.locator("#told")).to_contain_text("Pasted “What happened?”.")


def test_a_flow_is_opened_in_its_place_and_closed_by_keyboard(
    page: Page, designer: Visitor, address: str, axe: str
) -> None:
    values = {"op": "extract", "nodes": "ask-people", "flow": "home", "title": "Your home"}
    designer.send("/editor/heat/map/edits", values)
    page.goto(f"{address}/editor/heat/map")
    page.evaluate("document.body.dataset.same = 'page'")
    card = page.locator("#at-home")
    card.focus()
    before = card.bounding_box()
    page.keyboard.press(".")
    expect(page.get_by_role("link", name="Close: Your home")).to_be_focused()
    assert page.url.partition("#")[0].endswith("open=home")
    after = card.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 3
    inner = page.locator("a[id='in-home/ask-people']")
    expect(inner).to_have_attribute("href", "/editor/home/map?sel=ask-people#at-ask-people")
    assert axe_violations(page, axe, also=["label-content-name-mismatch"]) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="within: Your home")).to_be_focused()
    assert page.evaluate("document.body.dataset.same") == "page"


def test_two_designers_write_the_same_text_and_nothing_is_lost(
    app: Flask, browser: Browser, page: Page, address: str
) -> None:
    bo = Visitor(app).become(Role.DESIGNER, "Bo Builder")
    context = signed_in(browser, bo, address, 1280)
    theirs = context.new_page()
    for each in (page, theirs):
        each.goto(f"{address}/editor/cold/map?sel=ask-story")
    expect(theirs.locator("#presence")).to_contain_text("Dee Designer")
    for each, said in ((theirs, "What broke?"), (page, "What is cold?")):
        each.locator("#panel-words").fill(said)
        each.locator("#panel-words").press("Enter")
        expect(each.locator("#told")).to_be_visible()
    expect(page.locator("#panel-theirs")).to_contain_text("Somebody else wrote: “What broke?”")
    expect(page.locator("#panel-words")).to_have_value("What is cold?")
    page.locator("#panel-words").press("Enter")
    expect(page.locator("#panel-title")).to_have_text("What is cold?")
    context.close()
