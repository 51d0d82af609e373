"""The guide for operators names every setting, limit and command there is, and shows a log line as it is."""

from __future__ import annotations

import inspect
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from tests.docs.settings import PAGE, render, settings
from webapp import config
from webapp.cli.main import build_parser
from webapp.http.limits import LIMITS
from webapp.http.logging import RequestLog, configure_logging

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_tables_are_current() -> None:
    assert render(TEXT) == TEXT, "run `python -m tests.docs.settings`"


def test_every_setting_that_is_read_is_in_the_table() -> None:
    read = set(re.findall(r'"((?:WAYPOST|DATABASE)_[A-Z_]+|PORT)"', inspect.getsource(config)))
    assert len(read) >= 20
    assert read == {name for name, _, _ in settings()}


def test_every_limit_is_in_the_table() -> None:
    table = TEXT[TEXT.index("<!-- limits -->") :]
    rows = [line for line in table[: table.index("<!-- end -->")].splitlines() if line.startswith("| ")]
    assert len(rows) == len(LIMITS) + 1


def test_every_command_is_named() -> None:
    (commands,) = [each.choices for each in build_parser()._actions if isinstance(each.choices, dict)]
    assert [name for name in commands if f"`python -m webapp {name}" not in TEXT] == []


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    configure_logging("info", stream)
    yield stream
    structlog.reset_defaults()


def test_a_log_line_has_what_the_page_shows(written: io.StringIO) -> None:
    def answer(environ: Any, start_response: Any) -> list[bytes]:
        start_response("204 No Content", [])
        return []

    RequestLog(answer)({"REQUEST_METHOD": "GET", "PATH_INFO": "/secret"}, lambda *_: None)
    (shown,) = re.findall(r"^```json\n(\{.*\})\n```$", TEXT, re.M)
    line = json.loads(written.getvalue())
    assert list(line) == list(json.loads(shown))
    assert "secret" not in written.getvalue()
