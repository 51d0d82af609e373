"""Designers' Markdown as safe HTML: no raw HTML goes in, and only harmless elements come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_TAGS: Final = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "a", "ul", "ol", "li"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_PHONE: Final = re.compile(
    r"((?<![\w$.,/-])(?:(?:1-)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}-)?[2-9]\d{2}-\d{4}|911|988)(?![\w%/-]|[.,]\d))"
)
"""As people here write them. Other short numbers may be amounts and stay text."""
_parser: Final = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=512)
def markdown(source: str, heading: int = 2) -> Markup:
    """Render `source`; its highest headings become `<h2>`, or whatever `heading` says fits the page."""
    tokens = _parser.parse(source)
    _shift_headings(tokens, heading)
    for token in tokens:
        token.children = list(_with_numbers_to_call(token.children or ()))
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title", "dir"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704 - the sanitiser has just been over it


def _with_numbers_to_call(tokens: Sequence[Token]) -> Iterator[Token]:
    """Telephone numbers as links that call them, unless they stand in a link already."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("link_") else 0
        if token.type != "text" or depth:
            yield token
            continue
        for number, piece in enumerate(_PHONE.split(token.content)):
            if number % 2 == 0:
                yield Token("text", "", 0, content=piece)
            else:
                # Left to right also in Arabic, where a hyphen would turn its two sides round.
                address = re.sub(r"[^0-9]", "", piece)
                yield Token("link_open", "a", 1, attrs={"href": f"tel:{address}", "dir": "ltr"})
                yield Token("text", "", 0, content=piece)
                yield Token("link_close", "a", -1)


def _shift_headings(tokens: Sequence[Token], highest: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    if not headings:
        return
    offset = highest - min(int(token.tag[1]) for token in headings)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) + offset)}"
