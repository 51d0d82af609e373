"""Releases in a real browser: asked for, agreed on by a second person, met by the public, taken back; accessible."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from engine.editing import read_operation
from tests.browser.conftest import axe_violations
from tests.browser.test_desk import signed_in
from tests.browser.test_gallery import TEXT_OVERFLOWS
from tests.webapp.rows import NOON
from tests.webapp.services.releasing.conftest import wait_for_proofs
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import PERMISSIONS, Actor, Role
from webapp.services.publishing import edit, list_live_releases, open_draft

WIDTHS = (320, 1280)


@pytest.fixture(scope="module")
def slug(app: Flask) -> Iterator[str]:
    """The flow that is live, with a draft in which its title is another."""
    database = app.extensions[EXTENSION].database
    with database.unit_of_work() as uow:
        slug = list_live_releases(uow)[0].slug
        Visitor(app).become(Role.DESIGNER, "Dee Designer")
        person = next(each for each in uow.people.list_all() if each.role == Role.DESIGNER)
        dee = Actor(
            id=person.id,
            name=person.name,
            email=person.email,
            role=Role.DESIGNER,
            permissions=PERMISSIONS[Role.DESIGNER],
        )
        open_draft(uow, slug, actor=dee, now=NOON)
        change = read_operation({"op": "set", "pointer": "/title", "value": "A plainer name"})
        edit(uow, slug, change, actor=dee, now=NOON)
    yield slug
    wait_for_proofs(database)


def opened(browser: Browser, person: Visitor, address: str, width: int) -> Page:
    return signed_in(browser, person, address, width).new_page()


def check(page: Page, axe: str) -> None:
    assert axe_violations(page, axe) == []
    assert page.evaluate(TEXT_OVERFLOWS) == []


def test_a_draft_goes_live_with_a_second_person_and_comes_back(
    app: Flask, browser: Browser, address: str, slug: str, axe: str
) -> None:
    here = f"{address}/editor/{slug}/releases"
    dee = [opened(browser, Visitor(app).become(Role.DESIGNER, "Dee Designer"), address, width) for width in WIDTHS]
    ada = [opened(browser, Visitor(app).become(Role.APPROVER, "Ada Approver"), address, width) for width in WIDTHS]
    for page in dee:
        for place in ("", "/compare", "/request"):
            page.goto(f"{here}{place}")
            check(page, axe)
    page = dee[1]
    expect(page.locator("#evidence-risk")).to_be_visible(timeout=60_000)
    check(page, axe)
    page.locator("label[for=kind-normal]").click()
    page.get_by_label("What changes, for your colleagues").fill("A plainer name.")
    page.get_by_label("If there are warnings").fill("The flow is a sample.")
    page.get_by_role("button", name="Ask for the release").press("Enter")
    expect(page.locator(".letter-head")).to_contain_text("Waits for approval")
    request = page.url
    for page in ada:
        for place in (f"{address}/staff", f"{address}/editor/changes", request):
            page.goto(place)
            check(page, axe)
    page.get_by_role("button", name="Agree").press("Enter")
    expect(page.locator(".letter-head")).to_contain_text("Ready to be released")
    check(page, axe)
    page.get_by_role("button", name="Release it now").press("Enter")
    expect(page.locator(".letter-head")).to_contain_text("Released")
    public = browser.new_page()
    public.goto(f"{address}/s/{slug}")
    expect(public.locator("h1")).to_have_text("A plainer name")
    for page in ada:
        page.goto(f"{here}/1/back")
        check(page, axe)
    page.get_by_label("Why you go back").fill("The old name was known.")
    page.get_by_role("button", name="Go back now").press("Enter")
    expect(page.locator(".letter-head")).to_contain_text("Going back to release 1")
    check(page, axe)
    public.goto(f"{address}/s/{slug}")
    expect(public.locator("h1")).not_to_have_text("A plainer name")
    page.goto(here)
    check(page, axe)
    for each in (*dee, *ada, public):
        each.context.close()
