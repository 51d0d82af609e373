"""The map with a way that is lit and with what scenarios cover, in a real browser: accessible, and at the way's end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.bench.proof_flows import realistic
from tests.browser.conftest import axe_violations
from tests.browser.test_desk import signed_in
from tests.webapp.documents import heat, publish
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

WAY = "ask-people:next,ask-shutoff:no-heat,ask-story"


@pytest.fixture(scope="module")
def designer(app: Flask) -> Visitor:
    """Dee has begun drafts of a small flow and of a large one."""
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        publish(uow, heat(), translations={})
        publish(uow, realistic(60), translations={})
    dee = Visitor(app).become(Role.DESIGNER, "Dee Designer")
    dee.send("/editor/heat/draft")
    dee.send("/editor/realistic/draft")
    return dee


@pytest.fixture(params=[320, 1280])
def page(request: pytest.FixtureRequest, browser: Browser, designer: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, designer, address, request.param)
    yield context.new_page()
    context.close()


def is_seen(page: Page, node: str) -> bool:
    """Whether a node lies within what the map's frame shows."""
    inside = """(name) => {
      const box = document.querySelector(`#at-${name}`).getBoundingClientRect();
      const frame = document.querySelector("#map-view").getBoundingClientRect();
      return box.top >= frame.top && box.bottom <= frame.bottom;
    }"""
    return bool(page.evaluate(inside, node))


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_way_is_lit_to_its_end_and_stays_so_while_steps_are_chosen(page: Page, address: str, axe: str) -> None:
    page.goto(f"{address}/editor/heat/map?path={WAY}")
    expect(page.locator("#map-layers")).to_contain_text("The way to “What happened?”: 3 steps.")
    assert axe_violations(page, axe) == []
    assert fits(page)
    assert is_seen(page, "ask-story")
    page.locator(".map-node[data-node=ask-shutoff]").click()
    expect(page.locator("#panel-title")).to_have_text("Is your heat off?")
    expect(page.locator(".map-dimmed .map-node.map-lit[data-node]")).to_have_count(3)
    page.locator("#map-layers").get_by_role("link", name="Show all again").click()
    expect(page.locator(".map-dimmed")).to_have_count(0)


def test_what_is_covered_appears_by_itself_when_it_is_worked_out(page: Page, address: str, axe: str) -> None:
    page.goto(f"{address}/editor/heat/map?overlay=coverage")
    expect(page.locator("#map-layers")).to_contain_text("Covered: 0 of 5 nodes", timeout=60_000)
    expect(page.locator(".map-tone-open.map-node")).to_have_count(5)
    assert axe_violations(page, axe) == []
    assert fits(page)
    page.locator("#map-layers").get_by_role("link", name="Problems").click()
    expect(page.locator(".map-tone-open.map-node")).to_have_count(0)


def test_ways_that_were_lit_without_a_script_are_put_out_with_one(page: Page, address: str, axe: str) -> None:
    page.goto(f"{address}/editor/heat/map?sel=ask-story&lit=1")
    expect(page.locator(".map-dimmed")).to_have_count(1)
    assert axe_violations(page, axe) == []
    button = page.get_by_role("button", name="Light the ways")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(page.locator(".map-dimmed")).to_have_count(0)
