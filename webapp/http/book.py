"""A flow's book as an answer: one page with a style of its own, which the policy names by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Final

from flask import Response

from webapp.http.wiring import now
from webapp.services.reviewing import make_book

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork
    from webapp.services.publishing import DraftView

_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def book_page(uow: UnitOfWork, shown: DraftView) -> Response:
    """The book of a draft or a release. It runs nothing and loads nothing."""
    html = make_book(uow, shown, today=now().date())
    hashes = " ".join(f"'sha256-{_hash_of(style)}'" for style in _STYLE.findall(html))
    response = Response(html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {hashes}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return response


def _hash_of(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
