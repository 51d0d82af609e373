"""Scenarios beside a draft: run, kept, followed by names, measured and added to; on both databases."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.editing import read_operation
from engine.errors import EditError
from tests.webapp.documents import heat
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor, Role
from webapp.services.publishing import (
    DraftView,
    ProofView,
    ScenarioUnknownError,
    add_missing,
    discard_draft,
    edit,
    export_flows,
    find_coverage,
    get_scenario,
    import_flows,
    open_draft,
    remove_scenario,
    run_scenarios,
    save_scenario,
    undo,
)

TODAY = NOON.date()


@pytest.fixture
def designer(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "designer@example.org", Role.DESIGNER)


@pytest.fixture
def draft(uow: UnitOfWork, designer: Actor) -> DraftView:
    return open_draft(uow, "heat", actor=designer, now=NOON)


def cold(**changes: Any) -> dict[str, Any]:
    """Somebody without heat, who is asked what happened; the answers stand in another order than they are asked."""
    answers = [{"fact": "shutoff", "value": True}, {"fact": "people", "value": 3}]
    return {"title": "No heat", "today": "2026-11-23", "answers": answers, "expect": {"node": "ask-story"}} | changes


def test_scenarios_run_in_any_order_of_answers_and_say_where_they_parted(
    uow: UnitOfWork, draft: DraftView, designer: Actor
):
    save_scenario(uow, draft, cold(), actor=designer, now=NOON)
    wrong = cold(title="Wrong", expect={"node": "read"})
    assert save_scenario(uow, draft, wrong, actor=designer, now=NOON) == "wrong"
    first, second = run_scenarios(uow, draft)
    assert (first.title, first.is_right) == ("Wrong", False)
    assert first.wrong == ("It stopped at “What happened?”, not at “Warm”.",)
    assert (second.title, second.is_right, second.expected) == ("No heat", True, "What happened?")
    assert second.answers == (("Heat is off", "Yes"), ("People at home", "3"))


def test_what_the_flow_does_not_have_is_refused_and_two_of_one_title_are_told_apart(
    uow: UnitOfWork, draft: DraftView, designer: Actor
):
    with pytest.raises(EditError):
        save_scenario(uow, draft, cold(expect={"node": "nowhere"}), actor=designer, now=NOON)
    with pytest.raises(EditError):
        save_scenario(uow, draft, cold(today="soon"), actor=designer, now=NOON)
    names = [save_scenario(uow, draft, cold(), actor=designer, now=NOON) for _ in range(2)]
    assert names == ["no-heat", "no-heat-2"]
    remove_scenario(uow, "heat", "no-heat", actor=designer, now=NOON)
    with pytest.raises(ScenarioUnknownError):
        get_scenario(uow, "heat", "no-heat")


def test_scenarios_follow_names_there_and_back_and_when_the_draft_is_discarded(
    uow: UnitOfWork, draft: DraftView, designer: Actor
):
    save_scenario(uow, draft, cold(path=["ask-people", "ask-shutoff", "ask-story"]), actor=designer, now=NOON)
    before = get_scenario(uow, "heat", "no-heat").document
    rename = read_operation({"op": "rename-node", "node": "ask-story", "to": "tell"})
    shown = edit(uow, "heat", rename, actor=designer, now=NOON)
    after = get_scenario(uow, "heat", "no-heat").document
    assert (after["expect"], after["path"][-1]) == ({"node": "tell"}, "tell")
    assert all(each.is_right for each in run_scenarios(uow, shown))
    undo(uow, "heat", actor=designer, now=NOON)
    assert get_scenario(uow, "heat", "no-heat").document == before
    edit(uow, "heat", rename, actor=designer, now=NOON)
    discard_draft(uow, "heat", actor=designer, now=NOON)
    assert get_scenario(uow, "heat", "no-heat").document == before


def coverage(uow: UnitOfWork, draft: DraftView, **more: Any) -> ProofView:
    until = time.monotonic() + 90
    while (found := find_coverage(uow, draft, today=TODAY, **more)) is None:
        assert time.monotonic() < until, "the coverage did not come"
        time.sleep(0.05)
    return found


def test_what_is_not_covered_is_told_and_the_missing_ones_are_added(uow: UnitOfWork, draft: DraftView, designer: Actor):
    save_scenario(uow, draft, cold(), actor=designer, now=NOON)
    found = coverage(uow, draft, add=True)
    exits: Mapping[str, int] = found.result["kinds"]["exit"]
    assert 0 < exits["covered"] < exits["of"]
    assert found.result["uncovered"]
    names = [each["name"] for each in found.result["missing"]]
    assert add_missing(uow, draft, names, actor=designer, now=NOON, today=TODAY) == len(names) > 0
    assert all(each.is_right for each in run_scenarios(uow, draft))
    after = coverage(uow, draft, add=True).result
    assert (after["kinds"]["exit"]["percent"], after["missing"]) == (100, [])
    # The Spanish of this flow lacks texts, so that no scenario in it would pass.
    assert [each["kind"] for each in after["uncovered"]] == ["language"]


def test_scenarios_come_and_go_with_their_flow_and_what_was_changed_here_stays(
    uow: UnitOfWork, tmp_path: Path, designer: Actor
):
    folder = tmp_path / "flows" / "warmth"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "flow.json").write_text(json.dumps(heat(id="warmth")))
    for name in ("one", "two", "three"):
        (folder / "scenarios" / f"{name}.json").write_text(json.dumps(cold(title=name)))
    import_flows(uow, tmp_path / "flows", now=NOON)
    shown = open_draft(uow, "warmth", actor=designer, now=NOON)
    assert sorted(each.name for each in run_scenarios(uow, shown)) == ["one", "three", "two"]
    save_scenario(uow, shown, cold(title="mine"), name="one", actor=designer, now=NOON)
    (folder / "scenarios" / "two.json").unlink()
    (folder / "scenarios" / "three.json").write_text(json.dumps(cold(title="anew")))
    import_flows(uow, tmp_path / "flows", now=NOON)
    assert sorted(each.title for each in run_scenarios(uow, shown)) == ["anew", "mine"]
    export_flows(uow, tmp_path / "out")
    written = sorted((tmp_path / "out" / "warmth" / "scenarios").iterdir())
    assert [path.stem for path in written] == ["one", "three"]
    assert json.loads(written[0].read_text()) == cold(title="mine")
