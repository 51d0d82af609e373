"""How often one network may ask."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.serving import Clock, Visitor, an_app
from webapp.http.limits import LIMITS, network_of
from webapp.http.wiring import wiring

FORM = {"email": "nobody@example.org", "password": "wrong"}
WINDOW = LIMITS["sign-in"].window
MOST = LIMITS["sign-in"].requests


def exhaust(visitor: Visitor) -> None:
    """Each time as somebody else: tries at one account have a limit of their own."""
    for number in range(MOST):
        assert visitor.send("/sign-in", {**FORM, "email": f"n{number}@example.org"}).status_code == 422


def test_beyond_the_limit_a_network_is_asked_to_wait(visitor: Visitor) -> None:
    exhaust(visitor)
    response = visitor.send("/sign-in", FORM)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == str(int(WINDOW.total_seconds()))
    assert "<h1" in response.text


def test_reading_the_form_is_never_counted(visitor: Visitor) -> None:
    exhaust(visitor)
    assert visitor.get("/sign-in").status_code == 200


def test_the_limit_holds_for_the_network_and_not_for_the_browser(app: Flask, visitor: Visitor) -> None:
    exhaust(visitor)
    assert Visitor(app).send("/sign-in", FORM).status_code == 429


def test_another_network_is_not_held_responsible(app: Flask, visitor: Visitor) -> None:
    exhaust(visitor)
    other = Visitor(app)
    other.client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert other.send("/sign-in", FORM).status_code == 422


def test_after_the_window_it_may_ask_again(visitor: Visitor, clock: Clock) -> None:
    exhaust(visitor)
    clock.forward(seconds=WINDOW.total_seconds() + 1)
    assert visitor.send("/sign-in", FORM).status_code == 422


def test_a_forwarded_address_is_believed_only_from_a_trusted_proxy(sqlite_url: str) -> None:
    direct = Visitor(an_app(sqlite_url))
    for number in range(MOST):
        form = {**FORM, "email": f"n{number}@example.org"}
        direct.send("/sign-in", form, x_forwarded_for=f"203.0.113.{number}")
    assert direct.send("/sign-in", FORM, x_forwarded_for="203.0.113.99").status_code == 429
    proxied = Visitor(an_app(sqlite_url, trusted_proxies=1))
    assert proxied.send("/sign-in", FORM, x_forwarded_for="203.0.113.98").status_code == 422


def test_the_address_itself_is_not_stored(app: Flask, visitor: Visitor) -> None:
    visitor.client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    visitor.send("/sign-in", FORM)
    with app.app_context(), wiring().database.unit_of_work() as uow:
        rows = uow.cursor.execute("SELECT bucket FROM rate_limits").fetchall()
    assert len(rows) == 2  # by network and by account
    assert all(b"203.0.113.7" not in bytes(row[0]) and b"nobody" not in bytes(row[0]) for row in rows)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_an_ipv6_customer_counts_as_one_network(address: str, network: str) -> None:
    assert network_of(address) == network
