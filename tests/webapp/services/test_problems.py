"""What is wrong with a draft: at once and proved, shown by a walk, waived for a reason; on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from typing import Any

import pytest

from engine.definition import fingerprint
from engine.editing import read_operation
from engine.errors import EditError
from tests.webapp.documents import heat, publish
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor, PermissionRefusedError, Role
from webapp.services.publishing import (
    DraftView,
    ProblemGoneError,
    Problems,
    edit,
    get_problem,
    list_problems,
    list_waivers,
    open_draft,
    prove_now,
    read_draft,
    show_walk,
    take_waiver_back,
    waive,
)
from webapp.services.publishing.proving import Prover

TODAY = NOON.date()


def doubtful() -> dict[str, Any]:
    """A rule that can never hold, and a promise that is broken."""
    document = heat(promises=[{"id": "no-person", "when": {"var": "shutoff"}, "then": {"never": "person"}}])
    nodes = document["nodes"]
    nodes["ask-people"]["next"] = "size"
    huge = {"id": "huge", "when": {">": [{"var": "people"}, 30]}, "next": "read", "because": "Many"}
    nodes["size"] = {"type": "decision", "rules": [huge], "otherwise": "ask-shutoff"}
    return document


@pytest.fixture
def designer(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "designer@example.org", Role.DESIGNER)


@pytest.fixture
def draft(uow: UnitOfWork, designer: Actor) -> DraftView:
    publish(uow, doubtful(), translations={})
    return open_draft(uow, "heat", actor=designer, now=NOON)


def proved(uow: UnitOfWork, draft: DraftView) -> Problems:
    until = time.monotonic() + 60
    while (found := list_problems(uow, draft, today=TODAY)).is_running:
        assert time.monotonic() < until, "the proof did not come"
        time.sleep(0.05)
    return found


def test_a_draft_is_proved_beside_and_says_what_holds_for_everybody(uow: UnitOfWork, draft: DraftView):
    found = proved(uow, draft)
    assert found.proof is not None
    assert [each.issue.rule for each in found.open] == ["broken-promise", "never-taken"]
    assert "Everybody comes to an end: nobody gets stuck or goes round in a circle." in found.proof.proved
    assert "Every way on is taken by somebody." not in found.proof.proved
    assert "Every promise is kept, whatever people answer." not in found.proof.proved
    assert (found.errors, found.warnings) == (1, 1)


def test_a_broken_promise_is_shown_by_somebodys_walk(uow: UnitOfWork, draft: DraftView):
    broken = proved(uow, draft).open[0]
    assert broken.walk is not None
    shown = show_walk(read_draft(uow, draft), broken.walk)
    assert [step.node for step in shown.steps][:3] == ["ask-people", "size", "ask-shutoff"]
    decision = shown.steps[1]
    assert [(branch.id, branch.holds) for branch in decision.passed] == [("huge", False)]
    assert (shown.end, shown.path.split(",")[0]) == ("person", "ask-people:next")


def test_a_warning_is_waived_for_a_reason_and_comes_back_in_other_words(
    uow: UnitOfWork, draft: DraftView, designer: Actor
):
    warning = proved(uow, draft).open[1]
    waive(uow, draft, warning.id, " A limit that may come. ", actor=designer, now=NOON, today=TODAY)
    after = list_problems(uow, draft, today=TODAY)
    assert [each.issue.rule for each in after.open] == ["broken-promise"]
    assert after.waived[0].waiver is not None
    assert (after.waived[0].waiver.reason, after.waived[0].waiver.by) == ("A limit that may come.", "Designer")
    assert after.at("size") == ()
    assert [each.what for each in list_waivers(uow, "heat")] == [warning.issue.what]
    renamed = read_operation({"op": "rename-node", "node": "size", "to": "household"})
    changed = proved(uow, edit(uow, "heat", renamed, actor=designer, now=NOON))
    assert [each.issue.rule for each in changed.open] == ["broken-promise", "never-taken"]
    assert changed.waived == ()


def test_a_waiver_is_taken_back(uow: UnitOfWork, draft: DraftView, designer: Actor):
    warning = proved(uow, draft).open[1]
    waive(uow, draft, warning.id, "Later.", actor=designer, now=NOON, today=TODAY)
    take_waiver_back(uow, "heat", warning.id, actor=designer, now=NOON)
    assert proved(uow, draft).waived == ()
    actions = {entry.action for entry in uow.audit.list_of("heat")}
    assert {"warning.waived", "warning.counts"} <= actions


def test_an_error_cannot_be_waived_nor_a_warning_without_a_reason(uow: UnitOfWork, draft: DraftView, designer: Actor):
    error, warning = proved(uow, draft).open
    with pytest.raises(EditError, match="Only a warning"):
        waive(uow, draft, error.id, "Never mind.", actor=designer, now=NOON, today=TODAY)
    with pytest.raises(EditError, match="Say why"):
        waive(uow, draft, warning.id, "  ", actor=designer, now=NOON, today=TODAY)
    with pytest.raises(EditError, match="letters"):
        waive(uow, draft, warning.id, "x" * 501, actor=designer, now=NOON, today=TODAY)
    with pytest.raises(ProblemGoneError):
        get_problem(uow, draft, "no-such-problem", today=TODAY)
    agent = sign_up(uow, "agent2@example.org", Role.AGENT)
    with pytest.raises(PermissionRefusedError):
        waive(uow, draft, warning.id, "I may not.", actor=agent, now=NOON, today=TODAY)
    assert list_waivers(uow, "heat") == ()


def test_a_draft_with_errors_is_not_proved_and_says_so(uow: UnitOfWork, draft: DraftView, designer: Actor):
    nowhere = read_operation({"op": "disconnect", "node": "ask-people", "exit": "next"})
    found = list_problems(uow, edit(uow, "heat", nowhere, actor=designer, now=NOON), today=TODAY)
    assert found.proof is not None
    assert found.proof.problem == "The draft has errors. It can be proved once they are mended."
    assert found.errors >= 1


def test_a_release_waits_for_its_proof_but_not_for_ever(uow: UnitOfWork):
    sound = prove_now(uow, heat(), {}, 60, today=TODAY)
    assert (sound.is_proved, sound.issues) == (True, ())
    assert "Every step is met by somebody." in sound.proved
    other = prove_now(uow, heat(title=f"Not proved yet {uow.new_id()}"), {}, 0, today=TODAY)
    assert other.problem == "The proof was not done within 0 seconds."


def request(**changes: Any) -> dict[str, Any]:
    from engine.scenarios import request_for

    return request_for(heat(**changes), {}, TODAY)


def test_a_newer_edit_ends_the_proof_of_the_older_one():
    prover = Prover()
    names = [f"edit {number}" for number in range(4)]
    for name in names:
        assert prover.ask("heat", (name,), lambda before, name=name: request(title=name)) is None
        time.sleep(0.2)
    last = prover.wait((names[-1],), 60)
    assert last is not None
    assert last.is_proved
    assert prover.wait((names[0],), 0) is None
    prover.close()


def test_a_proof_that_takes_too_long_says_so():
    prover = Prover(longest=0.0)
    prover.ask("heat", ("slow",), lambda before: request())
    found = prover.wait(("slow",), 60)
    assert found is not None
    assert "longer than 0 seconds" in found.problem
    prover.close()


def test_a_process_that_ended_is_let_go_of_before_the_next_one_starts():
    prover = Prover()
    held = []
    for name in ("one", "two", "three"):
        prover.ask("heat", (name,), lambda before, name=name: request(title=name))
        assert prover.wait((name,), 60) is not None
        prover.close()
        held.append(len(os.listdir("/dev/fd")))
    assert held[0] == held[1] == held[2], "no pipe of the earlier ones is open"


def test_the_process_that_proves_ends_with_the_server_even_if_that_is_killed():
    server = """
        import os, signal, time
        from datetime import date
        from tests.webapp.documents import heat
        from engine.scenarios import request_for
        from webapp.services.publishing.proving import Prover
        prover = Prover()
        prover.ask("heat", ("a",), lambda before: request_for(heat(), {}, date(2026, 11, 23)))
        assert prover.wait(("a",), 60)
        print(prover._worker.pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(server)], capture_output=True, text=True, check=False)
    pid = int(ended.stdout)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if _is_dead(pid):
            return
        time.sleep(0.05)
    pytest.fail("the process goes on without the server")


def _is_dead(pid: int) -> bool:
    """A process whose parent is gone may stay in the table until somebody asks for it."""
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0] == "Z"


def test_what_is_read_of_a_draft_is_worked_out_once(uow: UnitOfWork, draft: DraftView, designer: Actor):
    assert read_draft(uow, draft) is read_draft(uow, draft)
    operation = read_operation({"op": "set", "pointer": "/title", "value": "Warmth"})
    assert read_draft(uow, edit(uow, "heat", operation, actor=designer, now=NOON)) is not read_draft(uow, draft)
    assert fingerprint(draft.draft.document, draft.draft.translations) == draft.fingerprint
