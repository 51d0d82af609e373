"""Nobody can guess one person's password, neither from one network nor from many.

Tries are counted by email address, whether somebody has it or not. A browser that has signed in as this person
before is counted by itself: a stranger who uses up the tries does not lock the person out where they work.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final

from werkzeug.wrappers import Response

from webapp.http.limits import check_limit
from webapp.http.security import read_cookie, set_cookie
from webapp.http.wiring import wiring

COOKIE: Final = "wp_known"
PATH: Final = "/sign-in"
_KNOWN_FOR: Final = timedelta(days=180)


def check_guesses(email: str) -> None:
    """Count one try to sign in as `email`, before the password is looked at. Raises TooManyRequestsError."""
    browser = _find_known_browser(email)
    if browser:
        check_limit("known-browser", whom=browser)
    elif email.strip():
        check_limit("account", whom=_plain(email))


def remember_browser(response: Response, email: str) -> None:
    """Know this browser again, for this person only. The cookie opens nothing by itself."""
    browser = secrets.token_urlsafe(16)
    value = f"{browser}.{_sign(browser, email)}"
    set_cookie(response, COOKIE, value, path=PATH, max_age=int(_KNOWN_FOR.total_seconds()), lax=False)


def _find_known_browser(email: str) -> str:
    browser, _, signature = read_cookie(COOKIE, path=PATH).partition(".")
    return browser if hmac.compare_digest(signature.encode(), _sign(browser, email).encode()) else ""


def _sign(browser: str, email: str) -> str:
    message = f"known\0{browser}\0{_plain(email)}".encode()
    return hmac.new(wiring().settings.secret_key.encode(), message, hashlib.sha256).hexdigest()


def _plain(email: str) -> str:
    return email.strip().casefold()
