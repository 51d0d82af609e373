"""For machines that watch: is the process up, and can it serve."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from webapp.http.access import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")
