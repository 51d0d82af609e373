"""Takes the pictures of the README and the guides: `make pictures`. The same product, the same day, every time."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from tests.browser.chromium import find_chromium, launch_arguments
from tests.browser.editor_pictures import take_editor
from tests.browser.map_pictures import take_maps
from tests.webapp.databases import DATA_KEY
from tests.webapp.serving import PASSWORD, Clock, an_app
from webapp.cli.setting_up import seed
from webapp.http.wiring import EXTENSION
from webapp.persistence import Database, migrate
from webapp.services.accounts import Role, invite

FOLDER = Path("docs/pictures")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1200, "height": 900}


def main() -> None:
    """Walks from the front page to a receipt, and on to the agent's desk."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _served() as (app, address, clock), sync_playwright() as player:
        browser = player.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        reference = _public(browser, address)
        _spanish(browser, address)
        clock.at += timedelta(minutes=7)
        _desk(browser, address, reference)
        take_maps(browser, FOLDER)
        take_editor(browser, address, app, clock, FOLDER)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


def _public(browser: Browser, address: str) -> str:
    """A person without heat, on a phone."""
    page = _open(browser, address, PHONE)
    _take(page, "directory")
    page.get_by_role("link", name="Get help with heating costs").click()
    _take(page, "start")
    page.get_by_role("button", name="Start now").click()
    _choose(page, "No")
    _take(page, "question")
    _choose(page, "No, we have no heat")
    _choose(page, "A child under 6")
    _go_on(page)
    page.get_by_label("Name").fill("Sam Sample")
    page.get_by_label("Phone number").fill("(212) 555-0142")
    _go_on(page)
    _take(page, "check")
    page.get_by_role("button", name="Agree and send").click()
    page.wait_for_url("**/*.sent")
    _take(page, "receipt")
    reference = page.locator("text=/WP-[0-9A-Z]{6}/").first.inner_text().strip()
    page.context.close()
    return reference


def _spanish(browser: Browser, address: str) -> None:
    page = _open(browser, address, PHONE)
    page.get_by_role("button", name="Español").click()
    page.get_by_role("link", name="ayuda").first.click()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/j/**")
    _take(page, "spanish")
    page.context.close()


def _desk(browser: Browser, address: str, reference: str) -> None:
    """An agent opens the ticket."""
    page = _open(browser, f"{address}/sign-in", DESK)
    page.get_by_label("Email address").fill("agent@waypost.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk")
    _take(page, "queues")
    page.goto(f"{address}/desk/tickets/{reference}")
    _take(page, "ticket")
    page.context.close()


def _open(browser: Browser, address: str, size: ViewportSize) -> Page:
    context = browser.new_context(viewport=size, device_scale_factor=2, locale="en-US")
    page = context.new_page()
    page.goto(address)
    return page


def _choose(page: Page, label: str) -> None:
    page.locator("label", has_text=label).first.click()
    _go_on(page)


def _go_on(page: Page) -> None:
    """Presses Continue and waits for the next step."""
    before = page.url
    page.get_by_role("button", name="Continue").click()
    page.wait_for_function("before => location.href !== before", arg=before)


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")  # from where the button was that led here
    page.screenshot(path=FOLDER / f"{name}.png", full_page=page.viewport_size == DESK)


@contextmanager
def _served() -> Iterator[tuple[Flask, str, Clock]]:
    """The product with its shipped flows on a fresh database, where time stands still."""
    os.environ.setdefault("WAYPOST_ENVIRONMENT", "test")
    folder = tempfile.mkdtemp(prefix="waypost-pictures-")
    url, clock = f"sqlite:///{folder}/waypost.db", Clock()
    database = Database(url, data_key=DATA_KEY)
    migrate(database)
    with database.unit_of_work() as uow:
        seed(uow)
        invite(uow, "agent@waypost.example", "Alex Agent", Role.AGENT, now=clock(), password=PASSWORD)
        invite(uow, "designer@waypost.example", "Dee Designer", Role.DESIGNER, now=clock(), password=PASSWORD)
    database.dispose()
    app = an_app(url, clock, site_name="State of Meridian")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield app, f"http://127.0.0.1:{server.port}", clock
    finally:
        server.shutdown()
        server.server_close()
        app.extensions[EXTENSION].database.dispose()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
