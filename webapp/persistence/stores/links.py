"""Return links, by the hash of their token. Good once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, false, insert, select, update

from webapp.persistence.models import return_links
from webapp.persistence.stores.base import Store


class ReturnLinkStore(Store):
    """One-time links to a journey."""

    def add(self, token_hash: bytes, *, journey_id: str, now: datetime, expires_at: datetime) -> None:
        values = {"token_hash": token_hash, "journey_id": journey_id, "created_at": now, "expires_at": expires_at}
        self._write(insert(return_links).values(values))

    def use(self, token_hash: bytes, *, now: datetime) -> str | None:
        """The journey it leads to, the first time and in time; otherwise None."""
        used = (
            update(return_links).where(_good(token_hash, now)).values(is_used=True).returning(return_links.c.journey_id)
        )
        row = self._write(used).first()
        return str(row.journey_id) if row else None

    def is_good(self, token_hash: bytes, *, journey_id: str, now: datetime) -> bool:
        """Whether it would still open this journey."""
        mine = _good(token_hash, now) & (return_links.c.journey_id == journey_id)
        return self._first(select(return_links.c.journey_id).where(mine)) is not None

    def delete_expired(self, *, now: datetime) -> int:
        return self._write(delete(return_links).where(return_links.c.expires_at <= now)).rowcount


def _good(token_hash: bytes, now: datetime) -> ColumnElement[bool]:
    return (
        (return_links.c.token_hash == token_hash)
        & return_links.c.is_used.is_(false())
        & (return_links.c.expires_at > now)
    )
