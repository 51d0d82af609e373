"""The worker with a clock that stands still, on both databases."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog

from engine.model import Words
from tests.webapp.documents import begin, send, walk_to_check
from tests.webapp.rows import NOON
from webapp.connectors import Delivery, DeliveryError, connectors
from webapp.jobs import Post, Worker, handlers
from webapp.jobs.schedule import SCHEDULE, due_periods
from webapp.jobs.worker import LEASE, MOST_ATTEMPTS
from webapp.persistence import Database, JobRecord, UnitOfWork
from webapp.services.journeys import mail_return_link
from webapp.services.notifications import Sender
from webapp.services.tickets import erase_ticket


class StandingClock:
    """Goes only when it is told to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class FakeConnector:
    """Keeps what it was given; fails as often as it is told to."""

    name = "fake"

    def __init__(self, *failures: DeliveryError) -> None:
        self.failures = list(failures)
        self.delivered: list[Delivery] = []

    def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        if self.failures:
            raise self.failures.pop(0)
        self.delivered.append(delivery)
        return {"status": 200}


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def reference(uow: UnitOfWork) -> str:
    receipt = send(uow, walk_to_check(uow)).receipt
    assert receipt is not None
    return receipt.reference


def a_worker(database: Database, clock: StandingClock, connector: Any, name: str = "one") -> Worker:
    return Worker(database, connector, clock=clock, name=name, spread=lambda: 0.5)


def the_job(uow: UnitOfWork, reference: str) -> JobRecord:
    (job,) = uow.outbox.list_of(reference)
    return job


def test_a_ticket_is_delivered_once_with_its_packet(
    database: Database, uow: UnitOfWork, clock: StandingClock, reference: str
):
    connector = FakeConnector()
    worker = a_worker(database, clock, connector)
    worker.run_once()
    worker.run_once()
    (delivery,) = connector.delivered
    assert (delivery.reference, delivery.key) == (reference, f"ticket:{reference}")
    assert delivery.payload["data"]["person"]["name"] == "Pat Doe"
    job = the_job(uow, reference)
    assert (job.state, job.result) == ("delivered", {"status": 200})


def test_a_failure_is_tried_again_later_and_later(
    database: Database, uow: UnitOfWork, clock: StandingClock, reference: str
):
    connector = FakeConnector(DeliveryError("busy"), DeliveryError("busy"))
    worker = a_worker(database, clock, connector)
    waits = []
    for _ in range(2):
        worker.run_once()
        job = the_job(uow, reference)
        assert (job.state, job.last_error) == ("failed_retry", "busy")
        waits.append(job.run_at - clock.now)
        worker.run_once()
        assert the_job(uow, reference).attempts == job.attempts
        clock.now = job.run_at
    assert waits == [timedelta(seconds=10), timedelta(seconds=20)]
    worker.run_once()
    assert the_job(uow, reference).state == "delivered"
    assert [delivery.attempt for delivery in connector.delivered] == [3]


def test_a_receiver_may_say_when_to_come_again(
    database: Database, uow: UnitOfWork, clock: StandingClock, reference: str
):
    worker = a_worker(database, clock, FakeConnector(DeliveryError("slow down", retry_after=timedelta(hours=3))))
    worker.run_once()
    assert the_job(uow, reference).run_at == NOON + timedelta(hours=3)


def test_a_permanent_failure_is_buried_at_once(
    database: Database, uow: UnitOfWork, clock: StandingClock, reference: str
):
    a_worker(database, clock, FakeConnector(DeliveryError("refused", is_permanent=True))).run_once()
    job = the_job(uow, reference)
    assert (job.state, job.attempts) == ("dead", 1)
    assert [row.action for row in uow.audit.list_of(reference)][-1] == "job.dead"


def test_the_last_try_buries(database: Database, uow: UnitOfWork, clock: StandingClock, reference: str):
    worker = a_worker(database, clock, FakeConnector(*[DeliveryError("down")] * 20))
    for _ in range(MOST_ATTEMPTS):
        worker.run_once()
        clock.now = max(clock.now, the_job(uow, reference).run_at)
    job = the_job(uow, reference)
    assert (job.state, job.attempts) == ("dead", MOST_ATTEMPTS)


def test_a_job_whose_worker_died_is_taken_when_its_lease_is_over(
    database: Database, uow: UnitOfWork, clock: StandingClock, reference: str
):
    class Dies(FakeConnector):
        def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
            raise MemoryError

    with pytest.raises(MemoryError):
        a_worker(database, clock, Dies(), "first").run_once()
    connector = FakeConnector()
    second = a_worker(database, clock, connector, "second")
    second.run_once()
    assert connector.delivered == []
    clock.now += LEASE
    second.run_once()
    assert [delivery.attempt for delivery in connector.delivered] == [2]


def test_a_job_that_ends_every_process_is_buried_in_the_end(
    database: Database, uow: UnitOfWork, clock: StandingClock, reference: str
):
    class Dies(FakeConnector):
        def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
            raise MemoryError

    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(MemoryError):
            a_worker(database, clock, Dies()).run_once()
        clock.now += LEASE
    a_worker(database, clock, Dies()).run_once()
    assert the_job(uow, reference).state == "dead"


def test_many_workers_deliver_each_ticket_once(
    database: Database, uow: UnitOfWork, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
):
    # Here the workers are threads. The solver is for one thread at a time; real workers are processes.
    monkeypatch.setattr(handlers, "find_nearest_of", lambda _uow, _reference: "found")
    sent = {send(uow, walk_to_check(uow)).receipt.reference for _ in range(8)}
    connector = FakeConnector()
    with ThreadPoolExecutor(4) as pool:
        workers = [a_worker(database, clock, connector, f"w{number}") for number in range(4)]
        list(pool.map(lambda worker: worker.run_once(), workers))
    assert sorted(delivery.reference for delivery in connector.delivered) == sorted(sent)


def test_a_ticket_erased_before_its_delivery_is_not_sent(
    database: Database, uow: UnitOfWork, clock: StandingClock, reference: str
):
    erase_ticket(uow, reference, now=NOON)
    connector = FakeConnector()
    a_worker(database, clock, connector).run_once()
    assert connector.delivered == []
    assert the_job(uow, reference).result == {"erased": True}


def test_scheduled_work_is_put_down_once_a_period_by_any_number_of_workers(
    database: Database, uow: UnitOfWork, clock: StandingClock
):
    for name in ("one", "two"):
        a_worker(database, clock, FakeConnector(), name).run_once()
    assert uow.outbox.counts() == {"delivered": len(SCHEDULE)}
    clock.now += timedelta(minutes=15)
    a_worker(database, clock, FakeConnector()).run_once()
    assert uow.outbox.counts() == {"delivered": len(SCHEDULE) + 1}


def test_periods_do_not_depend_on_when_a_worker_starts():
    early, late = (dict(_kinds(NOON + timedelta(minutes=minutes))) for minutes in (1, 14))
    assert early == late


def _kinds(now: datetime):
    return ((kind, key) for kind, key, _ in due_periods(now))


def test_time_expires_and_erases_journeys(database: Database, uow: UnitOfWork, clock: StandingClock):
    journey = begin(uow)
    worker = a_worker(database, clock, FakeConnector())
    worker.run_once()
    assert uow.journeys.count(state="open") == 1
    clock.now += timedelta(days=30)
    worker.run_once()
    record = uow.journeys.find(journey.public_id)
    assert record is not None
    assert (record.state, record.key) == ("erased", None)
    assert uow.journeys.count_keys() == 0


def test_a_worker_says_that_it_lives(database: Database, uow: UnitOfWork, clock: StandingClock):
    worker = a_worker(database, clock, FakeConnector())
    worker.run_once()
    assert uow.outbox.last_heartbeat() == NOON
    clock.now += timedelta(seconds=30)
    worker.run_once()
    assert uow.outbox.last_heartbeat() == clock.now


def test_the_loop_ends_when_it_is_told_to(database: Database, clock: StandingClock):
    stop = threading.Event()
    thread = threading.Thread(
        target=a_worker(database, clock, FakeConnector()).run, args=(stop,), kwargs={"every_seconds": 0.01}
    )
    thread.start()
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


@pytest.fixture
def every_log_line() -> Iterator[None]:
    """Logs everything, whatever level an application of another test asked for."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("every_log_line")
def test_the_console_connector_logs_no_personal_data(
    database: Database, uow: UnitOfWork, clock: StandingClock, reference: str
):
    with structlog.testing.capture_logs() as logged:
        a_worker(database, clock, connectors["console"]()).run_once()
    delivered = next(line for line in logged if line["event"] == "delivered")
    assert delivered["reference"] == reference
    written = json.dumps(logged, default=str)
    for said in ("Pat", "example.org", "5550123", "It broke down"):
        assert said not in written
    assert set(the_job(uow, reference).result) == {"connector", "bytes", "sha256"}


def test_the_worker_reminds_once_and_hands_the_mail_over(database: Database, uow: UnitOfWork, clock: StandingClock):
    journey, mailbox = begin(uow), FakeConnector()
    sender = Sender(name="State of Meridian", base_url="https://help.example")
    mail_return_link(
        uow,
        journey.public_id,
        journey.secret,
        "pat@example.org",
        sender=sender,
        words=Words,
        now=NOON,
        remind_before=timedelta(days=5),
    )
    post = Post(connector=mailbox, sender=sender, words=Words)
    workers = [
        Worker(database, FakeConnector(), clock=clock, name=name, spread=lambda: 0.5, post=post) for name in "ab"
    ]
    for days in (0, 24, 25, 26):
        clock.now = NOON + timedelta(days=days)
        for worker in workers:
            worker.run_once()
    subjects = [delivery.payload["subject"] for delivery in mailbox.delivered]
    assert subjects == [
        "Go on with: Help with heating",
        "Your answers will be deleted on December 22, 2026: Help with heating",
    ]


def test_without_a_way_to_send_a_mail_waits_and_says_why(database: Database, uow: UnitOfWork, clock: StandingClock):
    journey = begin(uow)
    sender = Sender(name="State of Meridian", base_url="https://help.example")
    mail_return_link(uow, journey.public_id, journey.secret, "pat@example.org", sender=sender, words=Words, now=NOON)
    a_worker(database, clock, FakeConnector()).run_once()
    job = the_job(uow, journey.public_id)
    assert (job.state, job.last_error) == (
        "failed_retry",
        "no way to send mail is set up: give WAYPOST_SMTP_URL",
    )
