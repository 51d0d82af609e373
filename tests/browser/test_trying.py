"""A draft is tried in a real browser: the public's page in its frame, and beside it the way that led there."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_violations
from tests.browser.test_editor import designer, editor, slug

__all__ = ["designer", "editor", "slug"]

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
"""The row of surfaces above may be scrolled by itself; the page may not."""


def test_each_answer_in_the_frame_is_explained_beside_it(editor: Page, address: str, slug: str, axe: str) -> None:
    editor.goto(f"{address}/editor/{slug}/try")
    assert axe_violations(editor, axe) == []
    assert editor.evaluate(FITS)
    editor.evaluate("document.body.dataset.same = 'page'")
    frame = editor.frame_locator("iframe.phone__frame")
    first = frame.locator("h1").inner_text()
    field = frame.locator("#step input:not([type=hidden])").first
    if field.get_attribute("type") in ("radio", "checkbox"):
        field.check(force=True)
    else:
        field.fill("2")
    frame.locator("#step button.usa-button").first.click()
    expect(editor.locator("#try-side .walk__step").first).to_contain_text(first)
    expect(editor.locator("#try-side .known")).to_be_visible()
    assert frame.locator("h1").inner_text() != first
    editor.locator("#try-side a", has_text="Back to here").first.click()
    expect(frame.locator("h1")).to_have_text(first)
    assert editor.evaluate("document.body.dataset.same") == "page"
    assert editor.evaluate(FITS)
    assert axe_violations(editor, axe) == []


def test_a_text_message_is_answered_by_keyboard(editor: Page, address: str, slug: str, axe: str) -> None:
    editor.goto(f"{address}/editor/{slug}/try")
    editor.locator("#try-channel").select_option("sms")
    editor.get_by_role("button", name="Start from the beginning").click()
    expect(editor.locator(".bubble")).to_be_visible()
    assert axe_violations(editor, axe) == []
    said = editor.locator(".bubble").inner_text()
    editor.locator("#try-said").focus()
    editor.keyboard.type("1")
    editor.keyboard.press("Enter")
    expect(editor.locator(".bubble")).not_to_have_text(said)
    expect(editor.locator("#try-side .walk__step")).to_have_count(1)
