"""Requests to change what the public meets. Each step is taken from the state that was seen, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update

from webapp.persistence.models import change_decisions, changes, drafts, flows
from webapp.persistence.records import ChangeRecord, DecisionRecord
from webapp.persistence.stores.base import Store

OPEN = ("waiting", "approved")
_FIELDS = tuple(ChangeRecord.__dataclass_fields__)
_SAID = ("change_id", "person_id", "verdict", "comment", "fingerprint", "decided_at", "for_person_id")


class ChangeStore(Store):
    """Requests by id, by flow and by state."""

    def find(self, change_id: int) -> ChangeRecord | None:
        row = self._first(select(changes).where(changes.c.id == change_id))
        return _to_change(row) if row else None

    def list_open(self, slug: str | None = None) -> tuple[ChangeRecord, ...]:
        """What waits for a decision or for its release, the longest first."""
        found = select(changes).where(changes.c.state.in_(OPEN))
        return self._list((found.where(changes.c.slug == slug) if slug else found).order_by(changes.c.id))

    def list_of(self, slug: str) -> tuple[ChangeRecord, ...]:
        """Every request of a flow, newest first."""
        return self._list(select(changes).where(changes.c.slug == slug).order_by(changes.c.id.desc()))

    def list_asked_by(self, person_id: str) -> tuple[ChangeRecord, ...]:
        """Every request of one person, newest first."""
        return self._list(select(changes).where(changes.c.requested_by == person_id).order_by(changes.c.id.desc()))

    def list_released_since(self, since: datetime) -> tuple[ChangeRecord, ...]:
        """What was released from then on, newest first."""
        made = (changes.c.state == "released") & (changes.c.closed_at >= since)
        return self._list(select(changes).where(made).order_by(changes.c.closed_at.desc(), changes.c.id.desc()))

    def list_to_review(self) -> tuple[ChangeRecord, ...]:
        """What was released before anybody could look at it in peace, and has not been looked at since."""
        due = (changes.c.state == "released") & changes.c.review_due_at.is_not(None) & changes.c.reviewed_at.is_(None)
        return self._list(select(changes).where(due).order_by(changes.c.review_due_at))

    def list_untold(self) -> tuple[ChangeRecord, ...]:
        """What was released, and nobody said yet how it went; the longest due first."""
        due = changes.c.outcome_due_at.is_not(None) & changes.c.outcome.is_(None)
        return self._list(select(changes).where(due).order_by(changes.c.outcome_due_at, changes.c.id))

    def find_maker(self, release_id: int | None) -> ChangeRecord | None:
        """The newest request by which this release went live, ways back left out."""
        made = (changes.c.release_id == release_id) & (changes.c.state == "released") & (changes.c.kind != "rollback")
        found = self._list(select(changes).where(made).order_by(changes.c.id.desc()).limit(1))
        return found[0] if found else None

    def has_released(self, slug: str) -> bool:
        """Whether somebody here ever decided what the public meets."""
        made = (changes.c.slug == slug) & (changes.c.state == "released")
        return self._first(select(changes.c.id).where(made).limit(1)) is not None

    def add(self, values: Mapping[str, Any]) -> int:
        texts = dict.fromkeys(
            ("notes_staff", "notes_public", "reason", "held_why", "closed_why", "review", "outcome_note"), ""
        )
        row = self._write(insert(changes).values({**texts, **values}).returning(changes.c.id)).one()
        return int(row.id)

    def step(self, change: ChangeRecord, values: Mapping[str, Any]) -> bool:
        """Take a step from the state as it was read. False when another came first."""
        same = (changes.c.id == change.id) & (changes.c.version == change.version)
        done = update(changes).where(same).values(version=changes.c.version + 1, **values)
        return self._write(done).rowcount == 1

    def void(
        self, draft_id: int, *, why: str, now: datetime, states: Collection[str] = OPEN
    ) -> tuple[ChangeRecord, ...]:
        """Close what asked for a draft that is another by now. Returns what was closed."""
        asked = (changes.c.draft_id == draft_id) & changes.c.state.in_(states)
        found = self._list(select(changes).where(asked))
        if found:
            values = {"state": "void", "closed_why": why, "closed_at": now, "version": changes.c.version + 1}
            self._write(update(changes).where(asked).values(values))
        return found

    def lock_draft(self, draft_id: int | None) -> str | None:
        """The fingerprint of a draft as it is now; nobody changes it until this write ends."""
        draft = self._first(select(drafts.c.fingerprint).where(drafts.c.id == draft_id).with_for_update())
        return draft.fingerprint if draft else None

    def lock(self, change: ChangeRecord) -> tuple[ChangeRecord, str | None]:
        """The request and the fingerprint of its draft as they are now; neither changes until this write ends.

        Nor does what the public meets. Drafts are locked first, as edits lock them: nobody waits in a circle.
        """
        draft = self.lock_draft(change.draft_id)
        row = self._first(select(changes).where(changes.c.id == change.id).with_for_update())
        assert row is not None, "requests are never deleted"
        self._first(select(flows.c.slug).where(flows.c.slug == change.slug).with_for_update())
        return _to_change(row), draft

    def decide(self, said: DecisionRecord) -> bool:
        """Keep what somebody said. False when they said something before."""
        new = self._insert(change_decisions).values({name: getattr(said, name) for name in _SAID})
        return self._write(new.on_conflict_do_nothing().returning(change_decisions.c.id)).first() is not None

    def list_decisions(self, change_id: int) -> tuple[DecisionRecord, ...]:
        rows = select(change_decisions).where(change_decisions.c.change_id == change_id)
        return tuple(
            DecisionRecord(**{name: getattr(row, name) for name in _SAID})
            for row in self._all(rows.order_by(change_decisions.c.id))
        )

    def _list(self, found: Select[Any]) -> tuple[ChangeRecord, ...]:
        return tuple(map(_to_change, self._all(found)))


def _to_change(row: Any) -> ChangeRecord:
    return ChangeRecord(**{name: getattr(row, name) for name in _FIELDS})
