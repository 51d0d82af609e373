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


@pytest.mark.parametrize(
    ("source", "address", "shown"),
    [
        ("Call 555-0110 now.", "5550110", "555-0110"),
        ("**Smell gas?** Leave, then call 911.", "911", "911"),
        ("Call 1-800-772-1213 (TTY too)", "18007721213", "1-800-772-1213"),
        ("Or (518) 555-0134, any day", "5185550134", "(518) 555-0134"),
        ("| Office | Phone |\n|---|---|\n| North | 555-0110 |", "5550110", "555-0110"),
    ],
)
def test_telephone_numbers_are_links_that_call_them(source: str, address: str, shown: str) -> None:
    assert f'href="tel:{address}" dir="ltr" rel="noopener noreferrer">{shown}</a>' in markdown(source).replace(
        f'dir="ltr" href="tel:{address}"', f'href="tel:{address}" dir="ltr"'
    )


@pytest.mark.parametrize(
    "source",
    ["FR Doc. 2026-00755", "on 2026-11-22", "$911 a month", "911.50", "9911", "`555-0110`", "A-555-0110", "911%"],
)
def test_other_numbers_stay_text(source: str) -> None:
    assert "tel:" not in markdown(source)


def test_a_number_in_a_link_is_left_to_its_author() -> None:
    assert markdown("[555-0110](tel:+15185550110)").count("<a ") == 1
