"""Rate limits: how often something happened in a window. The caller names the bucket by a keyed hash."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from webapp.persistence.crypto import token_hash
from webapp.persistence.models import rate_limits
from webapp.persistence.stores.base import Store

# The window begins anew once it is over.
_HIT = """
INSERT INTO rate_limits (bucket, hits, ends_at) VALUES (:bucket, 1, :ends_at)
ON CONFLICT (bucket) DO UPDATE SET
  hits = CASE WHEN rate_limits.ends_at <= :now THEN 1 ELSE rate_limits.hits + 1 END,
  ends_at = CASE WHEN rate_limits.ends_at <= :now THEN excluded.ends_at ELSE rate_limits.ends_at END
RETURNING hits
"""


class LimitStore(Store):
    """Counters by bucket."""

    def count(self, bucket: str, *, window: timedelta, now: datetime) -> int:
        """Count once more and say how often it was within this window. One statement: two at once both count."""
        driver = self._uow.driver
        values = {
            "bucket": token_hash(bucket),
            "now": driver.moment(now),
            "ends_at": driver.moment(now + window),
        }
        return int(self._uow.cursor.execute(driver.sql(_HIT), values).fetchone()[0])

    def delete_ended(self, *, now: datetime) -> int:
        return self._write(delete(rate_limits).where(rate_limits.c.ends_at <= now)).rowcount
