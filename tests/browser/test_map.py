"""The map in a real browser: by keyboard and by mouse, accessible, and no wider than the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.bench.proof_flows import realistic
from tests.browser.conftest import axe_violations
from tests.browser.test_desk import signed_in
from tests.webapp.documents import heat, publish
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

PLACES = """Object.fromEntries([...document.querySelectorAll(".map-view [data-node]")].map(
  (each) => [each.dataset.node, each.getAttribute("transform")]
))"""


@pytest.fixture(scope="module")
def designer(app: Flask) -> Visitor:
    """Dee has begun drafts of a small flow and of a large one."""
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        publish(uow, heat(), translations={})
        publish(uow, realistic(60), translations={})
    dee = Visitor(app).become(Role.DESIGNER, "Dee Designer")
    dee.send("/editor/heat/draft")
    dee.send("/editor/realistic/draft")
    return dee


@pytest.fixture
def map_page(browser: Browser, designer: Visitor, address: str) -> Iterator[Page]:
    context = signed_in(browser, designer, address, 1280)
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(f"{address}/editor/heat/map")
    page.evaluate("document.body.dataset.same = 'page'")
    yield page
    assert page.evaluate("document.body.dataset.same") == "page"
    while page.get_by_role("button", name="Undo").is_enabled():
        page.evaluate("document.querySelector('#map-surface').dataset.old = 'yes'")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#map-surface:not([data-old])")).to_be_visible()  # the button is another one now
    context.close()


def node(page: Page, name: str) -> Locator:
    return page.locator(f".map-view .map-node[data-node={name}]")


def drag(page: Page, begin: Locator, end: Locator) -> None:
    """Press, move in steps as a hand does, let go."""
    end.scroll_into_view_if_needed()
    here, there = begin.bounding_box(), end.bounding_box()
    assert here is not None
    assert there is not None
    page.mouse.move(here["x"] + here["width"] / 2, here["y"] + here["height"] / 2)
    page.mouse.down()
    page.mouse.move(there["x"] + there["width"] / 2, there["y"] + there["height"] / 2, steps=6)
    page.mouse.up()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_map_is_accessible_and_scrolls_inside_itself(
    browser: Browser, designer: Visitor, address: str, width: int, axe: str
) -> None:
    context = signed_in(browser, designer, address, width)
    page = context.new_page()
    for place in (
        "heat/map",
        "heat/map?sel=ask-shutoff",
        "heat/map?sel=ask-shutoff&sel=read",
        "realistic/map",
        "heat/counts",
    ):
        page.goto(f"{address}/editor/{place}")
        assert axe_violations(page, axe, also=["label-content-name-mismatch"]) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def test_a_step_is_chosen_without_leaving_the_page(map_page: Page) -> None:
    node(map_page, "ask-shutoff").click()
    expect(map_page.locator("#panel-title")).to_have_text("Is your heat off?")
    expect(map_page.locator("#at-ask-shutoff")).to_have_attribute("aria-current", "true")
    assert map_page.url.endswith("map?sel=ask-shutoff")
    map_page.locator("#map-panel").get_by_role("link", name="What happened?").click()
    expect(map_page.locator("#panel-title")).to_have_text("What happened?")


def test_arrows_walk_along_the_ways_and_enter_opens_the_panel(map_page: Page) -> None:
    map_page.locator("#map-view").focus()
    map_page.keyboard.press("Home")
    expect(map_page.locator("#at-ask-people")).to_be_focused()
    map_page.keyboard.press("ArrowDown")
    expect(map_page.locator("#at-ask-shutoff")).to_be_focused()
    map_page.keyboard.press("ArrowDown")
    expect(map_page.locator("#at-ask-story")).to_be_focused()
    map_page.keyboard.press("ArrowRight")
    map_page.keyboard.press("ArrowLeft")
    expect(map_page.locator("#at-ask-story")).to_be_focused()
    map_page.keyboard.press("ArrowUp")
    expect(map_page.locator("#at-ask-shutoff")).to_be_focused()
    map_page.keyboard.press("Enter")
    expect(map_page.locator("#map-panel")).to_be_focused()
    expect(map_page.locator("#panel-title")).to_have_text("Is your heat off?")
    map_page.keyboard.press("Escape")
    expect(map_page.locator("#at-ask-shutoff")).to_be_focused()


def test_a_step_is_led_to_another_by_dragging_its_handle_and_that_is_undone(map_page: Page) -> None:
    node(map_page, "ask-people").hover()
    drag(map_page, map_page.locator(".map-handle circle"), node(map_page, "ask-story"))
    expect(map_page.locator("#told")).to_contain_text("leads to “What happened?” now.")
    expect(map_page.locator(".map-edge[data-from=ask-people]")).to_have_attribute("data-to", "ask-story")
    map_page.get_by_role("button", name="Undo").click()
    expect(map_page.locator(".map-edge[data-from=ask-people]")).to_have_attribute("data-to", "ask-shutoff")


def test_of_a_step_with_several_ways_it_is_asked_which_leads_there(map_page: Page) -> None:
    node(map_page, "ask-shutoff").hover()
    drag(map_page, map_page.locator(".map-handle circle"), node(map_page, "ask-people"))
    expect(map_page.locator("#told")).to_contain_text("has several ways on.")
    expect(map_page.locator("#lead-to")).to_have_value("ask-people")
    map_page.locator("#lead-exit").select_option("otherwise")
    map_page.get_by_role("button", name="Lead there").click()
    expect(map_page.locator(".map-edge[data-to=ask-people][data-from=ask-shutoff]")).to_have_count(1)


def test_the_tip_of_a_way_is_dragged_elsewhere(map_page: Page) -> None:
    tip = map_page.locator(".map-edge[data-from=ask-shutoff][data-to=read] .map-tip")
    drag(map_page, tip, node(map_page, "ask-story"))
    expect(map_page.locator(".map-edge[data-from=ask-shutoff]")).to_have_count(1)


def test_a_new_step_is_dropped_on_a_way_and_named(map_page: Page) -> None:
    label = map_page.locator(".map-edge[data-from=ask-story] .map-line")
    drag(map_page, map_page.get_by_role("button", name="Message"), label)
    expect(map_page.locator("#told")).to_contain_text("Added the message")
    expect(map_page.locator("#panel-words")).to_be_focused()
    map_page.keyboard.type("Stay warm")
    map_page.keyboard.press("Enter")
    expect(map_page.locator("#panel-title")).to_have_text("Stay warm")
    expect(map_page.locator(".map-edge[data-from=ask-story]")).not_to_have_attribute("data-to", "person")


def test_what_an_edit_does_to_ways_elsewhere_is_marked_right_after_it(map_page: Page) -> None:
    node(map_page, "ask-shutoff").click()
    map_page.locator("#lead-exit").select_option("no-heat")
    map_page.locator("#lead-to").select_option("person")
    with map_page.expect_response("**/map/edits") as edited, map_page.expect_response("**/map?sel=ask-shutoff"):
        map_page.get_by_role("button", name="Lead there").click()
    assert "Nobody can come" not in edited.value.text()
    expect(node(map_page, "ask-story")).to_have_class("map-node map-question map-tone-warning")
    label = map_page.locator("#at-ask-story").get_attribute("aria-label")
    assert label is not None
    assert "Nobody can come to node “ask-story”" in label
    expect(map_page.locator(".map-above .map-badge-warning")).to_be_visible()
    node(map_page, "ask-story").click()
    expect(map_page.locator("#panel-problems")).to_contain_text("Nobody can come")


def test_boxes_stay_until_the_map_is_laid_out_anew_and_then_the_chosen_one_does(
    browser: Browser, designer: Visitor, address: str
) -> None:
    context = signed_in(browser, designer, address, 1280)
    page = context.new_page()
    page.goto(f"{address}/editor/realistic/map?sel=s2-kind")
    before = page.evaluate(PLACES)
    held: list[Route] = []
    asked = re.compile(r"/map\?")
    page.route(asked, lambda route: held.append(route))
    page.locator("#map-add-text").fill("Stay warm")
    with page.expect_request(asked):
        page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#panel-title")).to_have_text("Stay warm")
    now = page.evaluate(PLACES)
    assert {name for name in before if now[name] == before[name]} >= {"s0-kind", "s1-half", "s2-kind"}
    (new,) = now.keys() - before.keys()
    page.locator("#map-add-text").fill("half typed")
    page.wait_for_function("document.getAnimations().length === 0")
    spot = node(page, new).bounding_box()
    for route in held:
        route.continue_()
    page.unroute(asked)
    expect(page.locator("#map-surface[data-more]")).to_have_count(0)
    expect(page.locator("#map-add-text")).to_have_value("half typed")
    page.wait_for_function("document.getAnimations().length === 0")
    after = node(page, new).bounding_box()
    assert spot is not None
    assert after is not None
    assert max(abs(after["x"] - spot["x"]), abs(after["y"] - spot["y"])) < 2
    context.close()


def test_zoom_keeps_its_place_over_an_edit(map_page: Page) -> None:
    map_page.locator("#map-view").focus()
    for _ in range(3):
        map_page.keyboard.press("+")
    before = map_page.locator("[data-zoom-shown]").inner_text()
    place = "[document.querySelector('#map-view').scrollLeft, document.querySelector('#map-view').scrollTop]"
    assert before == "195 %"
    node(map_page, "ask-people").click()
    expect(map_page.locator("#panel-title")).to_have_text("How many people live here?")
    was = map_page.evaluate(place)
    map_page.locator("#panel-words").fill("How many live here?")
    map_page.locator("#panel-words").press("Enter")
    expect(map_page.locator("#panel-title")).to_have_text("How many live here?")
    assert map_page.locator("[data-zoom-shown]").inner_text() == before
    assert map_page.evaluate(place) == was


def test_the_whole_of_a_large_map_fits_and_the_small_one_leads_about(
    browser: Browser, designer: Visitor, address: str
) -> None:
    context = signed_in(browser, designer, address, 1280)
    page = context.new_page()
    page.goto(f"{address}/editor/realistic/map")
    page.set_viewport_size({"width": 1280, "height": 1200})
    mini = page.locator(".map-mini")
    expect(mini).to_be_visible()
    mini.scroll_into_view_if_needed()
    box = mini.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.9)
    assert page.evaluate("document.querySelector('#map-view').scrollTop") > 1000
    page.get_by_role("button", name="Whole map").click()
    expect(mini).to_be_hidden()
    page.locator("#at-s3-pay").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Light the ways").click()
    expect(node(page, "s1-kind")).to_have_class("map-node map-question map-lit")
    expect(node(page, "s1-no")).to_have_class("map-node map-end")
    context.close()
