"""Pictures of the editor: one flow is opened, changed, tried, reviewed, asked for and counted."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page

from tests.webapp.serving import PASSWORD, Clock
from webapp.cli.setting_up import FLOWS
from webapp.http.locale import words
from webapp.http.wiring import EXTENSION
from webapp.services.demo import make_demo

SLUG = "heating-help"
WIDE = {"width": 1200, "height": 960}
_PATIENCE = 90
_STILL = "is being proved"


def take_editor(browser: Browser, address: str, app: Flask, clock: Clock, folder: Path) -> None:
    """From the list of flows to the counts."""
    page = browser.new_context(viewport=WIDE, reduced_motion="reduce").new_page()
    _sign_in(page, address)
    here = f"{address}/editor/{SLUG}"
    page.goto(here)
    _press(page, "Begin a draft")
    _take(page, folder, "outline", here)
    _take(page, folder, "new", f"{address}/editor/new?from=table")
    _change_a_limit(page, here)
    _take(page, folder, "flows", f"{address}/editor")
    _take(page, folder, "map", f"{here}/map?sel=ask-heat")
    _take(page, folder, "step", f"{here}/steps/ask-heat")
    _take(page, folder, "rule", f"{here}/parts/nodes/how-soon/rules/within-3-days")
    _take(page, folder, "facts", f"{here}/facts")
    _take(page, folder, "words", f"{here}/words")
    _take(page, folder, "translation", f"{here}/translations/ar")
    _try_it(page, folder, here)
    _wait_for(page, f"{here}/problems", "Proved for everybody")
    _take(page, folder, "problems", f"{here}/problems")
    _wait_for(page, f"{here}/scenarios", "%")
    _take(page, folder, "scenarios", f"{here}/scenarios")
    _wait_for(page, f"{here}/releases/compare", "somebody who")
    _take(page, folder, "compare", f"{here}/releases/compare")
    _wait_for(page, f"{here}/releases/request", "Risk of a normal change")
    _take(page, folder, "request", f"{here}/releases/request")
    _review(page, browser, folder, here)
    with app.app_context(), app.extensions[EXTENSION].database.unit_of_work() as uow:
        make_demo(uow, FLOWS, words=words, now=clock())
    _take(page, folder, "counts", f"{here}/counts?traffic=demo")
    page.context.close()


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.locator("input[name=email]").fill("designer@waypost.example")
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()


def _press(page: Page, name: str) -> None:
    """A button whose form brings another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).last.click()


def _take(page: Page, folder: Path, name: str, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"editor-{name}.png")


def _wait_for(page: Page, address: str, text: str) -> None:
    """What is worked out in the background."""
    for _ in range(_PATIENCE):
        page.goto(address)
        page.wait_for_load_state("load")
        said = page.locator("main").inner_text().casefold()
        if text.casefold() in said and _STILL not in said:
            return
        page.wait_for_timeout(1000)
    raise RuntimeError(f"{address} never said {text!r}")


def _change_a_limit(page: Page, here: str) -> None:
    """Two people may have a little more income."""
    page.goto(f"{here}/amounts/income_limit")
    cell = page.locator("[data-cell][name='row.1.out.0']")
    cell.fill(str(int(float(cell.input_value())) + 250))
    _press(page, "Save the amounts")


def _try_it(page: Page, folder: Path, here: str) -> None:
    """Somebody who smells no gas and has no heat."""
    page.goto(f"{here}/try")
    frame = page.frame_locator("iframe")
    for _ in range(2):
        was = frame.locator("h1").inner_text()
        frame.locator("label", has_text="No").first.click()
        frame.get_by_role("button", name="Continue").click()
        frame.locator("h1").filter(has_not_text=was).wait_for()
    page.wait_for_timeout(1000)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=folder / "editor-try.png")


def _review(page: Page, browser: Browser, folder: Path, here: str) -> None:
    """The agency that owns the service says something, and signs."""
    page.goto(f"{here}/reviews")
    _press(page, "Make the link")
    link = page.get_by_label("Address to send").input_value()
    reader = browser.new_context(viewport=WIDE).new_page()
    reader.goto(f"{here.partition('/editor/')[0]}/review/{link.partition('/review/')[2]}")
    form = reader.locator("#step-ask-people")
    form.locator("summary").click()
    form.get_by_label("Your name").fill("Rae Reader")
    form.get_by_label("What do you want to say?").fill("Please say that roommates who buy their own heat do not count.")
    with reader.expect_navigation():
        form.get_by_role("button", name="Send the comment").click()
    _press(reader, "Sign off this version")
    reader.context.close()
    _take(page, folder, "reviews", f"{here}/reviews")
