"""Stylesheets, scripts and pictures: found by the manifest that set-up wrote, sent compressed, kept for a year."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

from flask import Flask, Response, request, send_from_directory, url_for

from webapp.http.access import public

STATIC: Final = Path(__file__).parent.parent / "static"
_A_YEAR_IN_SECONDS: Final = 31_536_000


class UnknownAssetError(Exception):
    """A template names a file that set-up did not make."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no asset is called {name!r}; run `make setup` if it is new")


@cache
def _manifest() -> dict[str, str]:
    path = STATIC / "vendor" / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def _address(name: str) -> str:
    manifest = _manifest()
    if manifest and name not in manifest:
        raise UnknownAssetError(name)
    return manifest.get(name, name)


def asset(name: str) -> str:
    """The address of `css/public.css` and the like, with its content's hash in it."""
    return url_for("static", filename=_address(name))


def init_assets(app: Flask) -> None:
    """Serve the static folder."""
    app.add_url_rule("/static/<path:filename>", "static", public(_send))


def _send(filename: str) -> Response:
    is_hashed = filename.startswith("vendor/")
    response = send_from_directory(STATIC, filename, max_age=_A_YEAR_IN_SECONDS if is_hashed else None)
    twin = f"{filename}.gz"
    if is_hashed and request.accept_encodings["gzip"] > 0 and (STATIC / twin).is_file():
        compressed = send_from_directory(STATIC, twin, mimetype=response.mimetype, max_age=_A_YEAR_IN_SECONDS)
        response.close()
        response = compressed
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    if is_hashed:
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR_IN_SECONDS}, immutable"
    return response
