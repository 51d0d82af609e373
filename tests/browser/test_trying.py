"""A draft is tried in a real browser: the public's page in its frame, and beside it the way that led there."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import axe_violations
from tests.browser.test_agencies import link
from tests.browser.test_desk import signed_in
from tests.browser.test_editor import designer, editor, slug
from tests.webapp.documents import publish
from tests.webapp.services.test_problems import doubtful
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION

__all__ = ["designer", "editor", "link", "slug"]

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


@pytest.fixture(scope="module")
def proved(app: Flask, designer: Visitor) -> str:
    """The address of a flow with a broken promise, of which the proof has been made."""
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        publish(uow, {**doubtful(), "id": "doubtful"}, translations={})
    designer.send("/editor/doubtful/draft")
    until = time.monotonic() + 60
    while "Look again" in designer.get("/editor/doubtful/problems").text:
        assert time.monotonic() < until, "the proof did not come"
        time.sleep(0.1)
    return "/editor/doubtful"


def test_show_me_walks_along_with_whoever_meets_the_problem(
    browser: Browser, designer: Visitor, address: str, proved: str, axe: str
) -> None:
    context = signed_in(browser, designer, address, 1280)
    page = context.new_page()
    page.goto(f"{address}{proved}/problems")
    page.get_by_role("link", name="Show me").first.click()
    frame = page.frame_locator("iframe.phone__frame")
    expect(frame.locator("h1")).to_have_text("How many people live here?")
    expect(page.locator(".tour [role=status]")).to_contain_text("Page 1 of")
    assert axe_violations(page, axe) == []
    page.locator("#tour-next").focus()
    page.keyboard.press("Enter")
    expect(frame.locator("h1")).to_have_text("Is your heat off?")
    expect(page.locator(".tour [role=status]")).to_contain_text("This person answers: Yes")
    expect(page.locator("#tour-next")).to_be_focused()
    page.locator("#tour-back").click()
    expect(frame.locator("h1")).to_have_text("How many people live here?")
    page.get_by_role("link", name="The whole way on the map").click()
    expect(page.locator("#map-view")).to_be_visible()
    context.close()


def test_a_way_that_was_tried_is_saved_and_run_and_another_one_written(
    browser: Browser, designer: Visitor, address: str, proved: str, axe: str
) -> None:
    context = signed_in(browser, designer, address, 1280)
    page = context.new_page()
    page.goto(f"{address}{proved}/try")
    frame = page.frame_locator("iframe.phone__frame")
    frame.locator("#answer").fill("3")
    frame.get_by_role("button", name="Continue").last.click()
    expect(page.locator("#try-side .known")).to_contain_text("3")
    page.locator("#scenario-name").fill("Three people")
    page.get_by_role("button", name="Save as a scenario").click()
    expect(page.locator("#told")).to_contain_text("Saved the scenario")
    page.goto(f"{address}{proved}/scenarios/-")
    page.locator("#title").fill("Warm")
    page.locator("#add").select_option("people")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".scenario-answer")).to_be_focused()
    assert axe_violations(page, axe) == []
    page.locator("#answer-0").fill("3")
    page.locator("#end").select_option("read")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".scenario-bar__state")).to_contain_text("1 scenario fails")
    page.get_by_role("link", name="Run all").click()
    expect(page.locator(".scenario-table")).to_contain_text("It ended at “Is your heat off?”")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(FITS)
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_reviewer_tries_and_comments_on_the_step(
    browser: Browser, address: str, link: str, axe: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}{link}")
    page.get_by_role("link", name="Try it as people will meet it").click()
    frame = page.frame_locator("iframe.phone__frame")
    first = frame.locator("h1").inner_text()
    assert axe_violations(page, axe) == []
    assert page.evaluate(FITS)
    expect(page.locator(".try-about")).to_contain_text(first)
    page.locator("#try-comment-name").fill("Rae Reviewer")
    page.locator("#try-comment-body").fill("Ask this later")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.locator("#told")).to_contain_text("Your comment is there")
    expect(page.locator("#review-try-side .comments")).to_contain_text("Ask this later")
    expect(frame.locator("h1")).to_have_text(first)
    context.close()
