"""Who has a part in a release, and a draft that somebody changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from engine.editing import read_operation
from engine.model import Issue
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from webapp.persistence import Database, UnitOfWork
from webapp.services.accounts import Actor, Role
from webapp.services.publishing import DraftView, Problem, Problems, ProofView, edit, open_draft
from webapp.services.releasing.solving import NAME, Solving


@pytest.fixture
def designer(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "designer@example.org", Role.DESIGNER)


@pytest.fixture
def approver(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "approver@example.org", Role.APPROVER)


def begin_draft(uow: UnitOfWork, designer: Actor, *, limit: int = 12) -> DraftView:
    """A draft in which another rule decides, and a word is another."""
    open_draft(uow, "heat", actor=designer, now=NOON)
    set_value(uow, designer, "/title", "Warm homes")
    return set_value(uow, designer, "/facts/people/maximum", limit)


def set_value(uow: UnitOfWork, designer: Actor, pointer: str, value: object) -> DraftView:
    operation = read_operation({"op": "set", "pointer": pointer, "value": value})
    return edit(uow, "heat", operation, actor=designer, now=NOON)


def wait_for_proofs(database: Database) -> None:
    """Until everything that was asked is found out."""
    solving: Solving | None = database.cache.pop(NAME, None)
    if solving is not None:
        solving.wait()


class FakeWorker:
    """In the place of the process that proves: says whether anybody is touched."""

    def __enter__(self) -> FakeWorker:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def find_difference(self, request: Mapping[str, Any], *, seconds: float) -> dict[str, Any]:
        is_same = request["old"]["document"]["facts"] == request["new"]["document"]["facts"]
        parts = ("outcomes", "asked", "no_longer_asked", "results", "not_settled")
        said = {"same_outcomes": True, "same_questions": is_same, "from": "2026-11-23", "until": "2027-11-23"}
        return {**{part: [] for part in parts}, **said, "is_same_for_everybody": is_same, "changes": []}


def prove_at_once(monkeypatch: pytest.MonkeyPatch, *issues: Issue) -> None:
    """The solver has tests of its own: here it answers at once, what it would say of these drafts."""
    proof = ProofView(summary="Proved.", result={"summary": "Proved."})
    found = tuple(
        Problem(id=issue.rule, issue=issue, node="", node_text="", walk=None, waiver=None) for issue in issues
    )
    problems = Problems(open=found, waived=(), proof=proof)
    monkeypatch.setattr("webapp.services.releasing.solving.ProofWorker", FakeWorker)
    monkeypatch.setattr("webapp.services.releasing.evidence.list_problems", lambda *_, **__: problems)
