"""Share links by the hash of their token, and what is said and signed through them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from webapp.persistence.models import review_comments, review_links, review_signoffs
from webapp.persistence.records import ReviewCommentRecord, ReviewLinkRecord, SignoffRecord
from webapp.persistence.stores.base import Store


class ReviewStore(Store):
    """Everything that reviewers leave behind, by flow."""

    def add_link(self, token_hash: bytes, values: Mapping[str, Any]) -> int:
        new = insert(review_links).values(token_hash=token_hash, **values).returning(review_links.c.id)
        return int(self._write(new).one().id)

    def find_link(self, token_hash: bytes) -> ReviewLinkRecord | None:
        row = self._first(select(review_links).where(review_links.c.token_hash == token_hash))
        return _to_link(row) if row else None

    def list_links(self, slug: str) -> tuple[ReviewLinkRecord, ...]:
        """Newest first."""
        found = select(review_links).where(review_links.c.slug == slug).order_by(review_links.c.id.desc())
        return tuple(map(_to_link, self._all(found)))

    def revoke_link(self, slug: str, link_id: int, *, now: datetime) -> bool:
        """False when there is none that is good."""
        mine = (review_links.c.slug == slug) & (review_links.c.id == link_id) & review_links.c.revoked_at.is_(None)
        return self._write(update(review_links).where(mine).values(revoked_at=now)).rowcount == 1

    def note_opened(self, link_id: int, *, now: datetime) -> None:
        self._write(update(review_links).where(review_links.c.id == link_id).values(opened_at=now))

    def add_comment(self, values: Mapping[str, Any]) -> int:
        new = insert(review_comments).values(**values).returning(review_comments.c.id)
        return int(self._write(new).one().id)

    def find_comment(self, slug: str, comment_id: int) -> ReviewCommentRecord | None:
        mine = (review_comments.c.slug == slug) & (review_comments.c.id == comment_id)
        row = self._first(select(review_comments).where(mine))
        return _to_comment(row) if row else None

    def list_comments(self, slug: str) -> tuple[ReviewCommentRecord, ...]:
        """In the order in which they were said."""
        found = select(review_comments).where(review_comments.c.slug == slug).order_by(review_comments.c.id)
        return tuple(map(_to_comment, self._all(found)))

    def resolve(self, comment_id: int, *, by: str | None, at: datetime | None) -> None:
        values = {"resolved_by": by, "resolved_at": at}
        self._write(update(review_comments).where(review_comments.c.id == comment_id).values(values))

    def rename_node(self, slug: str, old: str, new: str, *, there: Collection[str]) -> None:
        """Let what was said of a step go along with its name. `there` are the steps as they were called before."""
        for comment in self.list_comments(slug):
            if next((name for name in reversed(comment.nodes) if name in there), None) == old:
                names = [*(name for name in comment.nodes if name != new), new]
                mine = review_comments.c.id == comment.id
                self._write(update(review_comments).where(mine).values(nodes=names))

    def add_signoff(self, values: Mapping[str, Any]) -> int:
        new = insert(review_signoffs).values(**values).returning(review_signoffs.c.id)
        return int(self._write(new).one().id)

    def list_signoffs(self, slug: str) -> tuple[SignoffRecord, ...]:
        """Newest first."""
        found = select(review_signoffs).where(review_signoffs.c.slug == slug).order_by(review_signoffs.c.id.desc())
        return tuple(SignoffRecord(**_named(row, SignoffRecord)) for row in self._all(found))


def _to_link(row: Any) -> ReviewLinkRecord:
    return ReviewLinkRecord(**_named(row, ReviewLinkRecord))


def _to_comment(row: Any) -> ReviewCommentRecord:
    return ReviewCommentRecord(**_named(row, ReviewCommentRecord))


def _named(row: Any, record: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in record.__dataclass_fields__}
