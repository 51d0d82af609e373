"""Every address says who may use it, the list of addresses is written down, and each keeps its word to each role."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.webapp.databases import DATA_KEY
from tests.webapp.serving import Visitor, an_app
from webapp.http.access import PUBLIC, access_of
from webapp.http.wiring import EXTENSION
from webapp.persistence import Database, migrate
from webapp.services.accounts import PERMISSIONS, Role

FILE = Path(__file__).parent / "routes.txt"
ANONYMOUS = "anonymous"


class Route(NamedTuple):
    method: str
    rule: str
    access: str

    @property
    def address(self) -> str:
        """With nothing real in it: what is tested is the door, not the room."""
        numbered = re.sub(r"<int:\w+>", "999", re.sub(r"<any\((\w+)[^>]*>", r"\1", self.rule))
        return re.sub(r"<(?:\w+:)?(\w+)>", r"no-\1", numbered)


def read_routes() -> tuple[Route, ...]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(Route(*line.split()) for line in lines if line and not line.startswith("#"))


def declared_routes(app: Flask) -> tuple[Route, ...]:
    found = [
        Route(method, rule.rule, str(access_of(app.view_functions[rule.endpoint])))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    return tuple(sorted(found, key=lambda route: (route.rule, route.method)))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("house") / "template.db"
    database = Database(f"sqlite:///{path}", data_key=DATA_KEY)
    migrate(database)
    database.dispose()
    return path


@pytest.fixture(scope="module")
def app(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    path = tmp_path_factory.mktemp("house") / "waypost.db"
    shutil.copyfile(template, path)
    app = an_app(f"sqlite:///{path}")
    yield app
    app.extensions[EXTENSION].database.dispose()


def test_the_list_of_addresses_changes_only_on_purpose(app: Flask) -> None:
    assert declared_routes(app) == read_routes()


def test_every_view_says_who_may_use_it(app: Flask) -> None:
    assert [name for name, view in app.view_functions.items() if access_of(view) is None] == []


def test_every_permission_a_route_asks_for_is_held_by_somebody() -> None:
    held = {str(permission) for permissions in PERMISSIONS.values() for permission in permissions}
    assert {route.access for route in read_routes()} - {PUBLIC} <= held


class Everybody:
    """Somebody of each role, signed in once for all addresses; and again after an address that signs out."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._known: dict[str, Visitor] = {}

    def one(self, who: str) -> Visitor:
        if who not in self._known:
            visitor = Visitor(self._app)
            self._known[who] = visitor if who == ANONYMOUS else visitor.become(Role(who))
        return self._known[who]

    def ask(self, who: str, route: Route) -> TestResponse:
        visitor = self.one(who)
        response = visitor.get(route.address) if route.method == "GET" else visitor.send(route.address)
        if any(cookie.startswith("wp_staff=") for cookie in response.headers.getlist("Set-Cookie")):
            del self._known[who]
        return response


@pytest.fixture(scope="module")
def everybody(app: Flask) -> Everybody:
    return Everybody(app)


@pytest.mark.parametrize("route", read_routes(), ids=lambda route: f"{route.method} {route.rule}")
def test_each_route_lets_in_whom_it_says_and_nobody_else(everybody: Everybody, route: Route) -> None:
    found = {who: _what_came(everybody.ask(who, route), route) for who in (ANONYMOUS, *map(str, Role))}
    if route.access == PUBLIC:
        expected = dict.fromkeys(found, "let in")
    else:
        allowed = {str(role) for role in Role if route.access in PERMISSIONS[role]}
        expected = {who: "let in" if who in allowed else "refused" for who in found} | {ANONYMOUS: "sent to sign in"}
    assert found == expected


def _what_came(response: TestResponse, route: Route) -> str:
    if response.status_code in (401, 403):
        return "refused"
    # Whoever signs out is led there as well, but not to come back.
    door = "/sign-in?next=" if route.access == PUBLIC or route.method == "GET" else "/sign-in"
    is_sent = response.status_code == 303 and (response.location or "").startswith(door)
    return "sent to sign in" if is_sent else "let in"


@pytest.mark.parametrize(
    "route", [route for route in read_routes() if route.method == "POST"], ids=lambda route: route.rule
)
def test_no_form_is_taken_without_its_token(everybody: Everybody, route: Route) -> None:
    assert everybody.one(Role.LEAD).client.post(route.address).status_code == 400
