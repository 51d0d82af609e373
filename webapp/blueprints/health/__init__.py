"""For machines that watch: is the process up, and can it serve."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.wiring import now
from webapp.services.health import check_readiness

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> Response:
    """Database reachable, migrations at head, a worker alive. Names what is not, and nothing more."""
    with unit_of_work() as uow:
        checks = check_readiness(uow, now=now())
    is_ready = all(checks.values())
    response = jsonify(status="ok" if is_ready else "unavailable", checks=dict(checks))
    response.status_code = 200 if is_ready else 503
    return response
