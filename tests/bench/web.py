"""(b) Answered questions per second on one gunicorn process, against a bare Flask page of the same template.

An answered question is one POST as htmx sends it: form and token checked, journey read and decrypted, answer taken,
step, snapshot and trail written in one transaction, next question rendered. The server has core 0, load and
PostgreSQL have core 1. The runs take turns; every answer that was accepted must be in the database once.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import text

from engine.definition import build_release
from engine.model import Words
from engine.runtime import walk
from tests.bench.loading import Call, Load, form, run_load
from tests.bench.screener import SCREENER, people
from tests.postgres import serve_postgres
from webapp.persistence import Database, migrate
from webapp.services.journeys import Traffic, give, look, start_journey
from webapp.services.publishing import import_flows

CONNECTIONS = 8
ROUNDS = 15
SECONDS = 1.0
"""Short turns, many of them: on a shared machine the speed of a core changes within seconds, and with both alike."""
JOURNEYS_A_STREAM = 30
NEEDED = {"SQLite": 0.40, "PostgreSQL": 0.30}
MIDWAY = 6
"""Questions answered before the one that the bare page shows."""
DATA_KEY = base64.b64encode(bytes(range(32))).decode()
SECRET = "a-secret-for-benchmarks-only-0123456789"


@dataclass(frozen=True)
class Walk:
    """One journey that was started, and the answers still to be given: place and form."""

    public_id: str
    secret: str
    answers: tuple[tuple[str, dict[str, str]], ...]


def run() -> bool:
    """Prints a table for each database; True when every ratio is reached and nothing was lost or doubled."""
    with tempfile.TemporaryDirectory(prefix="waypost-bench-") as folder:
        sqlite = _measure("SQLite", f"sqlite:///{folder}/bench.db")
        with contextlib.closing(serve_postgres()) as servers:
            server = next(servers)
            _pin_postgres(server)
            with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
                connection.execute("CREATE DATABASE bench")
            postgres = _measure("PostgreSQL", server.replace("/postgres?", "/bench?"))
    return sqlite & postgres


def _measure(name: str, url: str) -> bool:
    database = Database(url, data_key=DATA_KEY)
    migrate(database)
    _publish(database)
    bare_journey = _midway(database)
    with _serve("own", url) as own, _serve("bare", url, bare_journey) as bare:
        token, cookie = _token(own)
        rates: dict[str, list[float]] = {"bare page": [], "answered question": []}
        loads: list[Load] = []
        for turn in range(ROUNDS):
            page = run_load(bare, [_pages()] * CONNECTIONS, at_most=SECONDS)
            rates["bare page"].append(page.per_second)
            streams = [_answers(_start(database, turn * CONNECTIONS + n), token, cookie) for n in range(CONNECTIONS)]
            loads.append(run_load(own, streams, at_most=SECONDS))
            rates["answered question"].append(loads[-1].per_second)
    return _report(name, database, rates, loads)


def _report(name: str, database: Database, rates: dict[str, list[float]], loads: list[Load]) -> bool:
    bare, own = (statistics.median(rates[each]) for each in ("bare page", "answered question"))
    ratio = statistics.median(
        answered / page for answered, page in zip(rates["answered question"], rates["bare page"], strict=True)
    )
    p50 = statistics.median(load.percentile(0.5) for load in loads)
    p99 = statistics.median(load.percentile(0.99) for load in loads)
    accepted = sum(len(load.seconds) for load in loads)
    failed = [each for load in loads for each in load.failed]
    stored, doubled = _stored(database)
    print(f"\nanswered questions on {name}: one process, one core, {CONNECTIONS} connections, {ROUNDS} rounds")
    print(f"  bare page          {bare:8.0f} a second")
    print(f"  answered question  {own:8.0f} a second   {ratio:.2f} × bare page (median of turns)")
    print(f"  p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms   {p99 / p50:.1f} × p50")
    print(f"  {accepted} accepted, {stored} stored, {doubled} doubled, {len(failed)} failed {failed[:3]}")
    verdicts = {
        f"{name}: answered / bare ≥ {NEEDED[name]}": ratio >= NEEDED[name],
        f"{name}: p99 / p50 ≤ 5": p99 / p50 <= 5,
        f"{name}: nothing lost or doubled": accepted == stored and not doubled and not failed,
    }
    for sentence, holds in verdicts.items():
        print(f"  {'ok ' if holds else 'NOT'} {sentence}")
    return all(verdicts.values())


def _publish(database: Database) -> None:
    with tempfile.TemporaryDirectory() as folder, database.unit_of_work() as uow:
        target = Path(folder) / SCREENER["id"]
        target.mkdir()
        summary = {"summary": "Twelve questions.", "agency": "Benchmarks"}
        (target / "flow.json").write_text(json.dumps({**SCREENER, **summary}))
        import_flows(uow, Path(folder), now=datetime.now(UTC))


def _start(database: Database, seed: int) -> list[Walk]:
    """Journeys that are started and wait for their first answer."""
    release = build_release(SCREENER, {})
    walks = []
    with database.unit_of_work() as uow:
        for person in people(JOURNEYS_A_STREAM, seed=seed):
            started = start_journey(uow, SCREENER["id"], language="en", traffic=Traffic.PUBLIC, now=datetime.now(UTC))
            path = walk(release, person, datetime.now(UTC).date()).path
            asked = [node for node in path if release.flow.nodes[node].type == "question"]
            answers = tuple((place, _typed(release, place, person)) for place in asked)
            walks.append(Walk(started.public_id, started.secret, answers))
    return walks


def _typed(release: Any, place: str, person: dict[str, Any]) -> dict[str, str]:
    """What a person types at one question."""
    from engine.questions import fact_types

    fact = release.flow.facts[release.flow.nodes[place].fact]
    raw = fact_types[fact.type].to_raw(fact, person[fact.id], Words("en"))
    return {f"answer-{part}" if part else "answer": values[0] for part, values in raw.items()}


def _midway(database: Database) -> str:
    """A journey with some answers in it, and its next question: what the bare page shows."""
    (walk_, *_) = _start(database, seed=1)
    with database.unit_of_work() as uow:
        for place, answer in walk_.answers[:MIDWAY]:
            fields = {name: [value] for name, value in answer.items()}
            give(uow, walk_.public_id, walk_.secret, place, fields, words=Words, now=datetime.now(UTC))
        view = look(uow, walk_.public_id, walk_.secret, None, words=Words, now=datetime.now(UTC))
    _remember(database)
    return json.dumps([walk_.public_id, walk_.secret, view.page.place])


_BEFORE: dict[int, int] = {}


def _remember(database: Database) -> None:
    _BEFORE[id(database)] = _count(database)


def _count(database: Database) -> int:
    with database.engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM journey_inputs")).scalar_one())


def _stored(database: Database) -> tuple[int, int]:
    """Inputs stored since the load began, and journeys that do not stand where their inputs put them."""
    doubled = (
        "SELECT count(*) FROM journeys WHERE version <> "
        "(SELECT count(*) FROM journey_inputs WHERE journey_id = journeys.public_id)"
    )
    with database.engine.connect() as connection:
        return _count(database) - _BEFORE[id(database)], int(connection.execute(text(doubled)).scalar_one())


def _pages() -> Callable[[int], Call | None]:
    return lambda count: ("GET", "/", "", {})


def _answers(walks: list[Walk], token: str, cookie: str) -> Callable[[int], Call | None]:
    calls: list[Call] = []
    for each in walks:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{cookie}; wp_j_{each.public_id}={each.secret}",
            "HX-Request": "true",
        }
        for place, answer in each.answers:
            body = form({"csrf_token": token, **answer})
            calls.append(("POST", f"/j/{each.public_id}/{place}", body, headers))
    return lambda count: calls[count] if count < len(calls) else None


def _token(port: int) -> tuple[str, str]:
    """A form token and the visitor's cookie it belongs to."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/s/{SCREENER['id']}") as response:
        cookie = response.headers["Set-Cookie"].split(";")[0]
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', response.read().decode())
    if found is None:
        raise SystemExit("the start page has no form token")
    return found[1], cookie


@contextlib.contextmanager
def _serve(application: str, url: str, journey: str = "") -> Iterator[int]:
    """One gunicorn process with threads on core 0; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = {
        "DATABASE_URL": url,
        "WAYPOST_ENVIRONMENT": "test",
        "WAYPOST_SECRET_KEY": SECRET,
        "WAYPOST_DATA_KEY": DATA_KEY,
        "WAYPOST_LOG_LEVEL": "warning",
        "BENCH_JOURNEY": journey,
    }
    command = [
        *(["taskset", "-c", "0"] if shutil.which("taskset") else []),
        *(sys.executable, "-m", "tests.bench.served", application, str(port)),
    ]
    server = subprocess.Popen(command, env={**os.environ, **settings})
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if server.poll() is not None:
            raise SystemExit("the server did not start")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
            return
        time.sleep(0.1)
    raise SystemExit("the server did not answer")


def _pin_postgres(server: str) -> None:
    """Keeps the database off the core that is measured."""
    if not shutil.which("taskset"):
        return
    with psycopg.connect(server.replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
    parent = Path(f"/proc/{row[0] if row else 0}/stat")
    pid = parent.read_text().rsplit(")", 1)[1].split()[1] if parent.exists() else ""
    if pid:
        subprocess.run(["taskset", "-a", "-cp", "1", pid], check=False, stdout=subprocess.DEVNULL)


def pin_load() -> None:
    """Keeps this process, which makes the load, off the core that is measured."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {1})
