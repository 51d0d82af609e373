"""For machines that watch."""

from __future__ import annotations

from flask import Flask

from tests.webapp.serving import NOON, Clock, Visitor, an_app
from webapp.http.wiring import wiring


def a_worker_is_seen(app: Flask) -> None:
    with app.app_context(), wiring().database.unit_of_work() as uow, uow.write():
        uow.outbox.beat("worker-1", now=NOON)


def test_a_process_that_answers_is_alive(visitor: Visitor) -> None:
    response = visitor.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})


def test_ready_with_database_schema_and_a_worker(app: Flask, visitor: Visitor) -> None:
    a_worker_is_seen(app)
    response = visitor.get("/readyz")
    assert response.status_code == 200
    assert response.json == {"status": "ok", "checks": {"database": True, "migrations": True, "worker": True}}


def test_not_ready_without_a_worker(visitor: Visitor) -> None:
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json["checks"] == {"database": True, "migrations": True, "worker": False}


def test_not_ready_once_the_worker_is_silent(app: Flask, visitor: Visitor, clock: Clock) -> None:
    a_worker_is_seen(app)
    clock.forward(minutes=3)
    assert visitor.get("/readyz").json["checks"]["worker"] is False


def test_alive_but_not_ready_on_an_empty_database(tmp_path: object) -> None:
    visitor = Visitor(an_app(f"sqlite:///{tmp_path}/empty.db"))
    assert visitor.get("/healthz").status_code == 200
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json["checks"] == {"database": True, "migrations": False, "worker": False}
