"""Data keys: make one, read one, destroy one. Destroying is how a person's data is erased."""

from __future__ import annotations

import os
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from webapp.persistence.crypto import DataKey, WrappedKey
from webapp.persistence.models import data_keys, uploads, vault_secrets
from webapp.persistence.stores.base import Store

_HASHING = "hashing"
_SECRET_BYTES = 32


class KeyStore(Store):
    """Data keys by id, and the installation's secret for keyed hashes."""

    def add(self, *, now: datetime) -> tuple[str, DataKey]:
        """Make and store a new data key."""
        wrapped, key = self._uow.vault.new_key(self._uow.new_id())
        self._write(
            insert(data_keys).values(
                id=wrapped.id, wrapped=wrapped.wrapped, wrapped_by=wrapped.wrapped_by, created_at=now
            )
        )
        return wrapped.id, key

    def find(self, key_id: str) -> DataKey | None:
        """The key, or None once it was destroyed."""
        row = self._first(select(data_keys.c.wrapped, data_keys.c.wrapped_by).where(data_keys.c.id == key_id))
        return self.unwrap(key_id, row.wrapped, row.wrapped_by) if row is not None else None

    def unwrap(self, key_id: str, wrapped: bytes | None, wrapped_by: str | None) -> DataKey | None:
        if wrapped is None or wrapped_by is None:
            return None
        return self._uow.vault.data_key(WrappedKey(id=key_id, wrapped=bytes(wrapped), wrapped_by=wrapped_by))

    def destroy(self, key_id: str, *, now: datetime) -> None:
        """Nothing sealed with it can be opened from now on, here or in any later backup. Files, being large, go."""
        self._write(
            update(data_keys)
            .where(data_keys.c.id == key_id, data_keys.c.destroyed_at.is_(None))
            .values(wrapped=None, wrapped_by=None, destroyed_at=now)
        )
        self._write(delete(uploads).where(uploads.c.data_key_id == key_id))

    def rewrap_some(self, *, limit: int = 500) -> int:
        """Put data keys that an older wrapping key holds under the newest one. Returns how many were."""
        current = self._uow.vault.keyring.current
        stale = (
            select(data_keys).where(data_keys.c.wrapped.is_not(None), data_keys.c.wrapped_by != current).limit(limit)
        )
        rows = self._all(stale)
        for row in rows:
            new = self._uow.vault.rewrap(WrappedKey(id=row.id, wrapped=bytes(row.wrapped), wrapped_by=row.wrapped_by))
            self._write(
                update(data_keys).where(data_keys.c.id == row.id).values(wrapped=new.wrapped, wrapped_by=current)
            )
        return len(rows)

    def hashing_secret(self) -> bytes:
        """The secret of keyed hashes; the same for the life of the installation."""
        cache = self._uow.database.cache
        if _HASHING not in cache:
            cache[_HASHING] = self._read_hashing_secret()
        return bytes(cache[_HASHING])

    def _read_hashing_secret(self) -> bytes:
        row = self._first(select(vault_secrets).where(vault_secrets.c.name == _HASHING))
        if row is None:
            raise LookupError("the database holds no hashing secret: run `python -m webapp migrate`")
        return self._uow.vault.keyring.unwrap(
            WrappedKey(id=_HASHING, wrapped=bytes(row.wrapped), wrapped_by=row.wrapped_by)
        )

    def ensure_hashing_secret(self) -> None:
        """Make the secret on a new database; put it under the newest wrapping key on an old one."""
        keyring = self._uow.vault.keyring
        row = self._first(select(vault_secrets).where(vault_secrets.c.name == _HASHING))
        if row is None:
            new = keyring.wrap(_HASHING, os.urandom(_SECRET_BYTES))
            self._write(insert(vault_secrets).values(name=_HASHING, wrapped=new.wrapped, wrapped_by=new.wrapped_by))
        elif row.wrapped_by != keyring.current:
            new = keyring.wrap(_HASHING, self._read_hashing_secret())
            self._write(
                update(vault_secrets)
                .where(vault_secrets.c.name == _HASHING)
                .values(wrapped=new.wrapped, wrapped_by=new.wrapped_by)
            )
