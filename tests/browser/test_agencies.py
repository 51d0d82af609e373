"""Flows begin from every source, agencies review without an account, two designers meet: in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import axe_violations
from tests.browser.test_desk import signed_in
from tests.webapp.documents import heat
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role
from webapp.services.publishing import list_live_releases, table_template, write_xlsx


@pytest.fixture(scope="module")
def slug(app: Flask) -> str:
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        return list_live_releases(uow)[0].slug


@pytest.fixture(scope="module")
def designer(app: Flask, slug: str) -> Visitor:
    dee = Visitor(app).become(Role.DESIGNER, "Dee Designer")
    dee.send(f"/editor/{slug}/draft")
    return dee


@pytest.fixture(params=[320, 1280])
def editor(request: pytest.FixtureRequest, browser: Browser, designer: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, designer, address, request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def link(designer: Visitor, slug: str) -> str:
    page = designer.send(f"/editor/{slug}/reviews/links", {"label": "Agency", "shows": "draft", "days": "7"})
    text = page.get_data(as_text=True)
    return text[text.index("/review/") :].partition('"')[0]


def test_what_an_approver_meets_is_accessible_at_400_percent(
    app: Flask, browser: Browser, address: str, slug: str, designer: Visitor, axe: str
) -> None:
    context = signed_in(browser, Visitor(app).become(Role.APPROVER, "Ada Approver"), address, 320)
    page = context.new_page()
    flow = f"/editor/{slug}"
    for place in ("/staff", "/editor", "/editor/changes", f"{flow}/read", f"{flow}/picture", f"{flow}/try"):
        page.goto(f"{address}{place}")
        expect(page.locator("h1").first).to_be_visible()
        assert axe_violations(page, axe) == [], place
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), place
    page.goto(f"{address}{flow}/picture")
    expect(page.locator(".map-start")).to_be_in_viewport()
    context.close()


def test_what_was_sent_is_not_offered_again_as_unsaved(
    browser: Browser, designer: Visitor, address: str, slug: str
) -> None:
    context = signed_in(browser, designer, address, 1280)
    page = context.new_page()
    page.goto(f"{address}/editor/{slug}/reviews")
    page.get_by_label("For whom").fill("Meridian Parks")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_label("Address to send")).to_be_visible()
    page.goto(f"{address}/editor/{slug}/reviews")
    expect(page.get_by_text("Meridian Parks").first).to_be_visible()
    expect(page.get_by_role("button", name="Put it back")).to_be_hidden()
    context.close()


def test_every_page_is_accessible_and_fits_the_screen(
    editor: Page, address: str, slug: str, link: str, designer: Visitor, axe: str
) -> None:
    designer.send("/editor/requests", {"title": "Boats", "body": "Everybody asks"})
    flow, ways = f"/editor/{slug}", ("blank", "pattern", "table", "json", "copy")
    places = (*(f"/editor/new?from={way}" for way in ways), f"{flow}/about", f"{flow}/reviews", link, f"{link}/map")
    for place in (*places, "/editor/requests", "/editor/requests/1"):
        editor.goto(f"{address}{place}")
        assert axe_violations(editor, axe, also=["label-content-name-mismatch"]) == [], place
        assert not editor.evaluate("document.documentElement.scrollWidth > innerWidth"), place


def test_a_flow_begins_from_every_source(
    browser: Browser, designer: Visitor, address: str, slug: str, tmp_path: Path
) -> None:
    sheet, file = tmp_path / "steps.xlsx", tmp_path / "flow.json"
    sheet.write_bytes(write_xlsx(table_template()))
    file.write_text(json.dumps(heat(id="from-json")), encoding="utf-8")
    context = signed_in(browser, designer, address, 1280)
    page = context.new_page()
    for way, fields in (
        ("blank", {"#title": "From nothing", "#question": "Is it hot?"}),
        ("pattern", {"#title": "From a pattern"}),
        ("table", {"#title": "From a table"}),
        ("json", {}),
        ("copy", {"#title": "From a copy"}),
    ):
        page.goto(f"{address}/editor/new?from={way}")
        for field, text in fields.items():
            page.fill(field, text)
        if way in ("table", "json"):
            page.set_input_files("#file", sheet if way == "table" else file)
        page.get_by_role("button", name="Make the flow").click()
        expect(page.locator("#told")).to_contain_text("The flow is made.")
    page.goto(f"{address}/editor")
    for title in ("From nothing", "From a pattern", "From a table", "From a copy"):
        expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    page.fill("#q", "nothing")
    expect(page.locator(".flow-card")).to_have_count(1)
    context.close()


def test_a_reviewer_comments_and_signs_off_without_signing_in(
    browser: Browser, designer: Visitor, address: str, slug: str, link: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}{link}")
    form = page.locator(".comment-form").first
    form.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Rae Reviewer")
    page.keyboard.press("Tab")
    page.keyboard.type("Say it shorter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("Your comment is there")
    page.get_by_role("button", name="Sign off this version").click()
    expect(page.locator("#sign-off")).to_contain_text("Signed off Rae Reviewer")
    page.goto(f"{address}{link}/book.html")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute", "its style holds"
    context.close()
    staff = signed_in(browser, designer, address, 1280)
    page = staff.new_page()
    page.goto(f"{address}/editor/{slug}/reviews")
    expect(page.locator("main")).to_contain_text("Say it shorter")
    expect(page.locator("main")).to_contain_text("Signed off Rae Reviewer")
    staff.close()


def test_two_designers_see_each_other_and_both_texts_are_kept(
    app: Flask, browser: Browser, designer: Visitor, address: str, slug: str
) -> None:
    bo = Visitor(app).become(Role.DESIGNER, "Bo Builder")
    contexts = [signed_in(browser, who, address, 1280) for who in (designer, bo)]
    mine, theirs = (context.new_page() for context in contexts)
    for page in (mine, theirs):
        page.goto(f"{address}/editor/{slug}/about")
    mine.reload()
    expect(mine.locator("#presence")).to_contain_text("Bo Builder has this flow open")
    theirs.fill("#about-agency", "Bureau of Boilers")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.locator("#told")).to_contain_text("Changed")
    mine.fill("#about-agency", "Office of Ovens")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.locator("form.step-form")).to_contain_text("Somebody else wrote: “Bureau of Boilers”")
    expect(mine.locator("#about-agency")).to_have_value("Office of Ovens")
    for context in contexts:
        context.close()
