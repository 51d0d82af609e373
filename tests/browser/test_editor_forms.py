"""What a step runs, promises and what is known of members, in a real browser: accessible, by keyboard, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import axe_violations
from tests.browser.test_desk import signed_in
from tests.webapp.blueprints.editor.test_running import put_flows
from tests.webapp.documents import seed
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

HEAT = "/editor/heat"
PLACES = {
    "run": "/steps/run-it/run",
    "step": "/steps/run-it",
    "promise": "/promises/+",
    "members": "/facts/homes",
    "question": "/steps/ask-people",
    "scenario": "/scenarios/warm",
    "about": "/about",
}


@pytest.fixture(scope="module")
def designer(app: Flask) -> Visitor:
    """Dee has begun a draft of “heat” with a step that runs another flow, and a list."""
    seed(app.extensions[EXTENSION].database)
    put_flows(app)
    dee = Visitor(app).become(Role.DESIGNER, "Dee Designer")
    dee.send(f"{HEAT}/draft")
    answers = {"fact-0": "people", "answer-0": "3", "known-fact-0": "people", "known-answer-0": "3", "way": "now"}
    dee.send(f"{HEAT}/scenarios/-", {"title": "Warm", "today": "2026-11-23", "end": "ask-shutoff", **answers})
    dee.send(f"{HEAT}/facts", {"label": "Homes", "type": "list"})
    dee.send(f"{HEAT}/edits", {"op": "add-node", "type": "subflow", "text": "Run it", "after": "ask-people"})
    answers = {"h~purpose:named": "option:heat", "o:rooms": "people", "e:large": "person", "shown-parts": "yes"}
    seen = '{"flow": "", "next": "ask-shutoff"}'
    answers |= {"flow": "street", "row": "purpose", "rest": "ask-shutoff", "seen": seen}
    dee.send(f"{HEAT}/steps/run-it/run", answers)
    return dee


@pytest.fixture
def wide(browser: Browser, designer: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, designer, address, 1280)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_form_is_accessible_and_fits_the_screen(
    browser: Browser, designer: Visitor, address: str, axe: str, width: int
) -> None:
    context = signed_in(browser, designer, address, width)
    page = context.new_page()
    for place in PLACES.values():
        page.goto(f"{address}{HEAT}{place}")
        assert axe_violations(page, axe) == [], place
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), place
    context.close()


def test_what_a_step_runs_is_changed_by_keyboard_on_one_page(wide: Page, address: str) -> None:
    wide.goto(f"{address}{HEAT}/steps/run-it/run")
    wide.evaluate("document.body.dataset.same = 'page'")
    said = wide.locator("#running .condition__preview")
    expect(said).to_contain_text("It is handed “What it is for”: “Heat”.")
    wide.locator("#flow").focus()
    wide.keyboard.type("Size")
    wide.keyboard.press("Tab")
    lost = wide.locator(".running__lost")
    expect(lost).to_contain_text("It takes no “What it is for”")
    wide.locator("#flow").focus()
    wide.keyboard.type("Addr")
    wide.keyboard.press("Tab")
    expect(lost).to_have_count(0)
    expect(said).to_contain_text("It is handed “What it is for”: “Heat”.")
    wide.get_by_role("button", name="Hand it over instead").press("Enter")
    row = wide.get_by_role("group", name="Rooms")
    value = row.get_by_role("combobox")
    value.select_option("written")
    number = row.get_by_role("textbox")
    expect(number).to_be_visible()
    number.fill("3")
    wide.locator("#o-rooms").select_option("")
    expect(said).to_contain_text("It is handed “Rooms”: 3.")
    expect(number).to_have_value("3")
    assert wide.evaluate("document.body.dataset.same") == "page"
    wide.get_by_role("button", name="Save").last.press("Enter")
    expect(wide.locator("#runs-title + ul")).to_contain_text("It is handed “Rooms”: 3.")


def test_the_page_that_people_see_follows_what_is_typed(wide: Page, address: str) -> None:
    wide.goto(f"{address}{HEAT}/steps/ask-people")
    seen = wide.locator("#step-preview")
    expect(seen).to_contain_text("How many people live here?")
    question = wide.get_by_label("Question", exact=True)
    question.press("End")
    question.press_sequentially(" Count children.")
    expect(seen).to_contain_text("live here? Count children.")
    expect(question).to_be_focused()
    seen.get_by_label("In", exact=True).select_option("es")
    expect(seen.get_by_role("button", name="Continuar")).to_be_visible()


def test_a_promise_is_made_by_keyboard_and_not_twice(wide: Page, address: str) -> None:
    wide.goto(f"{address}{HEAT}/promises/+")
    wide.get_by_role("button", name="Add a line").press("Enter")
    fact = wide.locator("#p0-0-fact")
    expect(fact).to_be_visible()
    fact.select_option("shutoff")
    expect(wide.locator("#p0-0-comparison")).to_contain_text("is yes")
    wide.locator("#p0-0-comparison").select_option("yes")
    wide.get_by_role("checkbox", name="To a person: Ask a person").press("Space")
    wide.get_by_role("button", name="Promise it").last.press("Enter")
    said = "When “Heat is off” is yes, the journey ends at “Ask a person”."
    expect(wide.locator("#flow-promises")).to_contain_text(said)
    wide.goto(f"{address}{HEAT}/promises/+")
    wide.get_by_role("button", name="Add a line").press("Enter")
    expect(fact).to_be_visible()
    fact.select_option("shutoff")
    expect(wide.locator("#p0-0-comparison")).to_contain_text("is yes")
    wide.locator("#p0-0-comparison").select_option("yes")
    wide.get_by_role("checkbox", name="To a person: Ask a person").press("Space")
    wide.get_by_role("button", name="Promise it").last.press("Enter")
    refused = wide.get_by_role("alert").filter(has_text="This is promised already")
    expect(refused).to_contain_text(said)
    expect(refused).to_be_focused()
    expect(fact).to_have_value("shutoff")


def test_what_is_known_of_members_is_ordered_by_keyboard(wide: Page, address: str) -> None:
    wide.goto(f"{address}{HEAT}/facts/homes")
    wide.get_by_label("What it is called").fill("Rooms")
    wide.locator("#member-type").select_option("integer")
    wide.get_by_role("button", name="Add to each member").press("Enter")
    rows = wide.locator("#members .rule-list > li")
    expect(rows).to_have_count(2)
    rows.filter(has_text="Rooms").get_by_role("button", name="Move up").press("Enter")
    expect(rows.first).to_contain_text("Rooms")
