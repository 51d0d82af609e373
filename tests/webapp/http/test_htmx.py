"""A piece for htmx, a page for everybody else."""

from __future__ import annotations

import pytest

from tests.webapp.serving import Visitor
from webapp.services.accounts import Role


@pytest.fixture
def agent(visitor: Visitor) -> Visitor:
    return visitor.become(Role.AGENT)


def test_a_browser_gets_the_page(agent: Visitor) -> None:
    assert "<html" in agent.get("/desk").text


def test_htmx_gets_the_piece_with_its_id(agent: Visitor) -> None:
    text = agent.get("/desk", hx_request="true").text
    assert "<html" not in text
    assert text.strip().startswith('<div id="queue-list"')


@pytest.mark.parametrize("header", ["hx_boosted", "hx_history_restore_request"])
def test_a_boosted_link_and_a_history_restore_get_the_page(agent: Visitor, header: str) -> None:
    assert "<html" in agent.get("/desk", hx_request="true", **{header: "true"}).text


@pytest.mark.parametrize("headers", [{}, {"hx_request": "true"}])
def test_caches_are_told_that_the_two_differ(agent: Visitor, headers: dict[str, str]) -> None:
    response = agent.get("/desk", **headers)
    assert "HX-Request" in response.headers["Vary"]
    assert response.headers["Cache-Control"] == "no-store"


def test_after_a_form_the_browser_is_sent_on_with_get(agent: Visitor) -> None:
    assert agent.send("/sign-out").status_code == 303


def test_htmx_is_sent_on_by_header(agent: Visitor) -> None:
    response = agent.send("/sign-out", hx_request="true")
    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == "/sign-in"
