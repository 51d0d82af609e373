"""Puts the web application together. Only wiring: what each part does is in its own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.blueprints import account, desk, editor, health, public, review
from webapp.clock import Clock, system_clock
from webapp.config import Settings
from webapp.http.access import check_access
from webapp.http.assets import init_assets
from webapp.http.csrf import init_csrf
from webapp.http.errors import init_errors
from webapp.http.forms import PrivateRequest
from webapp.http.jinja import PlainGlobals, init_jinja
from webapp.http.logging import RequestLog, configure_logging
from webapp.http.security import SecureHeaders
from webapp.http.wiring import EXTENSION, Wiring
from webapp.persistence import Database

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_BYTES_OF_A_FORM = 250_000  # a long reply in any script; files have an address of their own


def create_app(settings: Settings, *, clock: Clock = system_clock, database: Database | None = None) -> Flask:
    """A ready application. It does not start while a route hides who may use it."""
    configure_logging(settings.log_level)
    app = Flask("webapp", static_folder=None)
    app.request_class = PrivateRequest
    app.jinja_environment = PlainGlobals
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES_OF_A_FORM,
        TESTING=settings.environment == "test",
        PROPAGATE_EXCEPTIONS=settings.environment == "test",
    )
    app.extensions[EXTENSION] = Wiring(
        settings=settings,
        clock=clock,
        database=database or Database(settings.database_url, data_key=settings.data_key),
    )
    for blueprint in (public.bp, account.bp, desk.bp, editor.bp, review.bp, health.bp):
        app.register_blueprint(blueprint)
    init_assets(app)
    check_access(app)
    init_csrf(app)
    init_errors(app)
    init_jinja(app)
    app.wsgi_app = wrap(app.wsgi_app, settings)  # type: ignore[method-assign, assignment]
    return app


def wrap(served: WSGIApplication, settings: Settings) -> WSGIApplication:
    """What happens to every request before Flask sees it, and to every answer after."""
    served = RequestLog(SecureHeaders(served, is_https=settings.has_secure_cookies))
    hops = settings.trusted_proxies
    return ProxyFix(served, x_for=hops, x_proto=hops, x_host=hops) if hops else served
