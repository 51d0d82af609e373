"""Addresses and forms that no browser sends are refused in our own words, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.webapp.serving import Clock, Visitor, an_app
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

NUL = "%00"


@pytest.fixture
def app(database_url: str, clock: Clock) -> Iterator[Flask]:
    app = an_app(database_url, clock, environment="development")
    yield app
    app.extensions[EXTENSION].database.dispose()


@pytest.mark.parametrize("piece", [NUL, f"a{NUL}b", "%ff%fe", "%ed%a0%80", "..%2f..%2fetc%2fpasswd", "x" * 3000])
def test_no_address_breaks_the_application(app: Flask, piece: str) -> None:
    visitor = Visitor(app)
    public = ("/s/", "/articles/", "/j/", "/j/abc/", "/return/", "/static/", "/?q=", "/sign-in?next=", "/status?x=")
    for address in public:
        assert visitor.client.get(address + piece).status_code < 500, address
    visitor.become(Role.AGENT)
    for address in ("/desk/queues/", "/desk/tickets/", "/desk/tickets/x?done=", "/desk/queues/x?page="):
        assert visitor.client.get(address + piece).status_code < 500, address


@pytest.mark.parametrize("text", ["a\0b", "\0", "\ufffd\u202e", "x" * 20_000])
def test_no_form_breaks_the_application(app: Flask, text: str) -> None:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    names = ("email", "password", "next", "reference", "status_code", "language", "back", "solved", "csrf_token")
    form = dict.fromkeys(names, text) | {"csrf_token": visitor.token}
    addresses = ("/sign-in", "/status", "/language", "/s/none", "/articles/none", "/return/none", "/j/none/x")
    for address in addresses:
        assert visitor.client.post(address, data=form).status_code < 500, address
        assert visitor.client.post(address, data=form | {"csrf_token": text}).status_code == 400, address


def test_a_form_larger_than_any_page_is_refused(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    assert visitor.client.post("/sign-in", data={"email": "x" * 400_000}).status_code == 413
