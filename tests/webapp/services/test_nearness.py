"""How near other outcomes were: worked out by the worker after a ticket is open, sealed with it, erased with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.webapp.documents import send, walk_to_check
from tests.webapp.rows import NOON
from webapp.connectors import connectors
from webapp.jobs import Worker
from webapp.persistence import Database, UnitOfWork
from webapp.services.journeys import find_nearest_of
from webapp.services.tickets import erase_ticket


@pytest.fixture
def reference(uow: UnitOfWork) -> str:
    receipt = send(uow, walk_to_check(uow)).receipt
    assert receipt is not None
    return receipt.reference


def nearest_of(uow: UnitOfWork, reference: str):
    ticket = uow.tickets.find(reference)
    assert ticket is not None
    assert ticket.packet is not None
    return ticket.packet["nearest"]


def test_a_new_ticket_says_that_it_is_being_worked_out(uow: UnitOfWork, reference: str):
    assert nearest_of(uow, reference) is None


def test_the_worker_finds_the_fewest_changed_answers(database: Database, uow: UnitOfWork, reference: str):
    version = uow.tickets.find(reference).version
    Worker(database, connectors["console"](), clock=lambda: NOON, name="one").run_once()
    (near,) = nearest_of(uow, reference)["outcomes"]
    assert near["outcome"] == "read"
    (change,) = near["changes"]
    assert (change["fact"], change["before"], change["after"]) == ("shutoff", "Yes", "No")
    assert uow.tickets.find(reference).version == version, "nobody's work on it is overtaken"


def test_what_was_erased_meanwhile_is_not_worked_out(uow: UnitOfWork, reference: str):
    erase_ticket(uow, reference, now=NOON)
    assert find_nearest_of(uow, reference) == "erased"
    assert uow.tickets.find(reference).packet is None


def test_the_process_that_opens_tickets_does_not_load_the_solver():
    code = "import sys, webapp.services.journeys, webapp.blueprints.desk; print({'z3', 'networkx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[3])
    assert done.stdout.strip() == "set()", done.stderr
