"""Reading forms, and addresses that came from outside."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import IO, Any
from urllib.parse import urlsplit

from flask import Request, request
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items

MOST_BYTES_DROPPED = 100_000_000
"""Whoever sends more is no person with a camera."""
_PIECE = 1 << 16


class TypedFields(ImmutableMultiDict[str, Any]):
    """What came in an address or a form. Without NUL: no key types one, and PostgreSQL stores and compares none."""

    def __init__(self, mapping: Any = None) -> None:
        if mapping is None:
            super().__init__()
        else:
            super().__init__([(name, _typed(value)) for name, value in iter_multi_items(mapping)])


def _typed(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value


class PrivateRequest(Request):
    """Keeps an uploaded file in memory: what a person sends is never written to a temporary file in the clear."""

    parameter_storage_class = TypedFields

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def let_finish() -> None:
    """Take the rest of a request that is refused for its size: a browser that cannot finish hears no answer at all."""
    coming = min(request.content_length or 0, MOST_BYTES_DROPPED)
    while coming > 0:
        piece = request.environ["wsgi.input"].read(min(coming, _PIECE))
        if not piece:
            return
        coming -= len(piece)


def form_lists() -> Mapping[str, list[str]]:
    """Every field of the form with all its values, as the engine's web channel reads it."""
    return request.form.to_dict(flat=False)


def safe_next(address: str, default: str) -> str:
    """`address` if it is a page of this site, else `default`: nobody is sent elsewhere by a crafted link."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return default
    if any(ord(letter) < 0x20 for letter in address):
        return default
    parts = urlsplit(address)
    return default if parts.scheme or parts.netloc else address


def whole_number(name: str, default: int = 0) -> int:
    """A form field that holds a whole number, such as the version of what was on the page."""
    value = request.form.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else default
