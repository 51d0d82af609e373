"""The whole job of a designer, three times: a flow from blank without JavaScript, by keyboard alone, and on the map."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.hands import Hand, Keys, Mouse, Plain
from tests.browser.test_desk import signed_in
from tests.webapp.serving import Visitor
from webapp.services.accounts import Role

OWN = "Do you own a boat?"
LENGTH = "How long is your boat, in feet?"
MOTOR = "Does it have a motor?"
NUMBER = "Boats with a motor need a number"
MONEY = "Do you carry passengers for money?"
VESTS = "How many life vests are on board?"
BUY = "Buy life vests before you go out"
RESIDENT = "Do you live in this state?"
RESIDENCE = "Bring a letter with your address"
PHOTO = "Bring a photo of the boat"
ALL = "That is all"
FREE = "You do not need a permit"
STEPS = [
    ("End", FREE, "", ""),
    ("Question", LENGTH, "A whole number", OWN),
    ("Question", MOTOR, "Yes or no", LENGTH),
    ("Message", NUMBER, "", MOTOR),
    ("Question", MONEY, "Yes or no", NUMBER),
    ("Question", VESTS, "A whole number", MONEY),
    ("Message", BUY, "", VESTS),
    ("Question", RESIDENT, "Yes or no", BUY),
    ("Message", RESIDENCE, "", RESIDENT),
    ("Message", PHOTO, "", RESIDENCE),
]
RULES = [
    (OWN, "is no", "", FREE),
    (LENGTH, "is less than", "12", FREE),
    (MOTOR, "is no", "", MONEY),
    (MONEY, "is no", "", RESIDENT),
    (VESTS, "is at least", "2", RESIDENT),
    (RESIDENT, "is yes", "", PHOTO),
]
HANDS = {"plain": Plain, "keys": Keys, "mouse": Mouse}


@pytest.fixture(scope="module")
def designer(app: Flask) -> Visitor:
    return Visitor(app).become(Role.DESIGNER, "Dee Designer")


@pytest.fixture(scope="module")
def approver(app: Flask) -> Visitor:
    return Visitor(app).become(Role.APPROVER, "Apo Approver")


@pytest.mark.parametrize("way", HANDS)
def test_a_flow_is_made_from_blank_proved_approved_met_by_the_public_and_changed(
    browser: Browser, designer: Visitor, approver: Visitor, address: str, way: str
) -> None:
    context = signed_in(browser, designer, address, 1280, java_script_enabled=way != "plain")
    hand = HANDS[way](context.new_page(), address)
    hand.page.set_viewport_size({"width": 1280, "height": 1400})
    second = signed_in(browser, approver, address, 1280).new_page()

    begin(hand, f"Boat permit by {way}")
    for step in STEPS:
        hand.add(*step)
    for rule in RULES:
        hand.rule(*rule)
    hand.page.goto(hand.outline)
    expect(hand.page.locator(".step")).to_have_count(12)
    prove(hand)
    keep_scenario(hand)
    ask_for_release(hand)
    agree_and_release(hand, second)
    as_the_public(browser, hand)

    raise_limit(hand)
    hand.page.goto(f"{hand.outline}/releases/request")
    found = look_again_until(hand, "#evidence-people ~ *", FREE)
    assert "16" in hand.page.locator("#evidence").inner_text()
    assert ALL in found
    ask_for_release(hand)
    agree_and_release(hand, second)
    context.close()
    second.context.close()


def begin(hand: Hand, title: str) -> None:
    """A flow from blank, from the list of flows on."""
    hand.page.goto(f"{hand.address}/editor")
    hand.follow("New flow")
    hand.fill("Title", title)
    hand.fill("The first question", OWN)
    hand.press("Make the flow")
    expect(hand.page.locator("h1")).to_have_text(title)
    hand.slug = title.lower().replace(" ", "-")


def look_again_until(hand: Hand, place: str, text: str) -> str:
    """Load the page again until what is worked out in the background is there."""
    for _ in range(60):
        shown = " ".join(hand.page.locator(place).all_inner_texts())
        if text in shown:
            return shown
        hand.page.wait_for_timeout(1000)
        hand.page.reload()
    raise AssertionError(f"{text!r} never came on {hand.page.url}: {shown}")


def prove(hand: Hand) -> None:
    hand.page.goto(f"{hand.outline}/problems")
    look_again_until(hand, "main", "Proved for everybody")
    expect(hand.page.locator(".issue--error")).to_have_count(0)


def keep_scenario(hand: Hand) -> None:
    """Somebody without a boat needs no permit."""
    hand.page.goto(f"{hand.outline}/scenarios")
    hand.follow("Write one")
    hand.fill("What happens, in one sentence", "Somebody without a boat needs no permit")
    hand.press("Add it")
    hand.page.locator("label[for=answer-0-2]").click()
    hand.choose("Where it has to end, or to stand", f"End: {FREE}")
    hand.press("Keep it")
    expect(hand.page.locator(".scenario-table")).to_contain_text("Passes")


def ask_for_release(hand: Hand) -> None:
    hand.page.goto(f"{hand.outline}/releases/request")
    look_again_until(hand, "#evidence", "1 scenario: all end as expected.")
    look_again_until(hand, "#evidence section:has(#evidence-proof)", "Proved")
    hand.fill("What changes, for your colleagues", "Boat permits, as agreed.")
    hand.press("Ask for the release")
    expect(hand.page.locator("#decision")).to_be_visible()


def agree_and_release(hand: Hand, second: Page) -> None:
    """The second person finds the request in their own list."""
    second.goto(f"{hand.address}/editor/changes")
    second.get_by_role("link", name=hand.page.locator("h1").inner_text()).first.click()
    second.get_by_role("button", name="Agree").click()
    expect(second.locator("#decision")).to_contain_text("agreed")
    hand.page.reload()
    hand.press("Release it now")
    expect(hand.page.locator("#decision")).to_contain_text("Released on")


def as_the_public(browser: Browser, hand: Hand) -> None:
    title = hand.slug.replace("-", " ").capitalize()
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(hand.address)
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Start now").click()
    page.locator("label", has_text="No").first.click()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text(FREE)
    page.context.close()


def raise_limit(hand: Hand) -> None:
    """Boats under 16 feet are free now."""
    hand.page.goto(hand.outline)
    hand.press("Begin a draft")
    hand.follow(LENGTH)
    hand.page.locator("#rules a[href*='/rules/']:not([href$='+'])").first.click()
    hand.fill("Number", "16")
    hand.press("Save")
    expect(hand.page.locator("#told")).to_be_visible()
