"""Sealing personal data: one data key per journey, wrapped by the environment's key.

Erasing a person is destroying their data key; whatever it sealed, in every table and in every later
backup, can then no longer be opened. Each sealed value is bound to its table and row, so that it
cannot be moved to another one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12
_KEY_BYTES = 32
_PLAIN, _DEFLATED = b"\x01", b"\x02"
_DEFLATE_FROM_BYTES = 3000  # what fits a page is quicker left alone


class VaultError(Exception):
    """A sealed value that cannot be opened: the wrong key, or a value moved or changed."""


@dataclass(frozen=True, kw_only=True)
class WrappedKey:
    """A data key as it is stored. `wrapped_by` names the environment's key that wraps it."""

    id: str
    wrapped: bytes
    wrapped_by: str


class DataKey:
    """An unwrapped data key: seals and opens values."""

    def __init__(self, raw: bytes) -> None:
        self._cipher = AESGCM(raw)

    def seal(self, plain: bytes, *, about: str, is_dense: bool = False) -> bytes:
        """`about` is table and row, as in `tickets.packet:4f…`; the same is needed to open it.

        What `is_dense`, such as a photograph, is not deflated: it would only take time.
        """
        is_deflated = len(plain) > _DEFLATE_FROM_BYTES and not is_dense
        mark, body = (_DEFLATED, zlib.compress(plain, 1)) if is_deflated else (_PLAIN, plain)
        nonce = os.urandom(_NONCE_BYTES)
        return mark + nonce + self._cipher.encrypt(nonce, body, mark + about.encode())

    def open(self, sealed: bytes, *, about: str) -> bytes:
        mark, nonce, body = sealed[:1], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            plain = self._cipher.decrypt(nonce, body, mark + about.encode())
        except InvalidTag:
            raise VaultError(f"{about} cannot be opened") from None
        return zlib.decompress(plain) if mark == _DEFLATED else plain


class Keyring:
    """The environment's wrapping keys: the first wraps, the others still unwrap while keys are rotated."""

    def __init__(self, text: str) -> None:
        """`text` is one base64 key of 32 bytes, or several with commas between, the newest first."""
        raws = [_key_from_text(part) for part in text.split(",") if part.strip()]
        if not raws:
            raise VaultError("no wrapping key is set")
        self._keys = {hashlib.sha256(raw).hexdigest()[:16]: DataKey(raw) for raw in raws}
        self.current = next(iter(self._keys))

    def wrap(self, key_id: str, raw: bytes) -> WrappedKey:
        wrapped = self._keys[self.current].seal(raw, about=f"data_keys:{key_id}")
        return WrappedKey(id=key_id, wrapped=wrapped, wrapped_by=self.current)

    def unwrap(self, key: WrappedKey) -> bytes:
        holder = self._keys.get(key.wrapped_by)
        if holder is None:
            raise VaultError(
                f"WAYPOST_DATA_KEY does not open this database, which was sealed with the key {key.wrapped_by}: "
                "give that key, alone or after a comma"
            )
        return holder.open(key.wrapped, about=f"data_keys:{key.id}")


def _key_from_text(text: str) -> bytes:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        raise VaultError("a wrapping key is not base64") from None
    if len(raw) != _KEY_BYTES:
        raise VaultError("a wrapping key must have 32 bytes")
    return raw


class Vault:
    """Makes, unwraps and remembers data keys. The memory is bounded and asks for the wrapped key each time."""

    def __init__(self, keyring: Keyring, *, remembered: int = 2048) -> None:
        self.keyring = keyring
        self._remembered = remembered
        self._cache: OrderedDict[bytes, DataKey] = OrderedDict()
        self._lock = Lock()

    def new_key(self, key_id: str) -> tuple[WrappedKey, DataKey]:
        raw = os.urandom(_KEY_BYTES)
        return self.keyring.wrap(key_id, raw), DataKey(raw)

    def data_key(self, key: WrappedKey) -> DataKey:
        """The unwrapped key. A destroyed key has no wrapped bytes to ask with, so memory cannot revive it."""
        with self._lock:
            found = self._cache.get(key.wrapped)
            if found is not None:
                self._cache.move_to_end(key.wrapped)
                return found
        found = DataKey(self.keyring.unwrap(key))
        with self._lock:
            self._cache[key.wrapped] = found
            if len(self._cache) > self._remembered:
                self._cache.popitem(last=False)
        return found

    def rewrap(self, key: WrappedKey) -> WrappedKey:
        """The same data key under the newest wrapping key."""
        return self.keyring.wrap(key.id, self.keyring.unwrap(key))


def keyed_hash(secret: bytes, text: str) -> bytes:
    """Finds again what must not be stored: an email address, a status code. Useless without `secret`."""
    return hmac.digest(secret, text.encode(), "sha256")


def token_hash(token: str) -> bytes:
    """For secrets long enough that nobody can try them all."""
    return hashlib.sha256(token.encode()).digest()
