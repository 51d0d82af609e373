"""Headers and cookies that keep a page to itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from webapp.http.wiring import wiring

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

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


PRIVATE: Final = "waypost.is_private"
_PRIVATE_ADDRESSES: Final = ("/j/", "/return", "/status")


class SecureHeaders:
    """Puts the headers on every answer. Outside of Flask, because it runs at each of a journey's steps."""

    def __init__(self, app: WSGIApplication, *, is_https: bool) -> None:
        self.app = app
        self.fixed = [*_HEADERS.items(), *([("Strict-Transport-Security", _HSTS)] if is_https else [])]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
            given = {name for name, _ in headers}
            headers.extend(pair for pair in self.fixed if pair[0] not in given)
            if "Cache-Control" not in given:
                headers.append(("Cache-Control", cache_rule(environ)))
            return start_response(status, headers, exc_info)

        return self.app(environ, start)


def cache_rule(environ: WSGIEnvironment) -> str:
    """Pages with somebody's data are stored by no browser and no proxy; others are checked again each time."""
    is_private = environ.get(PRIVATE) or environ["PATH_INFO"].startswith(_PRIVATE_ADDRESSES)
    return "no-store" if is_private else "private, no-cache"


def keep_private() -> None:
    """Have this answer stored by nobody."""
    request.environ[PRIVATE] = True


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
