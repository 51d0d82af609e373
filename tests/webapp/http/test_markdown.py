"""Designers' Markdown, and what must never come out of it."""

from __future__ import annotations

import pytest

from webapp.http.markdown import markdown


def test_plain_markdown_becomes_html() -> None:
    html = markdown("Call **now**:\n\n- one\n- two")
    assert html == "<p>Call <strong>now</strong>:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,AAAA)",
        '<a href="https://x" style="position:fixed">x</a>',
        "![picture](https://elsewhere.example/pixel.gif)",
        "<iframe src='//x'></iframe>",
    ],
)
def test_nothing_dangerous_comes_out(source: str) -> None:
    html = str(markdown(source)).lower()
    for bad in ("<script", "<img", "<iframe", 'href="javascript', 'href="data', "<a href"):
        assert bad not in html


def test_the_highest_heading_fits_under_the_pages_own() -> None:
    assert "<h2>One</h2>" in markdown("# One\n\n## Two")
    assert "<h3>Two</h3>" in markdown("# One\n\n## Two")
    assert "<h2>Only</h2>" in markdown("### Only")
    assert "<h3>One</h3>" in markdown("# One", 3)


def test_links_out_say_nothing_of_where_they_were_clicked() -> None:
    assert 'rel="noopener noreferrer"' in markdown("[law](https://www.example.gov/law)")


def test_tables_are_kept() -> None:
    assert "<td>1</td>" in markdown("| a |\n|---|\n| 1 |")
