"""A long list as a combobox: by keyboard alone, by pointer, and told to screen readers."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_violations

QUESTION = "Which town do you live in?"


def test_arrows_and_enter_choose_and_escape_closes(page: Page, address: str, axe: str) -> None:
    page.goto(f"{address}/gallery/typeahead")
    field = page.get_by_role("combobox")
    page.get_by_label(QUESTION).focus()
    page.keyboard.type("ne")
    options = page.get_by_role("option")
    expect(options).to_have_text(["Newport", "New Haven"])
    expect(page.locator(".typeahead [role=status]")).to_have_text("Matches: 2")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    assert axe_violations(page, axe) == []
    page.keyboard.press("Enter")
    expect(field).to_have_value("New Haven")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert page.url.endswith("/gallery/typeahead")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()


def test_a_press_chooses_and_the_field_keeps_the_focus(page: Page, address: str) -> None:
    page.goto(f"{address}/gallery/typeahead?show=ar")
    page.locator("#answer").click()
    page.keyboard.type("dov")
    page.get_by_role("option", name="Dover").click()
    expect(page.locator("#answer")).to_have_value("Dover")
    expect(page.locator("#answer")).to_be_focused()


def test_what_matches_nothing_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}/gallery/typeahead")
    page.locator("#answer").click()
    page.keyboard.type("zzz")
    expect(page.locator(".typeahead [role=status]")).to_have_text("No matches")
    expect(page.locator("#answer")).to_have_attribute("aria-expanded", "false")
