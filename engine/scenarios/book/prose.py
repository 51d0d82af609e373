"""Designers' Markdown in a book: paragraphs, lists, emphasis and links; nothing that could run or load."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from engine.analysis.markup import Markup


def markdown(text: str) -> Markup:
    """The text as HTML. What looks like HTML in it stays text, headings become paragraphs, pictures their words."""
    return Markup(_parser().render(text).strip())


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image", "html_block", "hr"])
