"""Designers' Markdown as safe HTML: no raw HTML goes in, and only harmless elements come out."""

from __future__ import annotations

from collections.abc import Sequence
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
_parser: Final = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=512)
def markdown(source: str, heading: int = 2) -> Markup:
    """Render `source`; its highest headings become `<h2>`, or whatever `heading` says fits the page."""
    tokens = _parser.parse(source)
    _shift_headings(tokens, heading)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704 - the sanitiser has just been over it


def _shift_headings(tokens: Sequence[Token], highest: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    if not headings:
        return
    offset = highest - min(int(token.tag[1]) for token in headings)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) + offset)}"
