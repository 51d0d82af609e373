"""One line a request, with nothing in it that is anybody's business."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.webapp.serving import Clock, Visitor, an_app
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    lines = io.StringIO()
    monkeypatch.setattr(sys, "stderr", lines)
    return lines


@pytest.fixture
def app(sqlite_url: str, clock: Clock, log: io.StringIO) -> Iterator[Flask]:
    app = an_app(sqlite_url, clock, log_level="info")
    yield app
    app.extensions[EXTENSION].database.dispose()


def read(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_line_names_the_rule_and_not_the_address(visitor: Visitor, log: io.StringIO) -> None:
    visitor.become(Role.AGENT)
    visitor.get("/desk/tickets/WP-SECRET?q=dolores")
    [line] = read(log)
    assert line["rule"] == "/desk/tickets/<reference>"
    assert line["status"] == 404
    assert line["method"] == "GET"
    assert line["ms"] >= 0
    assert "SECRET" not in log.getvalue()
    assert "dolores" not in log.getvalue()


def test_a_line_holds_the_request_id_that_the_answer_holds(visitor: Visitor, log: io.StringIO) -> None:
    response = visitor.get("/sign-in")
    assert read(log)[0]["request_id"] == response.headers["X-Request-Id"]


def test_an_unknown_address_leaves_no_trace_of_itself(visitor: Visitor, log: io.StringIO) -> None:
    visitor.get("/jj/guessed-secret")
    assert read(log)[0]["rule"] is None
    assert "guessed" not in log.getvalue()


def test_staff_are_named_by_id_only(visitor: Visitor, log: io.StringIO) -> None:
    visitor.become(Role.AGENT, "Ana Agent")
    visitor.get("/desk")
    assert read(log)[0]["actor"]
    assert "ana" not in log.getvalue().lower()


def test_neither_form_nor_cookie_nor_token_reaches_the_log(visitor: Visitor, log: io.StringIO) -> None:
    visitor.send("/sign-in", {"email": "dolores@example.org", "password": "hunter22"}, user_agent="Dolores-Phone")
    cookie = visitor.client.get_cookie("wp_visitor")
    assert cookie is not None
    for secret in ("dolores", "hunter22", visitor.token, cookie.value, "127.0.0.1"):
        assert secret.lower() not in log.getvalue().lower()


def test_health_checks_and_files_are_not_worth_a_line(visitor: Visitor, log: io.StringIO) -> None:
    visitor.get("/healthz")
    assert log.getvalue() == ""


def test_what_even_the_error_page_cannot_answer_is_logged_without_its_message(
    app: Flask, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def break_down(*_: object, **__: object) -> str:
        raise RuntimeError("Dolores said 4711")

    monkeypatch.setattr("webapp.http.errors.render_template", break_down)
    response = app.test_client().get("/nowhere")
    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in response.text
    assert read(log)[0]["kind"] == "builtins.RuntimeError"
    assert "Dolores" not in log.getvalue() + response.text
