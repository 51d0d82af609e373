"""The public's own pages with another address in their forms and links: for a frame, or within a page around them."""

from __future__ import annotations

import re
from typing import Final

from flask import Response, make_response, render_template, url_for
from markupsafe import Markup

from engine.channels import PageKind
from webapp.http.htmx import piece, wants_partial
from webapp.http.locale import use_language
from webapp.http.security import CONTENT_SECURITY_POLICY
from webapp.services.journeys import View

MARK: Final = "trial-of-a-draft"
"""Stands for a journey in the addresses of its pages."""
_FORM: Final = re.compile(r"<form\b[^>]*>|</form>")
_LINK: Final = re.compile(r"<a\b[^>]*>")
_LEADING: Final = re.compile(r'\s(?:hx-[a-z-]+|href|target)="[^"]*"')
_SENDING: Final = re.compile(r'\shx-[a-z-]+="[^"]*"')
_HEADING: Final = re.compile(r"<(/?)h1\b")


def framed_page(view: View, address: str, *, status: int = 200) -> Response:
    """The page, or its middle for htmx. What leads out of the trial opens elsewhere: no other page may be framed."""
    html = _render(view, address, whole=not wants_partial())
    if wants_partial():
        return piece(html, status=status)
    response = make_response(html, status)
    response.headers["Vary"] = "HX-Request"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )
    return response


def inline_page(view: View, address: str) -> Markup:
    """The page's middle, to stand under the heading of another page."""
    html = _render(view, address, whole=False)
    return Markup(_HEADING.sub(r"<\1h2", html))  # noqa: S704 - made by our own templates, which escape


def picture_of(view: View) -> Markup:
    """The page's middle to look at: it stands in no form, so that its buttons send nothing, and no link leads away."""
    html = _SENDING.sub("", _LINK.sub(lambda found: _LEADING.sub("", found[0]), inline_page(view, "/")))
    html = _FORM.sub(lambda found: "</div>" if found[0] == "</form>" else "<div>", html)
    return Markup(html)  # noqa: S704 - made by our own templates, which escape


def lets_frame(response: Response) -> Response:
    """Let this page show our own pages in a frame."""
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response


def _render(view: View, address: str, *, whole: bool) -> str:
    """With the addresses of the trial in the place of a journey's; other links open elsewhere."""
    use_language(view.language)
    kind = view.page.kind
    name = "stuck" if kind is PageKind.HELP else kind.value
    html = render_template(
        f"public/{name}.html" if whole else f"public/_{name}.html",
        view=view,
        title=f"{view.page.title} – {view.service_title}",
        back_url=f"{address}{view.page.back or '-'}",
        returning=view.page.returning,
        note="",
        removing="",
        token="",
        reasons="",
    )
    html = html.replace(url_for("public.step", public_id=MARK, place="_").removesuffix("_"), address)
    outward = re.compile(rf'<a (?=[^>]*href="/(?!static/|{re.escape(address[1:])}))')
    return outward.sub('<a target="_blank" rel="noopener" ', html)
