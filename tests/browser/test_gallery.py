"""Every page kind in every state, in three languages, on a phone and a desk: accessible, never too wide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.conftest import axe_violations
from webapp.blueprints.public.gallery import PROBLEMS, names

SCREENS = (("en", 320), ("en", 1280), ("es", 320), ("ar", 320))
TEXT_OVERFLOWS = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(element => {
    const {left, right} = element.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1;
  })
  .filter(element => !element.closest('.usa-skipnav, .visually-hidden, [class*="__input"], table, .tabs ul'))
  .map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module", params=SCREENS, ids=str)
def screen(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[tuple[Page, str, str]]:
    """A page in one language and width, kept open for all kinds."""
    language, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    yield page, language, address
    context.close()


def test_every_page_is_accessible_and_fits_the_screen(screen: tuple[Page, str, str], axe: str) -> None:
    page, language, address = screen
    problems: dict[str, list[str]] = {}
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    # Error pages share one template: one with a button and one with a number stand for all.
    for name in [name for name in names() if not name.startswith("problem-")] + ["problem-expired", "problem-broken"]:
        page.goto(f"{address}/gallery/{name}?show={language}")
        # Spanish is English with longer words: what may go wrong is that they do not fit.
        wrong = [*([] if language == "es" else axe_violations(page, axe)), *page.evaluate(TEXT_OVERFLOWS)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append("scrolls sideways")
        if wrong:
            problems[name] = wrong
    # A page that answers 422 is told by Chromium as a failed load: that is the page's own status, not a fault.
    unexpected = [error for error in errors if "422" not in error]
    assert problems == {}
    assert unexpected == []


def test_axe_finds_a_planted_fault(page: Page, address: str, axe: str) -> None:
    page.goto(f"{address}/gallery/number")
    page.evaluate("document.querySelector('label').removeAttribute('for')")
    assert any(violation.startswith("label:") for violation in axe_violations(page, axe))


def test_the_overflow_check_finds_a_planted_fault(phone: Page, address: str) -> None:
    phone.goto(f"{address}/gallery/number")
    phone.evaluate(
        "document.querySelector('h1').replaceChildren(Object.assign(document.createElement('img'), {width: 900}))"
    )
    assert phone.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_arabic_pages_are_mirrored(phone: Page, address: str) -> None:
    phone.goto(f"{address}/gallery/radios?show=ar")
    assert phone.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    label = phone.locator(".usa-radio__label").first
    text, circle = label.evaluate(
        "label => [getComputedStyle(label).paddingRight, getComputedStyle(label, '::before').right]"
    )
    assert float(text[:-2]) > 40
    assert float(circle[:-2]) < 30


def test_the_gallery_lists_every_page(app: Flask) -> None:
    listed = app.test_client().get("/gallery").get_data(as_text=True)
    assert all(f"/gallery/{name}" in listed for name in names())
    assert all(f"problem-{kind}" in names() for kind in PROBLEMS)
