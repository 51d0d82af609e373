"""The stores, on both databases."""

from __future__ import annotations

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.webapp.databases import DATA_KEY
from tests.webapp.rows import NOON, add_journey, add_queue, add_release, add_ticket, an_article
from webapp.persistence import Database, PersonRecord, ReferenceTakenError, TrailRow, UnitOfWork, token_hash


def a_person(person_id: str = "p1") -> PersonRecord:
    return PersonRecord(
        id=person_id, email=f"{person_id}@example.org", name="A", role="agent", password_hash="x", is_active=True
    )


def test_a_turn_is_stored_whole(uow: UnitOfWork):
    add_journey(uow, "one", inputs=2)
    journey = uow.journeys.find("one")
    assert journey is not None
    assert (journey.version, journey.snapshot, journey.state) == (2, {"seq": 2}, "open")
    assert [row.exit for row in uow.trail.list_of("one")] == ["next", "next"]
    count = uow.connection.exec_driver_sql("SELECT count(*) FROM journey_inputs WHERE journey_id = 'one'").scalar()
    assert count == 2


def test_of_two_turns_made_from_the_same_state_one_is_stored(database: Database):
    with database.unit_of_work() as uow:
        add_journey(uow, "one")

    def give(number: int) -> bool:
        with database.unit_of_work() as uow:
            journey = uow.journeys.find("one")
            assert journey is not None
            journey = replace(journey, version=0)
            row = TrailRow(event="left", node="n")
            sealed = uow.journeys.advance(
                journey, snapshot={"by": number}, given={}, trail=[row], channel="web", now=NOON
            )
            return sealed is not None

    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(give, range(8)))
    assert stored.count(True) == 1
    with database.unit_of_work() as uow:
        found = uow.journeys.find("one")
        assert found is not None
        assert found.version == 1
        assert found.snapshot == {"by": stored.index(True)}
        assert len(uow.trail.list_of("one")) == 1


def test_nothing_of_a_snapshot_can_be_read_in_the_database(uow: UnitOfWork):
    add_journey(uow, "one")
    journey = uow.journeys.find("one")
    assert journey is not None
    uow.journeys.advance(
        journey, snapshot={"name": "Lindqvist"}, given={"answer": ["Lindqvist"]}, trail=[], channel="web", now=NOON
    )
    for table in ("journeys", "journey_inputs", "trail"):
        for row in uow.connection.exec_driver_sql(f"SELECT * FROM {table}"):
            assert b"Lindqvist" not in repr(tuple(row)).encode()


def test_an_erased_journey_opens_no_more_even_where_its_key_was_remembered(uow: UnitOfWork):
    add_journey(uow, "one", inputs=1)
    with uow.write():
        uow.journeys.erase("one", now=NOON)
    journey = uow.journeys.find("one")
    assert journey is not None
    assert (journey.state, journey.key, journey.snapshot) == ("erased", None, None)


def test_journeys_expire_and_are_erased_only_when_no_ticket_needs_their_key(uow: UnitOfWork):
    for name in ("alone", "sent"):
        add_journey(uow, name, inputs=1)
    add_ticket(uow, "WP-AAAAAA", journey="sent")
    later = NOON + timedelta(days=31)
    with uow.write():
        assert uow.journeys.expire_due(now=NOON) == 0
        assert uow.journeys.expire_due(now=later) == 2
    assert uow.journeys.list_erasable(expired_before=later) == ("alone",)


def test_a_ticket_opens_with_its_packet_and_is_found_by_contact(uow: UnitOfWork):
    add_journey(uow, "one")
    add_ticket(uow, "WP-AAAAAA", journey="one")
    ticket = uow.tickets.find("WP-AAAAAA")
    assert ticket is not None
    assert ticket.packet == {"person": {"details": {"email": "someone@example.org"}}}
    assert uow.tickets.find_by_journey("one") == ticket
    assert uow.tickets.find_by_contact("email", token_hash("someone@example.org")) == ("WP-AAAAAA",)


def test_the_same_handoff_opens_no_second_ticket(uow: UnitOfWork):
    add_journey(uow, "one")
    add_ticket(uow, "WP-AAAAAA", journey="one")
    with pytest.raises(ReferenceTakenError):
        add_ticket(uow, "WP-BBBBBB", journey="one")
    assert uow.tickets.find("WP-BBBBBB") is None


def test_an_erased_ticket_keeps_its_history_without_words(uow: UnitOfWork):
    add_journey(uow, "one")
    add_ticket(uow, "WP-AAAAAA", journey="one")
    ticket = uow.tickets.find("WP-AAAAAA")
    assert ticket is not None
    with uow.write():
        uow.tickets.add_event(ticket, seq=2, kind="reply", now=NOON, key=ticket.key, body="Dear someone")
        uow.tickets.erase(ticket, now=NOON)
    erased = uow.tickets.find("WP-AAAAAA")
    assert erased is not None
    assert (erased.packet, erased.status_code, erased.status_code_hash) == (None, "", None)
    assert [(event.kind, event.body) for event in uow.tickets.list_events(erased)] == [
        ("opened", None),
        ("reply", None),
    ]
    assert uow.tickets.find_by_contact("email", token_hash("someone@example.org")) == ()


def test_of_many_who_claim_at_once_one_wins(database: Database):
    with database.unit_of_work() as uow:
        add_journey(uow, "one")
        add_ticket(uow, "WP-AAAAAA", journey="one")
        with uow.write():
            for number in range(6):
                uow.people.add(a_person(f"p{number}"), now=NOON)

    def claim(number: int) -> bool:
        with database.unit_of_work() as uow, uow.write():
            return uow.tickets.claim("id-WP-AAAAAA", f"p{number}", now=NOON)

    with ThreadPoolExecutor(6) as pool:
        won = list(pool.map(claim, range(6)))
    assert won.count(True) == 1
    with database.unit_of_work() as uow:
        ticket = uow.tickets.find("WP-AAAAAA")
        assert ticket is not None
        assert ticket.assignee_id == f"p{won.index(True)}"
        assert ticket.version == 2


def test_queue_counts_leave_resolved_tickets_out(uow: UnitOfWork):
    add_journey(uow, "one")
    add_journey(uow, "two")
    add_ticket(uow, "WP-AAAAAA", journey="one")
    add_ticket(uow, "WP-BBBBBB", journey="two", now=NOON + timedelta(hours=1))
    with uow.write():
        assert uow.tickets.change("id-WP-AAAAAA", version=1, values={"category": "resolved"})
    counts = uow.queues.counts("p1", now=NOON)["front-desk"]
    assert (counts.open, counts.untaken, counts.mine, counts.oldest_at) == (1, 1, 0, NOON + timedelta(hours=1))
    open_ = uow.tickets.list_open("front-desk", now=NOON, limit=10, offset=0)
    done = uow.tickets.list_done("front-desk", limit=10, offset=0)
    assert [ticket.reference for ticket in (*open_, *done)] == ["WP-BBBBBB", "WP-AAAAAA"]


def test_a_change_from_an_older_version_is_refused(uow: UnitOfWork):
    add_journey(uow, "one")
    add_ticket(uow, "WP-AAAAAA", journey="one")
    with uow.write():
        assert uow.tickets.change("id-WP-AAAAAA", version=1, values={"category": "open"})
        assert not uow.tickets.change("id-WP-AAAAAA", version=1, values={"category": "closed"})


def test_an_article_falls_back_to_the_language_it_was_written_in(uow: UnitOfWork):
    with uow.write():
        uow.articles.add("warm", language="en", now=NOON)
        uow.articles.add_version(an_article(), now=NOON)
        uow.articles.add_version(an_article(version=2, title="Stay warmer"), now=NOON)
        uow.articles.add_version(an_article(language="es", title="Calor"), now=NOON)
    found = {language: uow.articles.find("warm", language) for language in ("en", "es", "vi")}
    assert {language: article.title for language, article in found.items() if article} == {
        "en": "Stay warmer",
        "es": "Calor",
        "vi": "Stay warmer",
    }
    assert {article.title for article in uow.articles.list_newest()} == {"Stay warmer", "Calor"}


def test_jobs_are_taken_once_each_by_many_workers(database: Database):
    with database.unit_of_work() as uow, uow.write():
        for number in range(40):
            uow.outbox.add("deliver", subject="", idempotency_key=str(number), run_at=NOON, now=NOON)

    def work(worker: int) -> list[str]:
        taken: list[str] = []
        with database.unit_of_work() as uow:
            while True:
                with uow.write():
                    jobs = uow.outbox.claim_due(
                        f"w{worker}", now=NOON, lease_until=NOON + timedelta(minutes=1), limit=3
                    )
                if not jobs:
                    return taken
                for job in jobs:
                    with uow.write():
                        assert uow.outbox.finish(job, result={}, now=NOON)
                    taken.append(job.idempotency_key)

    with ThreadPoolExecutor(4) as pool:
        taken = [key for keys in pool.map(work, range(4)) for key in keys]
    assert sorted(taken, key=int) == [str(number) for number in range(40)]
    with database.unit_of_work() as uow:
        assert uow.outbox.counts() == {"delivered": 40}


def test_a_job_is_put_down_once_by_its_key(uow: UnitOfWork):
    with uow.write():
        assert uow.outbox.add("deliver", subject="", idempotency_key="k", run_at=NOON, now=NOON)
        assert not uow.outbox.add("deliver", subject="", idempotency_key="k", run_at=NOON, now=NOON)


def test_a_lost_lease_cannot_settle_the_job(uow: UnitOfWork):
    with uow.write():
        uow.outbox.add("deliver", subject="", idempotency_key="k", run_at=NOON, now=NOON)
        (slow,) = uow.outbox.claim_due("slow", now=NOON, lease_until=NOON + timedelta(seconds=30), limit=1)
        assert uow.outbox.claim_due("quick", now=NOON, lease_until=NOON, limit=1) == ()
    later = NOON + timedelta(minutes=1)
    with uow.write():
        (quick,) = uow.outbox.claim_due("quick", now=later, lease_until=later + timedelta(minutes=1), limit=1)
        assert quick.attempts == 2
        assert not uow.outbox.finish(slow, result={}, now=later)
        assert uow.outbox.finish(quick, result={}, now=later)


def test_a_dead_letter_can_be_taken_up_again(uow: UnitOfWork):
    with uow.write():
        uow.outbox.add("deliver", subject="WP-A", idempotency_key="k", run_at=NOON, now=NOON)
        (job,) = uow.outbox.claim_due("w", now=NOON, lease_until=NOON + timedelta(minutes=1), limit=1)
        assert uow.outbox.bury(job, error="refused", now=NOON)
        assert uow.outbox.claim_due("w", now=NOON, lease_until=NOON, limit=1) == ()
        assert uow.outbox.replay(job.id, now=NOON)
        assert len(uow.outbox.claim_due("w", now=NOON, lease_until=NOON, limit=1)) == 1


def test_hits_count_within_a_window_and_begin_anew_after_it(uow: UnitOfWork):
    window = timedelta(minutes=5)
    assert [uow.limits.count("b", window=window, now=NOON) for _ in range(3)] == [1, 2, 3]
    assert uow.limits.count("other", window=window, now=NOON) == 1
    assert uow.limits.count("b", window=window, now=NOON + window) == 1
    with uow.write():
        assert uow.limits.delete_ended(now=NOON + window) == 1


def test_a_return_link_is_good_once_and_in_time(uow: UnitOfWork):
    add_journey(uow, "one")
    with uow.write():
        for token in ("used", "late"):
            uow.links.add(token_hash(token), journey_id="one", now=NOON, expires_at=NOON + timedelta(days=7))
        assert uow.links.use(token_hash("used"), now=NOON) == "one"
        assert uow.links.use(token_hash("used"), now=NOON) is None
        assert uow.links.use(token_hash("late"), now=NOON + timedelta(days=7)) is None
        assert uow.links.use(token_hash("unknown"), now=NOON) is None


def test_a_release_comes_back_as_it_was_published(uow: UnitOfWork):
    release_id = add_release(uow)
    release = uow.flows.release(release_id)
    assert (release.slug, release.fingerprint, release.document) == ("heat", "f" * 64, {})
    assert uow.flows.find_release("f" * 64) == release
    assert [flow.live_release_id for flow in uow.flows.list_live()] == [release_id]


def test_queues_are_brought_up_to_date(uow: UnitOfWork):
    add_queue(uow)
    add_queue(uow)
    assert [queue.title for queue in uow.queues.list_all()] == ["Front-Desk"]


def test_data_keys_move_to_a_new_wrapping_key(scratch_url: str, open_database: Callable[[str], Database]):
    database = open_database(scratch_url)
    with database.unit_of_work() as uow:
        add_journey(uow, "one", inputs=1)
        secret = uow.keys.hashing_secret()
    new_key = base64.b64encode(b"n" * 32).decode()
    rotating = Database(scratch_url, data_key=f"{new_key},{DATA_KEY}")
    with rotating.unit_of_work() as uow, uow.write():
        assert uow.keys.rewrap_some() == 1
        assert uow.keys.rewrap_some() == 0
        uow.keys.ensure_hashing_secret()
    rotating.dispose()
    rotated = Database(scratch_url, data_key=new_key)
    with rotated.unit_of_work() as uow:
        journey = uow.journeys.find("one")
        assert journey is not None
        assert journey.snapshot == {"seq": 1}
        assert uow.keys.hashing_secret() == secret
    rotated.dispose()
