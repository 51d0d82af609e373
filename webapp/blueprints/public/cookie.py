"""A journey's secret lives in a cookie that only the journey's own addresses are sent."""

from __future__ import annotations

from datetime import timedelta

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from webapp.http.security import delete_cookie, read_cookie, set_cookie
from webapp.http.wiring import wiring


def secret_of(public_id: str) -> str:
    """The secret this browser holds for a journey; empty when it holds none."""
    return read_cookie(_name(public_id), path=path_of(public_id))


def keep_secret(response: Response | AnyResponse, public_id: str, secret: str) -> None:
    """Let this browser open the journey for as long as its answers are kept."""
    kept = timedelta(days=wiring().settings.journey_days)
    set_cookie(response, _name(public_id), secret, path=path_of(public_id), max_age=int(kept.total_seconds()))


def forget_secret(response: Response | AnyResponse, public_id: str) -> None:
    """Let this browser open the journey no longer."""
    delete_cookie(response, _name(public_id), path=path_of(public_id))


def _name(public_id: str) -> str:
    return f"wp_j_{public_id}"


def path_of(public_id: str) -> str:
    """The addresses that are sent a journey's cookies."""
    return f"/j/{public_id}"
