"""The blueprint of this folder, and what all its pages share: the link is the key, so it stays on these pages."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from flask import Blueprint, request
from werkzeug.wrappers import Response

from webapp.http.catalogs import SOURCE_LANGUAGE
from webapp.http.limits import check_limit
from webapp.http.locale import use_language
from webapp.http.security import keep_private, read_cookie, set_cookie

bp = Blueprint("review", __name__, url_prefix="/review")
PATH: Final = "/review"
_NAME: Final = "wp_reviewer"
_TRYING: Final = frozenset({"review.try_anew", "review.try_reply", "review.try_answer"})
_REMEMBERED: Final = 180 * 24 * 3600


@bp.before_request
def _keep_to_itself() -> None:
    use_language(SOURCE_LANGUAGE)  # for staff of agencies, as the editor is
    keep_private()
    writes = "review-try" if request.endpoint in _TRYING else "review"
    check_limit(writes if request.method == "POST" else "review-read")


@bp.after_request
def _tell_nobody(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def known_name() -> str:
    """The name that this browser gave before."""
    return unquote(read_cookie(_NAME, path=PATH))[:80]


def remember_name(response: Response, name: str) -> Response:
    """Whoever gave a name is not asked again in this browser."""
    if name and name != known_name():
        set_cookie(response, _NAME, quote(name[:80]), path=PATH, max_age=_REMEMBERED)
    return response
