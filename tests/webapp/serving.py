"""An application to send requests to, a clock that stands still until it is moved, and a visitor with a browser."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import check_page
from tests.webapp.databases import DATA_KEY
from tests.webapp.quick import CompiledTemplates, KnownRule
from webapp.app import create_app
from webapp.config import Settings
from webapp.http.wiring import wiring
from webapp.services.accounts import PersonExistsError, Role, invite, sign_in

# Passwords of people who do not exist are hashed quickly.
os.environ["WAYPOST_ENVIRONMENT"] = "test"
Flask.url_rule_class = KnownRule
_templates = CompiledTemplates()
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
PASSWORD = "kept-by-nobody-2345"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Clock:
    """Tells `at` until somebody moves it."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **duration: float) -> None:
        self.at += timedelta(**duration)


def some_settings(**changes: Any) -> Settings:
    """Settings for a test, safe for nothing else."""
    settings = Settings(
        secret_key="0123456789abcdefghijklmnopqrstuvwxyz", data_key=DATA_KEY, environment="test", log_level="error"
    )
    return replace(settings, **changes)


def an_app(database_url: str, clock: Clock | None = None, **changes: Any) -> Flask:
    """A whole application on this database."""
    app = create_app(some_settings(database_url=database_url, **changes), clock=clock or Clock())
    app.jinja_env.bytecode_cache = _templates
    return app


@dataclass
class Visitor:
    """Somebody with a browser. Sends forms with the token of the page they stand on, as a browser does."""

    app: Flask
    client: FlaskClient = field(init=False)
    token: str = ""

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        response = self.client.get(path, headers=_named(headers), buffered=True)
        self._note_token(response)
        return response

    def send(self, path: str, form: dict[str, Any] | None = None, **headers: str) -> TestResponse:
        """POST a form; the token comes from the last page, or from the sign-in page when there was none."""
        if not self.token:
            self.get("/sign-in")
        if not self.token:
            self.get("/staff")
        response = self.client.post(path, data={"csrf_token": self.token, **(form or {})}, headers=_named(headers))
        self._note_token(response)
        return response

    def become(self, role: Role, name: str = "") -> Visitor:
        """Sign in with this role, without the form."""
        email = f"{name or role.value}@example.org".replace(" ", ".").lower()
        with self.app.app_context():
            now = wiring().clock()
            with wiring().database.unit_of_work() as uow:
                with contextlib.suppress(PersonExistsError):
                    invite(uow, email, name or f"{role.value.title()} Example", role, now=now, password=PASSWORD)
                session = sign_in(uow, email, PASSWORD, now=now)
        self.client.set_cookie("wp_staff", session.token)
        self.token = ""
        return self

    def _note_token(self, response: TestResponse) -> None:
        """Every page is checked as it is fetched: structure, labels, form actions, nothing inline."""
        is_page = response.mimetype == "text/html" and response.text and not 300 <= response.status_code < 400
        if not is_page:
            return
        check_page(response.text, self.app)
        if found := TOKEN.search(response.text):
            self.token = found[1]


def _named(headers: dict[str, str]) -> dict[str, str]:
    """`hx_request` is the header `Hx-Request`."""
    return {name.replace("_", "-").title(): value for name, value in headers.items()}
