"""Words, translations and finding in a real browser: by keyboard, from right to left, without a network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import axe_violations
from tests.browser.test_desk import signed_in
from tests.browser.test_gallery import TEXT_OVERFLOWS
from tests.webapp.serving import PASSWORD, Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role
from webapp.services.publishing import list_live_releases

KEPT = "Object.keys(sessionStorage).filter((name) => name.startsWith('typed:')).length"


@pytest.fixture(scope="module")
def here(app: Flask, address: str) -> str:
    """The address of the flow that is live."""
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        return f"{address}/editor/{list_live_releases(uow)[0].slug}"


@pytest.fixture(scope="module")
def designer(app: Flask, here: str) -> Visitor:
    """Dee has begun a draft and an Arabic translation of it."""
    dee = Visitor(app).become(Role.DESIGNER, "Dee Designer")
    slug = here.rpartition("/")[2]
    dee.send(f"/editor/{slug}/draft")
    dee.send(f"/editor/{slug}/translations", {"language": "ar"})
    return dee


@pytest.fixture
def context(browser: Browser, designer: Visitor, address: str) -> Iterator[BrowserContext]:
    context = signed_in(browser, designer, address, 1280)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible_and_fits_the_screen(
    browser: Browser, designer: Visitor, address: str, here: str, axe: str, width: int
) -> None:
    context = signed_in(browser, designer, address, width)
    page = context.new_page()
    places = ("words", "words/replace?words=the&by=a", "translations", "translations/ar", "translations/ar/remove")
    for place in (*places, "find?q=a", "find?q=zeppelin", "words?q=zeppelin"):
        page.goto(f"{here}/{place}")
        assert axe_violations(page, axe) == [], place
        assert page.evaluate(TEXT_OVERFLOWS) == [], place
        assert page.evaluate("document.documentElement.scrollWidth") == width, place
    page.goto(f"{address}/editor/shortcuts")
    assert axe_violations(page, axe) == []
    context.close()


def test_a_step_is_found_and_opened_by_keyboard_alone(page: Page, here: str, axe: str) -> None:
    page.goto(here)
    title = page.locator(".step h3 a").nth(1).inner_text()
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Find in this flow")
    expect(box).to_be_focused()
    page.keyboard.type(title[:12])
    first = page.locator("#find-options [role=option]").first
    expect(first).to_contain_text(title)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert axe_violations(page, axe) == []
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/steps/**")
    expect(page.locator("h1")).to_have_text(title)


def test_shortcuts_have_a_sheet_and_can_be_turned_off(page: Page, here: str, axe: str) -> None:
    page.goto(f"{here}/words")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_be_visible()
    assert axe_violations(page, axe) == []
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/translations")
    page.get_by_role("link", name="Shortcuts").click()
    page.get_by_label("Shortcuts of single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()
    page.reload()
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()


def test_no_shortcut_fires_while_somebody_types(page: Page, here: str) -> None:
    page.goto(f"{here}/words")
    field = page.locator("textarea").first
    field.focus()
    page.keyboard.type("?gln")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url.endswith("/words")
    assert "?gln" in field.input_value()


def test_a_text_saves_itself_and_is_one_edit_to_undo(page: Page, here: str) -> None:
    page.goto(f"{here}/words")
    field = page.locator("textarea").first
    before = field.input_value()
    field.fill("A title that saves itself")
    page.keyboard.press("Tab")
    expect(page.locator("[data-autosave-status]")).to_have_text("Saved")
    page.reload()
    expect(page.locator("textarea").first).to_have_value("A title that saves itself")
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(page.locator("#told")).to_contain_text("Undone")
    expect(page.locator("textarea").first).to_have_value(before)
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator("#told")).to_contain_text("Done again")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("textarea").first).to_have_value(before)


def test_a_step_saves_itself_field_by_field(page: Page, here: str) -> None:
    page.goto(here)
    page.locator(".step h3 a").first.click()
    page.wait_for_url("**/steps/**")
    form = page.locator("form[data-autosave]")
    fields = form.locator("input[type=text], textarea")
    first = fields.first
    before = first.input_value()
    for text in ("Said otherwise, once", "Said otherwise, twice"):
        first.fill(text)
        page.keyboard.press("Tab")
        expect(page.locator("[data-autosave-status]")).to_have_text("Saved")
        page.wait_for_timeout(200)
    page.reload()
    expect(first).to_have_value("Said otherwise, twice")
    for text in ("Said otherwise, once", before):
        page.goto(here)
        page.locator("form[action$='/undo'] button").first.click()
        expect(page.locator("#told")).to_contain_text("Undone")
        page.locator(".step h3 a").first.click()
        expect(first).to_have_value(text)


def test_words_are_replaced_where_they_are_chosen(page: Page, here: str) -> None:
    page.goto(f"{here}/words/replace")
    page.get_by_label("Find", exact=True).fill("o")
    page.get_by_label("Whole words only").uncheck()
    page.get_by_label("Replace by").fill("ö")
    page.keyboard.press("Enter")
    places = page.locator("input[name=at]")
    expect(places.first).to_be_visible()
    count = places.count()
    assert count > 1
    places.first.uncheck()
    page.get_by_role("button", name="Replace in the chosen places").click()
    expect(page.locator("#told")).to_contain_text(f"in {count - 1} text")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#told")).to_contain_text("Undone")


def test_arabic_is_written_from_right_to_left_on_a_phone(
    browser: Browser, designer: Visitor, address: str, here: str, axe: str
) -> None:
    context = signed_in(browser, designer, address, 390)
    page = context.new_page()
    page.goto(f"{here}/translations/ar")
    assert page.locator("html").get_attribute("dir") == "ltr"
    field = page.locator("textarea").first
    assert (field.get_attribute("dir"), field.get_attribute("lang")) == ("rtl", "ar")
    assert field.evaluate("each => getComputedStyle(each).direction") == "rtl"
    name = field.get_attribute("name")
    field.fill("مساعدة في التدفئة")
    page.keyboard.press("Tab")
    expect(page.locator("[data-autosave-status]")).to_have_text("Saved")
    page.goto(f"{here}/translations/ar?only=done")
    expect(page.locator(f'textarea[name="{name}"]')).to_have_value("مساعدة في التدفئة")
    assert axe_violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()


def test_nothing_typed_is_lost_when_the_network_fails(context: BrowserContext, page: Page, here: str) -> None:
    page.goto(f"{here}/words")
    context.set_offline(True)
    field = page.locator("textarea").first
    field.fill("Typed without a network")
    page.keyboard.press("Tab")
    expect(page.locator("#keeping")).to_contain_text("There is no connection.")
    page.get_by_role("button", name="Save all").click()
    expect(page.locator("#keeping")).to_contain_text("There is no connection.")
    expect(field).to_have_value("Typed without a network")
    context.set_offline(False)
    page.reload()
    expect(page.locator("textarea").first).not_to_have_value("Typed without a network")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("textarea").first).to_have_value("Typed without a network")
    page.get_by_role("button", name="Save all").click()
    expect(page.locator("h1")).to_have_text("Typed without a network")
    page.goto(f"{here}/words")
    expect(page.get_by_role("button", name="Put it back")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()


def test_a_step_that_could_not_be_added_stays_in_its_form(context: BrowserContext, page: Page, here: str) -> None:
    page.goto(here)
    context.set_offline(True)
    page.locator("#add-text").fill("Do you own a boat?")
    page.keyboard.press("Enter")
    expect(page.locator("#keeping")).to_contain_text("There is no connection.")
    expect(page.locator("#add-text")).to_have_value("Do you own a boat?")
    context.set_offline(False)
    page.locator("#add-text").press("Enter")
    expect(page.locator("#told")).to_contain_text("Added the question")
    page.reload()
    expect(page.get_by_role("button", name="Put it back")).to_be_hidden()
    page.locator("form[action$='/undo'] button").first.click()
    expect(page.locator("#told")).to_contain_text("Undone")


def test_nothing_typed_is_lost_when_the_session_ends(context: BrowserContext, page: Page, here: str) -> None:
    page.goto(f"{here}/words")
    (cookie,) = (each for each in context.cookies() if each["name"] == "wp_staff")
    context.add_cookies([{**cookie, "value": "ended"}])
    field = page.locator("textarea").first
    field.fill("Typed after the session ended")
    page.keyboard.press("Tab")
    expect(page.locator("#keeping")).to_contain_text("You were signed out.")
    page.get_by_role("button", name="Save all").click()
    expect(page.locator("#keeping")).to_contain_text("You were signed out.")
    with context.expect_page() as opened:
        page.get_by_role("link", name="sign in in another tab").click()
    tab = opened.value
    tab.get_by_label("Email address").fill("dee.designer@example.org")
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.locator("h1")).to_have_text("Keyboard shortcuts")
    page.get_by_role("button", name="Save all").click()
    expect(page.locator("h1")).to_have_text("Typed after the session ended")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#told")).to_contain_text("Undone")


def test_what_was_typed_is_forgotten_when_its_writer_signs_out(
    browser: Browser, app: Flask, address: str, here: str
) -> None:
    context = signed_in(browser, Visitor(app).become(Role.DESIGNER, "Del Designer"), address, 1280)
    page = context.new_page()
    page.goto(here)
    page.locator("#add-text").fill("Something half said")
    assert page.evaluate(KEPT) == 1
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert page.evaluate(KEPT) == 0
    context.close()
