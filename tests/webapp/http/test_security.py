"""Headers and cookies."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.serving import Visitor, an_app
from webapp.http.security import CONTENT_SECURITY_POLICY, is_bot
from webapp.services.accounts import Role


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/healthz", "/desk", "/static/nothing.css"])
def test_every_answer_has_the_strict_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")


def test_what_shows_or_opens_somebodys_data_is_never_stored(visitor: Visitor) -> None:
    for address in ("/j/abc", "/return/abc", "/status"):
        assert visitor.get(address).headers["Cache-Control"] == "no-store"
    visitor.become(Role.AGENT)
    assert visitor.get("/desk").headers["Cache-Control"] == "no-store"
    assert visitor.get("/staff").headers["Cache-Control"] == "no-store"


def test_a_public_page_is_checked_again_each_time(visitor: Visitor) -> None:
    assert visitor.get("/sign-in").headers["Cache-Control"] == "private, no-cache"


def test_development_sends_no_promise_of_https(visitor: Visitor) -> None:
    assert "Strict-Transport-Security" not in visitor.get("/healthz").headers


def test_https_is_promised_and_cookies_are_bound_to_it_in_production(sqlite_url: str) -> None:
    client = an_app(sqlite_url, environment="production", base_url="https://help.example").test_client()
    response = client.get("/sign-in", base_url="https://help.example")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-wp_visitor=")
    assert all(attribute in cookie for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


def test_no_script_can_read_a_cookie(visitor: Visitor) -> None:
    cookie = visitor.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", True),
        ("curl/8.5", True),
        ("", True),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/145.0", False),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/142 Mobile Safari/537.36", False),
    ],
)
def test_robots_are_told_from_people_by_what_they_say(app: Flask, agent: str, expected: bool) -> None:
    with app.test_request_context("/", headers={"User-Agent": agent}):
        assert is_bot() is expected
