"""Files sent with answers. Destroying a data key deletes what it sealed; in a backup it stays closed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select

from webapp.persistence.crypto import DataKey
from webapp.persistence.models import uploads
from webapp.persistence.records import JourneyRecord, UploadRecord
from webapp.persistence.stores.base import Store


class UploadStore(Store):
    """Files by id, always together with their journey: an id alone opens nothing."""

    def add(
        self, upload_id: str, journey: JourneyRecord, *, media_type: str, name: str, content: bytes, now: datetime
    ) -> None:
        assert journey.key is not None, "an erased journey keeps no files"
        self._write(
            insert(uploads).values(
                id=upload_id,
                journey_id=journey.public_id,
                data_key_id=journey.data_key_id,
                media_type=media_type,
                size=len(content),
                name=journey.key.seal(name.encode(), about=f"uploads.name:{upload_id}"),
                content=journey.key.seal(content, about=_content_place(upload_id), is_dense=True),
                created_at=now,
            )
        )

    def find(self, upload_id: str, journey_id: str) -> UploadRecord | None:
        about = (uploads.c.id, uploads.c.journey_id, uploads.c.media_type, uploads.c.size, uploads.c.name)
        row = self._first(select(*about).where(uploads.c.id == upload_id, uploads.c.journey_id == journey_id))
        if row is None:
            return None
        return UploadRecord(
            id=row.id, journey_id=row.journey_id, media_type=row.media_type, size=row.size, sealed_name=bytes(row.name)
        )

    def content(self, found: UploadRecord, key: DataKey) -> bytes:
        row = self._all(select(uploads.c.content).where(uploads.c.id == found.id))[0]
        return key.open(bytes(row.content), about=_content_place(found.id))

    def sizes(self, journey_id: str) -> tuple[tuple[str, int], ...]:
        """Every file of a journey with its size, the oldest first."""
        mine = select(uploads.c.id, uploads.c.size).where(uploads.c.journey_id == journey_id)
        return tuple((row.id, row.size) for row in self._all(mine.order_by(uploads.c.created_at, uploads.c.id)))

    def delete(self, journey_id: str, upload_ids: Collection[str]) -> None:
        if upload_ids:
            self._write(delete(uploads).where(uploads.c.journey_id == journey_id, uploads.c.id.in_(upload_ids)))


def _content_place(upload_id: str) -> str:
    return f"uploads.content:{upload_id}"
