"""Search in a real browser: results while somebody types, with the keyboard alone, on pages that axe finds clean."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import axe_violations

PAGES = ("/", "/?q=heat", "/?q=calefaccion", "/?q=zeppelin", "/?q=haet&lang=ar", "/articles/other-help")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_the_pages_of_a_search_are_accessible(browser: Browser, address: str, axe: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + path)
    wrong = axe_violations(page, axe)
    is_wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()
    assert (wrong, is_wider) == ([], False)


def test_results_come_while_somebody_types_and_the_focus_stays(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.get_by_label("What do you need help with?").click()
    phone.keyboard.type("oil")
    expect(phone.get_by_role("heading", name="1 result for “oil”")).to_be_visible()
    expect(phone.get_by_role("status")).to_have_text("1 result for “oil”")
    assert phone.evaluate("document.activeElement.id") == "q"
    assert phone.url.endswith("/?q=oil")
    assert phone.title().startswith("oil")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    while phone.evaluate("document.activeElement.textContent") != "Help with heat":
        phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Help with heat", level=1)).to_be_visible()
    phone.go_back()
    expect(phone.get_by_role("heading", name="1 result for “oil”")).to_be_visible()


def test_enter_searches_as_a_page_of_its_own(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.get_by_label("What do you need help with?").fill("oil")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="1 result for “oil”")).to_be_visible()
    assert phone.url.endswith("/?q=oil")


def test_emptying_the_field_shows_every_service_again(phone: Page, address: str) -> None:
    phone.goto(address + "/?q=zeppelin")
    expect(phone.get_by_role("heading", name="Nothing found for “zeppelin”")).to_be_visible()
    phone.get_by_label("What do you need help with?").fill("")
    expect(phone.get_by_role("heading", name="Services", exact=True)).to_be_visible()


def test_a_server_that_does_not_answer_takes_nothing_away(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.route("**/?q=*", lambda route: route.abort())
    phone.get_by_label("What do you need help with?").fill("oil")
    phone.wait_for_timeout(700)
    assert phone.get_by_label("What do you need help with?").input_value() == "oil"
    expect(phone.get_by_role("link", name="Help with heat")).to_be_visible()
