"""Whose journey it is, for the numbers."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.serving import Visitor
from webapp.http.traffic import current_traffic
from webapp.services.accounts import Role
from webapp.services.journeys import Traffic

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def traffic(app: Flask, path: str = "/s/heat", agent: str = PERSON, role: Role | None = None) -> Traffic:
    headers = {"User-Agent": agent}
    if role:
        cookie = Visitor(app).become(role).client.get_cookie("wp_staff")
        assert cookie is not None
        headers["Cookie"] = f"wp_staff={cookie.value}"
    with app.test_request_context(path, headers=headers):
        return current_traffic()


def test_a_person_with_a_browser_is_the_public(app: Flask) -> None:
    assert traffic(app) is Traffic.PUBLIC


def test_a_robot_is_marked(app: Flask) -> None:
    assert traffic(app, agent="Googlebot/2.1") is Traffic.BOT


@pytest.mark.parametrize("role", Role)
def test_whoever_is_signed_in_is_staff(app: Flask, role: Role) -> None:
    assert traffic(app, role=role) is Traffic.STAFF


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.DESIGNER, Traffic.PREVIEW),
        (Role.AGENT, Traffic.STAFF),
        (Role.ADMINISTRATOR, Traffic.STAFF),
        (None, Traffic.PUBLIC),
    ],
)
def test_only_designers_can_ask_for_a_preview(app: Flask, role: Role | None, expected: Traffic) -> None:
    assert traffic(app, "/s/heat?preview", role=role) is expected


def test_an_ended_session_makes_nobody_staff(app: Flask) -> None:
    with app.test_request_context("/s/heat", headers={"User-Agent": PERSON, "Cookie": "wp_staff=made-up"}):
        assert current_traffic() is Traffic.PUBLIC
