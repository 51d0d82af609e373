"""Headers and cookies that keep a page to itself."""

from __future__ import annotations

import re
from typing import Final

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.http.wiring import wiring

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
_HSTS: Final = "max-age=31536000; includeSubDomains"
_BOT: Final = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor|headless|curl/|wget/|python-|scrapy", re.IGNORECASE)


def init_security(app: Flask, *, is_https: bool, private_endpoints: frozenset[str]) -> None:
    """Put the headers on every answer; pages with personal data are never stored by a browser or proxy."""
    fixed = {**_HEADERS, **({"Strict-Transport-Security": _HSTS} if is_https else {})}

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        for name, value in fixed.items():
            headers.setdefault(name, value)
        if request.endpoint in private_endpoints or request.path.startswith("/j/"):
            headers["Cache-Control"] = "no-store"
        elif "Cache-Control" not in headers:
            headers["Cache-Control"] = "private, no-cache"
        return response


def set_cookie(
    response: AnyResponse, name: str, value: str, *, path: str = "/", max_age: int | None = None, lax: bool = True
) -> None:
    """Set a cookie that no script can read."""
    response.set_cookie(
        cookie_name(name, path),
        value,
        path=path,
        max_age=max_age,
        secure=wiring().settings.has_secure_cookies,
        httponly=True,
        samesite="Lax" if lax else "Strict",
    )


def delete_cookie(response: AnyResponse, name: str, *, path: str = "/") -> None:
    """Take a cookie away, with the attributes it was set with."""
    response.delete_cookie(
        cookie_name(name, path),
        path=path,
        secure=wiring().settings.has_secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def read_cookie(name: str, *, path: str = "/") -> str:
    """The value of a cookie set with `set_cookie`; empty when there is none."""
    return request.cookies.get(cookie_name(name, path), "")


def cookie_name(name: str, path: str = "/") -> str:
    """The name in the browser. The prefix makes it refuse copies planted by a neighbouring host."""
    if not wiring().settings.has_secure_cookies:
        return name
    return f"__Host-{name}" if path == "/" else f"__Secure-{name}"


def is_bot() -> bool:
    """True for clients that say they are no person; their journeys are left out of every number."""
    agent = request.headers.get("User-Agent", "")
    return not agent or _BOT.search(agent) is not None
