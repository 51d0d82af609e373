"""Rules, facts, amounts and JSON in a real browser: accessible, by keyboard, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import axe_violations
from tests.browser.test_desk import signed_in
from tests.webapp.documents import seed
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

HEAT = "/editor/heat"
RULE = f"{HEAT}/parts/nodes/ask-shutoff/rules/no-heat"


@pytest.fixture(scope="module")
def designer(app: Flask) -> Visitor:
    """Dee has begun a draft of “heat”."""
    seed(app.extensions[EXTENSION].database)
    dee = Visitor(app).become(Role.DESIGNER, "Dee Designer")
    dee.send(f"{HEAT}/draft")
    dee.send(f"{HEAT}/amounts", {"name": "Limits", "by": "people"})
    dee.send(f"{HEAT}/edits", {"op": "add-node", "type": "calculate", "text": "Work out", "after": "ask-people"})
    return dee


@pytest.fixture(params=[320, 1280])
def editor(request: pytest.FixtureRequest, browser: Browser, designer: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, designer, address, request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def wide(browser: Browser, designer: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, designer, address, 1280)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "place",
    [
        "/steps/ask-people",
        "/parts/nodes/ask-shutoff/rules/no-heat",
        "/parts/nodes/ask-people/rules/+",
        "/parts/nodes/ask-people/validators/+",
        "/facts",
        "/facts/people?type=choice",
        "/amounts",
        "/amounts/limits",
        "/json?at=/nodes/ask-people",
    ],
)
def test_every_page_is_accessible_and_fits_the_screen(editor: Page, address: str, axe: str, place: str) -> None:
    editor.goto(f"{address}{HEAT}{place}")
    assert axe_violations(editor, axe) == []
    assert not editor.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_rule_is_put_together_by_keyboard_without_leaving_the_page(wide: Page, address: str) -> None:
    wide.goto(f"{address}{RULE}")
    wide.evaluate("document.body.dataset.same = 'page'")
    wide.get_by_role("button", name=re.compile("Add a line")).focus()
    wide.keyboard.press("Enter")
    fact = wide.locator("#c-1-fact")
    expect(fact).to_be_visible()
    fact.select_option("people")
    comparison = wide.locator("#c-1-comparison")
    expect(comparison).to_contain_text("is at least")
    comparison.select_option(">=")
    value = wide.locator("#c-1-value")
    value.focus()
    wide.keyboard.type("4")
    wide.keyboard.press("Tab")
    assert wide.evaluate("document.body.dataset.same") == "page"
    wide.get_by_role("button", name="Save").focus()
    wide.keyboard.press("Enter")
    expect(wide.locator("#rules")).to_contain_text("“Heat is off” is yes and “People at home” is at least 4")


def test_what_is_typed_as_soon_as_the_rule_is_shown_anew_stays(wide: Page, address: str) -> None:
    wide.goto(f"{address}{HEAT}/parts/nodes/ask-people/rules/+")
    wide.locator("#c-0-fact").select_option("people")
    expect(wide.locator("#c-0-comparison")).to_contain_text("is at least")
    wide.evaluate(
        """document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
             document.getElementById("c-0-value").value = "4";
             setTimeout(() => { document.body.dataset.typed = "1"; }, 100);
           }), { once: true })"""
    )
    wide.locator("#c-0-comparison").select_option("<=")
    expect(wide.locator("body[data-typed]")).to_be_attached()
    expect(wide.locator("#c-0-value")).to_have_value("4")


def test_whoever_goes_further_while_the_rule_is_shown_anew_stays_there(wide: Page, address: str) -> None:
    wide.goto(f"{address}{HEAT}/parts/nodes/ask-people/rules/+")
    wide.locator("#c-0-fact").select_option("people")
    expect(wide.locator("#c-0-comparison")).to_contain_text("is at least")
    wide.evaluate(
        """document.addEventListener("htmx:afterSettle", () => { document.body.dataset.shown = "1"; }, { once: true });
           const focus = () => document.getElementById("c-0-value").focus();
           document.addEventListener("htmx:beforeRequest", focus, { once: true })"""
    )
    wide.locator("#c-0-comparison").select_option("<=")
    expect(wide.locator("body[data-shown]")).to_be_attached()
    expect(wide.locator("#c-0-value")).to_be_focused()


def test_the_fact_that_was_chosen_keeps_the_focus(wide: Page, address: str) -> None:
    wide.goto(f"{address}{HEAT}/parts/nodes/ask-people/rules/+")
    wide.locator("#c-0-fact").focus()
    wide.locator("#c-0-fact").select_option("shutoff")
    expect(wide.locator("#c-0-comparison")).to_contain_text("is yes")
    expect(wide.locator("#c-0-fact")).to_be_focused()
    expect(wide.locator("#condition-preview")).to_contain_text("“Heat is off” is yes.")


def test_a_line_of_the_json_that_is_wrong_is_shown_in_the_text(wide: Page, address: str) -> None:
    wide.goto(f"{address}{HEAT}/json?at=/nodes/ask-people")
    text = wide.locator("#text")
    text.fill(text.input_value().replace('"next"', '"nex"'))
    wide.get_by_role("button", name="Check").click()
    expect(wide.locator("#marks")).to_contain_text("Did you mean “next”?")
    wide.locator("[data-line]").first.click()
    expect(text).to_be_focused()
    assert '"nex"' in text.evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)")


def test_a_calculation_is_put_together_and_tried_on_one_page_by_keyboard(wide: Page, address: str, axe: str) -> None:
    wide.goto(f"{address}{HEAT}/parts/nodes/work-out/set/+")
    wide.evaluate("document.body.dataset.same = 'page'")
    wide.get_by_label("Answer it fills").select_option("people")
    wide.locator("#v").select_option("way:-")
    expect(wide.locator("#v-1")).to_be_visible()
    wide.locator("#v-0").select_option("fact:people")
    wide.locator("#v-1").select_option("written")
    wide.locator("#v-1-value").fill("1")
    wide.locator("#v-1-value").press("Tab")
    wide.get_by_role("button", name="Work it out").focus()
    wide.keyboard.press("Enter")
    expect(wide.locator("#calculation-preview")).to_have_text("In words: “People at home” − 1")
    wide.locator("#try-people").fill("4")
    wide.get_by_role("button", name="Work it out").focus()
    wide.keyboard.press("Enter")
    expect(wide.locator(".calculation__result")).to_have_text("3")
    for width in (1280, 320):
        wide.set_viewport_size({"width": width, "height": 900})
        assert axe_violations(wide, axe) == []
        assert wide.evaluate("document.documentElement.scrollWidth") <= width
    assert wide.evaluate("document.body.dataset.same") == "page"
