"""Hands out a file that a stranger sent: to be saved, never shown as a page of ours."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Response, send_file

if TYPE_CHECKING:
    from engine.model import FileRef


def hand_out(about: FileRef, content: bytes) -> Response:
    """As an attachment, stored by no browser, and without any rights should a browser show it after all."""
    response = send_file(
        io.BytesIO(content), mimetype=about.media_type, as_attachment=True, download_name=about.name, conditional=False
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
