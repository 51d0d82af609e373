"""Answers for browsers with and without htmx: the only module that reads or writes its headers."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template
from flask_htmx import HTMX
from flask_htmx.responses import HTMXResponseClientRedirect
from werkzeug.wrappers import Response as AnyResponse

_asked = HTMX()
"""What the headers of the current request say."""


def wants_partial() -> bool:
    """True when htmx asks for a piece. Boosted links and history restores want the whole page."""
    return bool(_asked) and not _asked.boosted and not _asked.history_restore_request


def is_htmx() -> bool:
    """True when htmx sent the request, whatever it wants back."""
    return bool(_asked)


def render(page: str, partial: str | None = None, *, status: int = 200, **values: Any) -> Response:
    """Render `partial` for htmx and `page` for everybody else."""
    if partial is not None and wants_partial():
        return piece(render_template(partial, **values), status=status)
    response = make_response(render_template(page, **values), status)
    if partial is not None:
        response.headers["Vary"] = "HX-Request"
    return response


def piece(html: str, *, status: int = 200) -> Response:
    """A rendered piece of a page, for htmx only."""
    return Response(
        html, status=status, headers={"Vary": "HX-Request", "Cache-Control": "no-store"}, mimetype="text/html"
    )


def see_other(url: str) -> AnyResponse:
    """Send the browser to `url` with GET, also when htmx asked for a piece of another page."""
    if is_htmx():
        response: AnyResponse = HTMXResponseClientRedirect(url, status=204)
        response.headers["Vary"] = "HX-Request"
        return response
    return redirect(url, code=303)


def push_url(response: Response, url: str) -> Response:
    """Have htmx show `url` in the address bar once this answer is swapped in."""
    if is_htmx():
        response.headers["HX-Push-Url"] = url
    return response
