"""One JSON line a request: what was asked by route rule, how it went, how long it took.

Never an address typed by anybody, a query string, a cookie, a token, a body or a name: rules and ids only.
"""

from __future__ import annotations

import json
import logging as levels
import secrets
import sys
import time
from typing import Any, Final, TextIO

import structlog
from flask import Flask, Response, g, request

_QUIET_ENDPOINTS: Final = frozenset({"static", "health.healthz", "health.readyz"})
_LOG_LEVELS: Final = {
    "debug": levels.DEBUG,
    "info": levels.INFO,
    "warning": levels.WARNING,
    "error": levels.ERROR,
}


def configure_logging(level: str, stream: TextIO | None = None) -> None:
    """Send every line, here and in the worker, to `stream` as JSON; by default to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(serializer=_to_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LOG_LEVELS.get(level, levels.INFO)),
        logger_factory=structlog.WriteLoggerFactory(file=stream or sys.stderr),
        cache_logger_on_first_use=False,
    )


def request_id() -> str:
    """The id of this request, shown on error pages so that a report can be found in the log."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    found: str = g.request_id
    return found


def init_logging(app: Flask) -> None:
    """Give each request an id and write its line."""
    log = structlog.get_logger("waypost.http")

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        identity = request_id()
        response.headers["X-Request-Id"] = identity
        if request.endpoint in _QUIET_ENDPOINTS and response.status_code < 400:
            return response
        rule = request.url_rule.rule if request.url_rule else None
        actor = g.get("actor")
        log.info(
            "request",
            request_id=identity,
            method=request.method,
            rule=rule,
            status=response.status_code,
            ms=round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None,
            actor=actor.id if actor else None,
        )
        return response


def log_failure(error: Exception) -> None:
    """Record what went wrong inside: the kind of error and where, without its message, which may quote an answer."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    rule = request.url_rule.rule if request.url_rule else None
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    structlog.get_logger("waypost.http").error(
        "failure", request_id=request_id(), rule=rule, kind=kind, frames=frames[-8:]
    )


def _to_json(event: dict[str, Any], **_: Any) -> str:
    return json.dumps(event, default=str, ensure_ascii=False, separators=(",", ":"))
