"""Forged forms are refused: a stateless signed token in every form, and the browser's own word about who asks.

The token is an HMAC over the visitor's random cookie (or the staff session), so nothing is stored and nothing is
written per request. A salt makes each one different, so that compression leaks nothing.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, after_this_request, g, request

from webapp.http.security import read_cookie, set_cookie
from webapp.http.wiring import wiring

FIELD: Final = "csrf_token"
HEADER: Final = "X-CSRFToken"
VISITOR_COOKIE: Final = "wp_visitor"
STAFF_COOKIE: Final = "wp_staff"
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES: Final = frozenset({"same-origin", "none"})


class FormRefusedError(Exception):
    """A form came without a good token or from another site. Nothing was saved; the person may send it again."""


def init_csrf(app: Flask) -> None:
    """Check every request that may change something."""

    @app.before_request
    def refuse_forged_forms() -> None:
        if request.method not in _SAFE_METHODS and request.endpoint is not None:
            _check_origin()
            _check_token()


def csrf_token() -> str:
    """The token for the forms of this page; a visitor without a cookie is given one."""
    if "csrf_token" not in g:
        salt = secrets.token_hex(8)
        g.csrf_token = f"{salt}.{_sign(salt, _binding() or _welcome())}"
    token: str = g.csrf_token
    return token


def _welcome() -> str:
    """A cookie for a visitor who has none yet."""
    visitor = secrets.token_urlsafe(16)

    @after_this_request
    def remember(response: Response) -> Response:
        set_cookie(response, VISITOR_COOKIE, visitor)
        return response

    return visitor


def _check_token() -> None:
    token = request.headers.get(HEADER) or request.form.get(FIELD, "")
    salt, _, signature = token.partition(".")
    binding = _binding()
    if not binding or not hmac.compare_digest(signature.encode(), _sign(salt, binding).encode()):
        raise FormRefusedError("the form's token is missing, old or made for somebody else")


def _check_origin() -> None:
    """Browsers say where a form comes from. Old ones say nothing: then the token alone decides."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _OWN_SITES:
        raise FormRefusedError("the form came from another site")
    origin = request.headers.get("Origin")
    if site is None and origin and _host_of(origin) != request.host:
        raise FormRefusedError("the form came from another address")


def _host_of(origin: str) -> str:
    """The host an origin names; none when it is no origin at all."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _binding() -> str:
    """What the token is bound to: the staff session, else the visitor's cookie."""
    if "csrf_binding" not in g:
        g.csrf_binding = read_cookie(STAFF_COOKIE) or read_cookie(VISITOR_COOKIE)
    binding: str = g.csrf_binding
    return binding


def bind_to(session: str) -> None:
    """Make the tokens of this answer good for a session that begins with it."""
    g.csrf_binding = session
    g.pop("csrf_token", None)


def is_from_here() -> bool:
    """Whether the browser itself says that a page of ours sent this. Old ones say nothing."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def _sign(salt: str, binding: str) -> str:
    message = f"csrf\0{salt}\0{binding}".encode()
    return hmac.digest(wiring().settings.secret_key.encode(), message, "sha256").hex()
