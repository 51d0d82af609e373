"""Rows to arrange a test with, put straight into the stores: a release, a journey, a ticket."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from webapp.persistence import ArticleRecord, NewTicket, QueueRecord, TrailRow, UnitOfWork, token_hash

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def add_release(uow: UnitOfWork, slug: str = "heat", fingerprint: str = "f" * 64) -> int:
    """A live release with an empty document; the same one when it is there already."""
    found = uow.flows.find_release(fingerprint)
    if found:
        return found.id
    with uow.write():
        if uow.flows.find(slug) is None:
            uow.flows.add(slug, now=NOON)
        release = uow.flows.add_release(
            slug, fingerprint=fingerprint, logic="0" * 64, document={}, translations={}, origin="disk", now=NOON
        )
        uow.flows.set_live(slug, release)
    return release


def add_journey(uow: UnitOfWork, public_id: str, *, inputs: int = 0, now: datetime = NOON) -> None:
    """A journey, with so many inputs taken."""
    release = add_release(uow)
    with uow.write():
        uow.journeys.add(
            public_id=public_id,
            secret_hash=token_hash("secret"),
            slug="heat",
            release_id=release,
            language="en",
            traffic="public",
            snapshot={"seq": 0},
            now=now,
            expires_at=now + timedelta(days=30),
        )
    for seq in range(1, inputs + 1):
        journey = uow.journeys.find(public_id)
        assert journey is not None
        row = TrailRow(event="left", node="people", exit="next")
        assert uow.journeys.advance(
            journey, snapshot={"seq": seq}, given={"answer": [str(seq)]}, trail=[row], channel="web", now=now
        )


def add_queue(uow: UnitOfWork, slug: str = "front-desk") -> None:
    with uow.write():
        uow.queues.put(QueueRecord(slug=slug, title=slug.title(), titles={}, position=0))


def add_ticket(uow: UnitOfWork, reference: str, *, journey: str, now: datetime = NOON) -> None:
    """A ticket that the journey opened, in the front desk's queue."""
    add_queue(uow)
    record = uow.journeys.find(journey)
    assert record is not None
    assert record.key is not None
    new = NewTicket(
        id=f"id-{reference}",
        reference=reference,
        handoff_key=f"{journey}:agent",
        journey_id=journey,
        slug="heat",
        plan="energy",
        reason="asked-for-a-person",
        queue_slug="front-desk",
        priority="normal",
        language="en",
        traffic="public",
        packet={"person": {"details": {"email": "someone@example.org"}}},
        data_key_id=record.data_key_id,
        status_code="CODE",
        status_code_hash=token_hash("CODE"),
        created_at=now,
        due_at=None,
    )
    with uow.write():
        uow.tickets.add(new, record.key)
        uow.tickets.add_event(new, seq=1, kind="opened", now=now)
        uow.tickets.add_contact(new.id, "email", token_hash("someone@example.org"))


def an_article(**changes: object) -> ArticleRecord:
    values: dict[str, object] = {
        "slug": "warm",
        "original": "en",
        "language": "en",
        "version": 1,
        "title": "Stay warm",
        "summary": "How to stay warm.",
        "body": "Close the windows.",
        "sources": (),
        "updated_on": date(2026, 11, 1),
    }
    return ArticleRecord(**(values | changes))
