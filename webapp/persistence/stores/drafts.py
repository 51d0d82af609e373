"""Drafts and their edits. Every change counts the version up; whoever saw an older one is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from webapp.persistence.models import drafts, edits
from webapp.persistence.records import DraftRecord, EditRecord
from webapp.persistence.stores.base import Store


class DraftStore(Store):
    """One open draft for each flow: the newest that was made here or came with an update."""

    def find(self, slug: str) -> DraftRecord | None:
        row = self._first(select(drafts).where(drafts.c.slug == slug).order_by(drafts.c.id.desc()).limit(1))
        return _to_draft(row) if row else None

    def list_all(self) -> tuple[DraftRecord, ...]:
        """The open draft of every flow that has one."""
        newest = select(func.max(drafts.c.id)).group_by(drafts.c.slug)
        return tuple(map(_to_draft, self._all(select(drafts).where(drafts.c.id.in_(newest)))))

    def has(self, slug: str, fingerprint: str) -> bool:
        found = select(drafts.c.id).where(drafts.c.slug == slug, drafts.c.fingerprint == fingerprint)
        return self._first(found) is not None

    def count(self, slug: str) -> int:
        return int(self._all(select(func.count()).select_from(drafts).where(drafts.c.slug == slug))[0][0])

    def add(
        self,
        slug: str,
        *,
        fingerprint: str,
        document: Any,
        translations: Mapping[str, Any],
        origin: str,
        now: datetime,
        base_release_id: int | None = None,
        edited_by: str | None = None,
    ) -> int:
        values = {
            "slug": slug,
            "fingerprint": fingerprint,
            "document": document,
            "translations": dict(translations),
            "origin": origin,
            "created_at": now,
            "updated_at": now,
            "base_release_id": base_release_id,
            "edited_by": edited_by,
        }
        return int(self._write(insert(drafts).values(values).returning(drafts.c.id)).one().id)

    def advance(self, draft: DraftRecord, *, position: int, values: Mapping[str, Any]) -> bool:
        """Change a draft as it was read. False when something came first."""
        same = (drafts.c.id == draft.id) & (drafts.c.version == draft.version)
        changed = update(drafts).where(same).values(version=drafts.c.version + 1, position=position, **values)
        return self._write(changed).rowcount == 1

    def add_edit(self, draft: DraftRecord, edit: EditRecord) -> None:
        """Add an edit after those in effect; what was undone before it is gone."""
        undone = (edits.c.draft_id == draft.id) & (edits.c.number >= edit.number)
        self._write(delete(edits).where(undone))
        values = {
            "draft_id": draft.id,
            "number": edit.number,
            "changes": list(edit.changes),
            "said": edit.said,
            "renamed": dict(edit.renamed) or None,
            "edited_by": edit.edited_by,
            "edited_at": edit.edited_at,
        }
        self._write(insert(edits).values(values))

    def find_edit(self, draft: DraftRecord, number: int) -> EditRecord | None:
        row = self._first(select(edits).where(edits.c.draft_id == draft.id, edits.c.number == number))
        return _to_edit(row) if row else None

    def list_edits(self, draft: DraftRecord, *, most: int) -> tuple[EditRecord, ...]:
        """Newest first."""
        rows = select(edits).where(edits.c.draft_id == draft.id).order_by(edits.c.number.desc()).limit(most)
        return tuple(map(_to_edit, self._all(rows)))

    def remove(self, draft: DraftRecord) -> None:
        """Take a draft away with all its edits."""
        self._write(delete(edits).where(edits.c.draft_id == draft.id))
        self._write(delete(drafts).where(drafts.c.id == draft.id))


def _to_draft(row: Any) -> DraftRecord:
    return DraftRecord(
        id=row.id,
        slug=row.slug,
        fingerprint=row.fingerprint,
        document=row.document,
        translations=row.translations,
        origin=row.origin,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        base_release_id=row.base_release_id,
        edited_by=row.edited_by,
        position=row.position,
    )


def _to_edit(row: Any) -> EditRecord:
    return EditRecord(
        number=row.number,
        changes=row.changes,
        said=row.said,
        edited_by=row.edited_by,
        edited_at=row.edited_at,
        renamed=row.renamed or {},
    )
