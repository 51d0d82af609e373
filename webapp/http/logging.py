"""One JSON line a request: what was asked by route rule, how it went, how long it took.

Never an address typed by anybody, a query string, a cookie, a token, a body or a name: rules and ids only.
"""

from __future__ import annotations

import json
import logging as levels
import secrets
import sys
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TextIO

import structlog
from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ACTOR: Final = "waypost.actor_id"
_REQUEST_ID: Final = "waypost.request_id"
_QUIET_RULES: Final = frozenset({"/static/<path:filename>", "/healthz", "/readyz"})
_LOG_LEVELS: Final = {
    "debug": levels.DEBUG,
    "info": levels.INFO,
    "warning": levels.WARNING,
    "error": levels.ERROR,
}
_encode: Final = json.JSONEncoder(default=str, ensure_ascii=False, separators=(",", ":")).encode


def configure_logging(level: str, stream: TextIO | None = None) -> None:
    """Send every line, here and in the worker, to `stream` as JSON; by default to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(serializer=lambda event, **_: _encode(event)),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LOG_LEVELS.get(level, levels.INFO)),
        logger_factory=structlog.WriteLoggerFactory(file=stream or sys.stderr),
        cache_logger_on_first_use=False,
    )


class RequestLog:
    """Gives each request an id and writes its line. Outside of Flask, because it runs at each of a journey's steps."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self.log = structlog.get_logger().bind()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        identity = environ[_REQUEST_ID] = secrets.token_hex(8)
        began = time.perf_counter()

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
            headers.append(("X-Request-Id", identity))
            self.write_line(environ, int(status[:3]), time.perf_counter() - began)
            return start_response(status, headers, exc_info)

        try:
            return self.app(environ, start)
        except Exception as error:  # noqa: BLE001  not even a page could be made; the server would print the message
            log_failure(error, environ)
            start("500 Internal Server Error", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
            return [f"Something went wrong. Request {identity}\n".encode()]

    def write_line(self, environ: WSGIEnvironment, status: int, seconds: float) -> None:
        """What is worth knowing of one answer."""
        rule = _rule_of(environ)
        if rule in _QUIET_RULES and status < 400:
            return
        self.log.info(
            "request",
            request_id=environ[_REQUEST_ID],
            method=environ["REQUEST_METHOD"],
            rule=rule,
            status=status,
            ms=round(seconds * 1000, 1),
            actor=environ.get(ACTOR),
        )


def request_id() -> str:
    """The id of this request, shown on error pages so that a report can be found in the log."""
    found: str = request.environ.get(_REQUEST_ID, "")
    return found


def log_failure(error: Exception, environ: WSGIEnvironment | None = None) -> None:
    """Record what went wrong with a request."""
    environ = request.environ if environ is None else environ
    structlog.get_logger().error(
        "failure", request_id=environ.get(_REQUEST_ID, ""), rule=_rule_of(environ), **describe(error)
    )


def describe(error: BaseException) -> dict[str, Any]:
    """The kind of an error and where it happened, without its message, which may quote an answer."""
    frames, cause = [], error.__cause__
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    found: dict[str, Any] = {"kind": _name_of(error), "frames": frames[-8:]}
    return found if cause is None else {**found, "cause": _name_of(cause)}


def _name_of(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _rule_of(environ: WSGIEnvironment) -> str | None:
    """The pattern of the address, such as `/j/<public_id>/<path:place>`; None for an address nobody knows."""
    asked = environ.get("werkzeug.request")
    return asked.url_rule.rule if asked is not None and asked.url_rule is not None else None
