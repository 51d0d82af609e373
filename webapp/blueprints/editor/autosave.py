"""Answers for forms that save by themselves, field by field, while somebody writes.

A script posts what one field holds to the address of its form and asks for JSON; without it the form's button does it.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, jsonify, request

from engine.editing import ConflictError
from engine.errors import EditError


def wants_autosave() -> bool:
    """Whether a script saves a field and only wants to know how it went."""
    accepted = request.accept_mimetypes
    return request.method == "POST" and accepted.best == "application/json"


def saved(said: str, was: Mapping[str, str] | None = None) -> Response:
    """It is kept. `was` gives the form's hidden fields that say what the writer saw their new values."""
    return jsonify({"said": said, "was": dict(was or {})})


def not_saved(error: EditError) -> Response:
    """It is not, and why; for a conflict with what somebody else wrote."""
    theirs = error.theirs if isinstance(error, ConflictError) else None
    answer = jsonify({"what": error.what, "fix": error.fix, "theirs": theirs if isinstance(theirs, str) else ""})
    answer.status_code = 409 if isinstance(error, ConflictError) else 422
    return answer
