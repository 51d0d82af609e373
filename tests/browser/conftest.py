"""A real Chromium against a real server. Skipped, loudly, where there is no Chromium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.browser.chromium import find_chromium, launch_arguments
from tests.webapp.blueprints.public.conftest import a_service, publish_service
from tests.webapp.conftest import quick_passwords, sqlite_template
from tests.webapp.serving import an_app
from webapp.http.wiring import EXTENSION

__all__ = ["quick_passwords", "sqlite_template"]

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
expect.set_options(timeout=20_000)  # what is waited for comes at once; on a busy machine it may take its time
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = find_chromium()
    if not chromium:
        pytest.skip("no Chromium: install it, or set CHROMIUM_PATH")
    return {**browser_type_launch_args, "executable_path": chromium, "args": launch_arguments()}


@pytest.fixture(scope="module")
def app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for each module."""
    path = tmp_path_factory.mktemp("browser") / "waypost.db"
    shutil.copyfile(sqlite_template, path)
    app = an_app(f"sqlite:///{path}", site_name="State of Meridian")
    publish_service(app, tmp_path_factory.mktemp("content"), a_service())
    yield app
    app.extensions[EXTENSION].database.dispose()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """Where the application answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def axe() -> str:
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """The narrowest screen that must work."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def axe_violations(page: Page, axe: str, *, also: Sequence[str] = ()) -> list[str]:
    """What axe finds, each with the elements it is about. `evaluate` is not held by the page's own policy.

    `also` names rules that axe leaves out by itself.
    """
    page.evaluate(axe)
    rules = {rule: {"enabled": True} for rule in also}
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {violation['help']}: {[node['target'] for node in violation['nodes']][:3]}"
        for violation in found["violations"]
    ]
