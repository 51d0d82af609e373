"""Templates keep to a few rules that let pieces be swapped and pages be strict."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "webapp" / "templates"
ALL = sorted(TEMPLATES.rglob("*.html"))
PARTIALS = [path for path in ALL if path.name.startswith("_")]
IMPORT = re.compile(r"{%-?\s*from\s+\"[^\"]+\"\s+import\s+([^%]+?)\s*(?:with context|without context)?\s*-?%}")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"}


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def without_jinja(text: str) -> str:
    return re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)


class Roots(HTMLParser):
    """Notes the elements that have no element around them."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.roots: list[dict[str, str | None]] = []
        self.loose: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self.depth == 0:
            self.roots.append(dict(attributes))
        if tag not in VOID:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth == 0 and data.strip():
            self.loose.append(data.strip())


@pytest.mark.parametrize("path", PARTIALS, ids=name_of)
def test_a_partial_has_one_root_whose_id_is_its_name(path: Path) -> None:
    parser = Roots()
    parser.feed(without_jinja(path.read_text(encoding="utf-8")))
    assert [root.get("id") for root in parser.roots] == [path.stem[1:].replace("_", "-")]
    assert parser.loose == []
    assert parser.depth == 0


@pytest.mark.parametrize("path", PARTIALS, ids=name_of)
def test_a_partial_stands_alone(path: Path) -> None:
    assert "{% extends" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_macro_that_is_imported_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rest = IMPORT.sub("", text)
    names = [part.split(" as ")[-1].strip() for found in IMPORT.findall(text) for part in found.split(",")]
    assert [name for name in names if not re.search(rf"\b{name}\b", rest)] == []


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_nothing_is_inline_and_nothing_is_trusted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style\b|\sstyle=", text)
    assert not re.search(r"\son[a-z]+=\"", text)
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", text)
    assert not re.search(r"hx-on|hx-vals|hx-vars|hx-params|hx-prompt|javascript:", text)


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_form_that_changes_something_carries_its_token(path: Path) -> None:
    for form in re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), flags=re.DOTALL):
        if re.search(r"method=\"post\"", form):
            assert "csrf(" in form


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_htmx_request_says_itself_where_its_answer_goes(path: Path) -> None:
    for tag in re.findall(r"<[a-z][^<>]*\bhx-(?:get|post)=[^<>]*>", path.read_text(encoding="utf-8")):
        assert "hx-target=" in tag
        assert "hx-swap=" in tag


def test_the_rules_catch_what_breaks_them() -> None:
    parser = Roots()
    parser.feed(without_jinja('{% set a = 1 %}<div id="a">{{ x }}</div><p>two</p>loose'))
    assert len(parser.roots) == 2
    assert parser.loose == ["loose"]
    assert IMPORT.findall('{% from "x.html" import a, b as c %}') == ["a, b as c"]
