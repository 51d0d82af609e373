"""What templates can use."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask, render_template_string
from jinja2 import UndefinedError

from tests.webapp.serving import NOON


def shown(app: Flask, template: str, **values: object) -> str:
    with app.test_request_context("/?lang=en"):
        return render_template_string(template, **values)


def test_a_name_that_nobody_gave_is_an_error(app: Flask) -> None:
    with pytest.raises(UndefinedError):
        shown(app, "{{ nothing }}")


def test_what_people_typed_is_escaped(app: Flask) -> None:
    assert shown(app, "{{ typed }}", typed="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ at|moment }}", "Nov 23, 2026, 12:00 PM"),
        ("{{ '2026-11-23T17:00:00+00:00'|moment }}", "Nov 23, 2026, 12:00 PM"),
        ("{{ at|day }}", "November 23, 2026"),
        ("{{ '2026-11-05'|day }}", "November 5, 2026"),
        ("{{ '2026-11-24T03:00:00+00:00'|day }}", "November 23, 2026"),
        ("{{ on|day }}", "January 2, 2026"),
        ("{{ at|ago }}", "just now"),
        ("{{ (at - hours)|ago }}", "3 hours ago"),
        ("{{ 12345|number }}", "12,345"),
        ("{{ 'es'|language_called }} {{ 'zh-Hant'|language_called }} {{ 'tlh-x'|language_called }}",
         "Spanish Traditional Chinese Klingon"),
        ("{{ '+12025550123'|phone }}", "(202) 555-0123"),
        ("{{ '+442079460123'|phone }}", "+44 20 7946 0123"),
        ("{{ 'ask my sister'|phone }}", "ask my sister"),
    ],
)  # fmt: skip
def test_filters_write_for_people(app: Flask, template: str, expected: str) -> None:
    assert shown(app, template, at=NOON, on=date(2026, 1, 2), hours=timedelta(hours=3)) == expected
