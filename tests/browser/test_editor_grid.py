"""A decision table in a real browser: arrows, Enter, and cells pasted from a spreadsheet."""

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

GRID = "/editor/heat/steps/urgency/grid"
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def designer(app: Flask) -> Visitor:
    """Dee has a table in a draft of “heat”: people and heat give a number."""
    seed(app.extensions[EXTENSION].database)
    dee = Visitor(app).become(Role.DESIGNER, "Dee Designer")
    dee.send("/editor/heat/draft")
    dee.send("/editor/heat/edits", {"op": "add-node", "type": "table", "text": "Urgency", "after": "ask-people"})
    columns = {"in.0.id": "", "in.0.fact": "people", "in.1.id": "", "in.1.fact": "shutoff", "out.0.fact": "people"}
    row = {"row.0.id": "", "row.0.in.0": "< 3", "row.0.in.1": "yes", "row.0.out.0": "1", "row.0.because": "Few"}
    was = '{"hit": "first", "inputs": [], "outputs": [], "rows": []}'
    dee.send(GRID, {"was": was, "hit": "first", "collect": "", **columns, **row})
    return dee


@pytest.fixture(params=[320, 1280])
def editor(request: pytest.FixtureRequest, browser: Browser, designer: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, designer, address, request.param)
    yield context.new_page()
    context.close()


def cell(page: Page, row: int, column: str) -> str:
    return page.locator(f"[name='row.{row}.{column}']").input_value()


def test_the_grid_is_accessible_and_scrolls_by_itself(editor: Page, address: str, axe: str) -> None:
    editor.goto(f"{address}{GRID}")
    assert axe_violations(editor, axe) == []
    assert not editor.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_cells_are_filled_in_by_keyboard_alone(editor: Page, address: str) -> None:
    editor.goto(f"{address}{GRID}")
    editor.get_by_role("button", name="Add a row").focus()
    editor.keyboard.press("Enter")
    expect(editor.locator("[name='row.1.in.0']")).to_be_focused()
    editor.keyboard.type("7")
    editor.keyboard.press("ArrowRight")
    editor.keyboard.type("no")
    editor.keyboard.press("Tab")
    editor.keyboard.type("2")
    editor.keyboard.press("ArrowUp")
    expect(editor.locator("[name='row.0.out.0']")).to_be_focused()
    editor.keyboard.press("Enter")
    expect(editor.locator("[name='row.1.out.0']")).to_be_focused()
    assert [cell(editor, 1, name) for name in ("in.0", "in.1", "out.0")] == ["7", "no", "2"]
    editor.get_by_role("button", name="Save the table").last.focus()
    editor.keyboard.press("Enter")
    expect(editor.locator("#told")).to_contain_text("Changed the table: 2 rows.")
    editor.get_by_role("button", name=re.compile("Take away.*row 2")).click()
    expect(editor.locator("[name='row.1.in.0']")).to_have_count(0)
    editor.get_by_role("button", name="Save the table").last.click()
    expect(editor.locator("#told")).to_contain_text("Changed the table: 1 rows.")


def test_cells_of_a_spreadsheet_fill_the_grid_from_where_one_stands(editor: Page, address: str) -> None:
    editor.goto(f"{address}{GRID}")
    editor.locator("[name='row.0.in.0']").focus()
    editor.evaluate(PASTE, "1\tyes\t5\tOne\r\n2..4\tno\t6\tTwo\r\n-\t-\t7\r\n")
    assert editor.locator("[data-grid] tbody tr").count() == 3
    assert [cell(editor, row, "in.0") for row in range(3)] == ["1", "2..4", "-"]
    assert cell(editor, 1, "because") == "Two"


def test_what_is_wrong_is_marked_at_its_cell(editor: Page, address: str, axe: str) -> None:
    editor.goto(f"{address}{GRID}")
    editor.locator("[name='row.0.in.0']").fill("many")
    editor.get_by_role("button", name="Save the table").last.click()
    expect(editor.locator("#cell-row-0-in-0-error")).to_contain_text("“many” is no number.")
    assert editor.locator("[name='row.0.in.0']").get_attribute("aria-invalid") == "true"
    assert axe_violations(editor, axe) == []
