"""What was typed and refused, kept for the page that shows it again.

A form that is refused is answered with a redirect, so that the browser's way back never asks to send it again. What
was typed waits in a cookie of that page alone: sealed, for some minutes, and only for the one address that names it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any, Final

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from webapp.http.security import delete_cookie, read_cookie, set_cookie
from webapp.http.wiring import now, wiring
from webapp.persistence import DataKey, VaultError

ARGUMENT: Final = "again"
KEPT_FOR: Final = timedelta(minutes=30)
LARGEST: Final = 3500
"""Bytes of a cookie's value: browsers drop cookies of more than four thousand in all."""
_NAME: Final = "wp_typed"


def new_mark() -> str:
    """What an address is marked with, so that nobody else who opens the page finds what was typed."""
    return secrets.token_urlsafe(9)


def seal(typed: Any, *, mark: str) -> str:
    """Sealed for a cookie; empty where it is too much for one."""
    told = json.dumps({"until": (now() + KEPT_FOR).isoformat(), "typed": typed}).encode()
    sealed = base64.urlsafe_b64encode(_key().seal(told, about=_about(mark))).decode()
    return sealed if len(sealed) <= LARGEST else ""


def keep_typed(response: AnyResponse, sealed: str, *, path: str) -> None:
    """Let this browser show it again, at `path` and below."""
    set_cookie(response, _NAME, sealed, path=path, max_age=int(KEPT_FOR.total_seconds()))


def forget_typed(response: AnyResponse, *, path: str) -> None:
    """It was taken, or is not wanted any more."""
    if read_cookie(_NAME, path=path):
        delete_cookie(response, _NAME, path=path)


def find_typed(*, path: str) -> Any:
    """What was typed on the way to the address that is asked for; None where nothing waits for it."""
    mark, sealed = request.args.get(ARGUMENT, ""), read_cookie(_NAME, path=path)
    if not mark or not sealed:
        return None
    try:
        told = json.loads(_key().open(base64.urlsafe_b64decode(sealed), about=_about(mark)))
    except (VaultError, binascii.Error, ValueError):
        return None
    return told["typed"] if now().isoformat() < told["until"] else None


def _about(mark: str) -> str:
    return f"typed:{mark}"


def _key() -> DataKey:
    secret = wiring().settings.secret_key.encode()
    return DataKey(hashlib.sha256(b"typed\0" + secret).digest())
