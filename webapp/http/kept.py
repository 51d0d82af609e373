"""What a page keeps, sealed, in the browser of whoever works on it: for them alone, until the browser is closed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from typing import Any, Final

from werkzeug.wrappers import Response as AnyResponse

from webapp.http.flash import LARGEST
from webapp.http.security import read_cookie, set_cookie
from webapp.http.wiring import wiring
from webapp.persistence import DataKey, VaultError

_MOST_BYTES: Final = 200_000


def keep(response: AnyResponse, name: str, value: Any, *, path: str, about: str) -> bool:
    """Keep `value` at `path` and below, to be read with the same `about`. False when it is too much for a cookie."""
    told = zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 9)
    sealed = base64.urlsafe_b64encode(_key().seal(told, about=about)).decode()
    if len(sealed) > LARGEST:
        return False
    set_cookie(response, name, sealed, path=path)
    return True


def find_kept(name: str, *, path: str, about: str) -> Any:
    """What was kept; None where there is nothing, or nothing for this reader."""
    sealed = read_cookie(name, path=path)
    if not sealed:
        return None
    try:
        told = _key().open(base64.urlsafe_b64decode(sealed), about=about)
        return json.loads(zlib.decompressobj().decompress(told, _MOST_BYTES))
    except (VaultError, binascii.Error, zlib.error, ValueError):
        return None


def _key() -> DataKey:
    return DataKey(hashlib.sha256(b"kept\0" + wiring().settings.secret_key.encode()).digest())
