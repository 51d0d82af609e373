"""Three ways to work in the editor: without JavaScript, by keyboard alone, and by mouse on the map."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from playwright.sync_api import Error, Locator, Page, expect

_FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.getAttribute("href")?.startsWith("#")) return "";
  const label = at.labels && at.labels.length ? at.labels[0].innerText : "";
  return `${label || at.innerText || at.getAttribute("aria-label") || ""}`.trim();
}"""


def settled(page: Page) -> None:
    """Wait until what the page asked for has come."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('.htmx-request')")


class Hand(ABC):
    """Somebody who adds steps and rules to one draft. `text` names a step as the outline shows it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address, self.slug = page, address, ""

    @property
    def outline(self) -> str:
        return f"{self.address}/editor/{self.slug}"

    @abstractmethod
    def add(self, kind: str, text: str, answer: str, after: str) -> None:
        """Add a step after another one; after none when `after` is empty. `kind` and `answer` as they are shown."""

    @abstractmethod
    def fill(self, label: str, text: str) -> None:
        """Type into a field."""

    @abstractmethod
    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""

    @abstractmethod
    def press(self, name: str) -> None:
        """Press a button, and see what comes of it."""

    @abstractmethod
    def follow(self, name: str) -> None:
        """Follow a link."""

    def rule(self, step: str, comparison: str, value: str, to: str) -> None:
        """Lead elsewhere where the step's own answer compares so."""
        self.page.goto(self.outline)
        self.follow(step)
        self.follow("Add to: Rules")
        self.choose("How it is compared", comparison)
        self.settle()
        if value:
            self.fill("Number", value)
        self.choose("Then go on with", to)
        self.press("Add")
        expect(self.page.locator("#told")).to_contain_text("Added")

    @abstractmethod
    def settle(self) -> None:
        """Let the fields follow what was chosen."""


class Plain(Hand):
    """Nothing but pages and forms."""

    def add(self, kind: str, text: str, answer: str, after: str) -> None:
        self.page.goto(self.outline)
        self.choose("What happens there", kind)
        self.fill("Its question or title", text)
        if answer:
            self.choose("For a question: the kind of answer", answer)
        self.choose("After which step", after or "Nowhere yet: I lead to it later")
        self.press("Add")
        expect(self.page.locator("#told")).to_contain_text(text)

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        link = self.page.get_by_role("link", name=name, exact=True)
        link.and_(self.page.locator("a:not([href^='#'])")).first.click()

    def settle(self) -> None:
        self.press("Show what fits the facts")


class Keys(Plain):
    """The keyboard alone: Tab until the thing wanted has the focus."""

    def fill(self, label: str, text: str) -> None:
        self._reach(label)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, label: str, option: str) -> None:
        self._reach(label)
        self.page.keyboard.press("Home")
        for _ in range(40):
            if self.page.evaluate("() => document.activeElement.selectedOptions[0].label.trim()") == option:
                return
            self.page.keyboard.press("ArrowDown")
            settled(self.page)
        raise AssertionError(f"no {option!r} in {label!r}")

    def press(self, name: str) -> None:
        self._reach(name)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(100)
        self.page.wait_for_load_state("networkidle")

    def follow(self, name: str) -> None:
        was = self.page.url
        self._reach(name)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("was => location.href !== was", arg=was)

    def settle(self) -> None:
        settled(self.page)

    def _reach(self, name: str) -> None:
        for _ in range(150):
            if self._focused() == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard never came to {name!r} on {self.page.url}")

    def _focused(self) -> str:
        """What has the focus is called; the page may just be on its way to another."""
        for _ in range(5):
            try:
                return " ".join(str(self.page.evaluate(_FOCUSED)).split())
            except Error:
                self.page.wait_for_load_state("networkidle")
        raise AssertionError(f"{self.page.url} does not come to rest")


class Mouse(Plain):
    """The map: types are dragged onto the steps they come after; what needs more is written in the panel."""

    def add(self, kind: str, text: str, answer: str, after: str) -> None:
        self.page.goto(f"{self.outline}/map")
        if answer not in ("", "Yes or no"):
            self._box(after).click()
            expect(self.page.locator("#panel-title")).to_have_text(after)
            self.choose("What happens there", kind)
            self.page.locator("#map-add-text").fill(text)
            self.choose("For a question: the kind of answer", answer)
            self.press("Add")
        else:
            self._drag(kind, self._box(after) if after else None)
            expect(self.page.locator("#panel-words")).to_be_focused()
            self.page.keyboard.type(text)
            self.press("Save")
        expect(self.page.locator("#panel-title")).to_have_text(text)

    def settle(self) -> None:
        settled(self.page)

    def _box(self, text: str) -> Locator:
        named = re.compile(rf"^[\w ]+: {re.escape(text)}")
        return self.page.locator(".map-view .map-node").filter(has=self.page.get_by_role("link", name=named))

    def _drag(self, kind: str, onto: Locator | None) -> None:
        """Press, move in steps as a hand does, let go: on a step, or on the empty paper."""
        mouse = self.page.mouse
        end = onto or self.page.locator("#map-view")
        end.scroll_into_view_if_needed()
        chip = self.page.locator("[data-palette]").get_by_role("button", name=kind, exact=True)
        here, there = chip.bounding_box(), end.bounding_box()
        assert here is not None
        assert there is not None
        mouse.move(here["x"] + here["width"] / 2, here["y"] + here["height"] / 2)
        mouse.down()
        x, y = (there["x"] + there["width"] / 2, there["y"] + 20) if onto else (there["x"] + 8, there["y"] + 8)
        mouse.move(x, y, steps=6)
        mouse.up()
