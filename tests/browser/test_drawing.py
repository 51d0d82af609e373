"""Maps and books as a reader sees them: accessible, valid, and with every word inside its box."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from engine.analysis.layout import Direction
from engine.scenarios.book import build_book
from engine.scenarios.documenting import gather
from engine.scenarios.drawing import draw_flow, read_outline
from tests.browser.conftest import axe_violations
from tests.browser.test_html import validate

FLOWS = sorted(Path("flows").rglob("flow.json"))
OUTSIDE = """() => [...document.querySelectorAll(".map-node, .map-sign-to")].flatMap(node => {
  const box = node.querySelector(".map-shape").getBoundingClientRect();
  return [...node.querySelectorAll("text")].filter(text => {
    const words = text.getBoundingClientRect();
    return words.width && (words.left < box.left + 2 || words.right > box.right - 2
      || words.top < box.top || words.bottom > box.bottom);
  }).map(text => text.textContent);
})"""
"""Words that reach out of their box, in whatever face this browser has."""


def a_book(name: str, folder: Path, language: str = "") -> Path:
    flow = Path(f"flows/{name}/flow.json")
    book = gather(flow, today=date(2026, 11, 22), language=language, history=None, prove=None)
    path = folder / f"{name}{language}.html"
    path.write_text(build_book(book), encoding="utf-8")
    return path


def a_map(flow: Path, folder: Path, language: str = "", direction: Direction = Direction.DOWN) -> Path:
    path = folder / "map.svg"
    path.write_text(draw_flow(read_outline(flow), language=language, direction=direction).svg, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "scheme"), [("heating-help", "light"), ("start-a-food-business", "dark"), ("which-benefits", "light")]
)
def test_a_book_is_accessible(browser: Browser, axe: str, tmp_path: Path, name: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(a_book(name, tmp_path).as_uri())
    assert axe_violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_a_book_is_valid_html(tmp_path: Path) -> None:
    for name, language in (("start-a-food-business", ""), ("which-benefits", "es"), ("heating-help", "ar")):
        a_book(name, tmp_path, language)
    assert validate(tmp_path) == {}


def test_on_paper_the_map_stands_in_sheets(page: Page, tmp_path: Path) -> None:
    page.goto(a_book("heating-help", tmp_path).as_uri())
    assert page.locator(".screen svg").is_visible()
    assert not page.locator(".paper").first.is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".screen svg").is_visible()
    assert page.locator(".paper svg").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("flow", FLOWS, ids=lambda path: path.parent.name)
def test_every_word_of_a_map_is_inside_its_box(page: Page, tmp_path: Path, flow: Path) -> None:
    for language in read_outline(flow).languages:
        page.goto(a_map(flow, tmp_path, language).as_uri())
        assert page.evaluate(OUTSIDE) == []


def test_a_word_that_reaches_out_is_found(page: Page, tmp_path: Path) -> None:
    path = a_map(FLOWS[0], tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("font-size: 14px", "font-size: 24px"), encoding="utf-8")
    page.goto(path.as_uri())
    assert page.evaluate(OUTSIDE) != []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_map_in_a_page_is_accessible(browser: Browser, axe: str, tmp_path: Path, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    svg = a_map(Path("flows/report-a-problem/flow.json"), tmp_path).read_text(encoding="utf-8")
    path = tmp_path / "page.html"
    path.write_text(
        f'<!DOCTYPE html><html lang="en"><title>Map</title><main><h1>Map</h1>{svg}</main></html>', encoding="utf-8"
    )
    page.goto(path.as_uri())
    assert axe_violations(page, axe) == []
    context.close()
