"""Designers change a draft: edits are kept, undone and done again, by several people, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.editing import ConflictError, read_operation
from engine.errors import EditError
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor, PermissionRefusedError, Role
from webapp.services.publishing import (
    FlowUnknownError,
    NoDraftError,
    discard_draft,
    do_again,
    edit,
    find_problems,
    get_draft,
    list_designs,
    open_draft,
    undo,
)


@pytest.fixture
def designer(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "designer@example.org", Role.DESIGNER)


def change(uow: UnitOfWork, designer: Actor, op: str, **args: object):
    return edit(uow, "heat", read_operation({"op": op, **args}), actor=designer, now=NOON)


def test_a_draft_begins_as_the_release_and_nobody_outside_meets_it(uow: UnitOfWork, designer: Actor):
    shown = open_draft(uow, "heat", actor=designer, now=NOON)
    assert (shown.is_changed, shown.edited_by, shown.undoes, shown.redoes) == (False, "Designer", "", "")
    edited = change(uow, designer, "set", pointer="/title", value="Warmth")
    assert (edited.is_changed, edited.said) == (True, "Changed the title of the flow.")
    live = uow.flows.find("heat")
    assert live is not None
    assert live.live_release_id is not None
    assert uow.flows.release(live.live_release_id).document["title"] == "Help with heating"
    assert open_draft(uow, "heat", actor=designer, now=NOON).draft.document["title"] == "Warmth"


def test_the_order_of_what_is_written_is_kept_on_both_databases(uow: UnitOfWork, designer: Actor):
    open_draft(uow, "heat", actor=designer, now=NOON)
    change(uow, designer, "add-node", type="message", text="Zebra", after="ask-people")
    moved = change(uow, designer, "move-node", node="zebra")
    assert next(iter(moved.draft.document["nodes"])) == "zebra"
    assert next(iter(get_draft(uow, "heat", actor=designer).draft.document["nodes"])) == "zebra"


def test_undoing_and_doing_again_go_all_the_way_and_survive_a_reload(uow: UnitOfWork, designer: Actor):
    first = open_draft(uow, "heat", actor=designer, now=NOON)
    change(uow, designer, "set", pointer="/title", value="One")
    change(uow, designer, "set", pointer="/title", value="Two")
    last = change(uow, designer, "rename-part", group="facts", part="people", to="persons")
    titles = [undo(uow, "heat", actor=designer, now=NOON).draft.document["title"] for _ in range(2)]
    assert titles == ["Two", "One"]
    back = undo_until_the_end(uow, designer)
    assert (back.draft, back.is_changed) == (first.draft, False)
    for _ in range(3):
        again = do_again(uow, "heat", actor=designer, now=NOON)
    assert again.draft == last.draft
    with pytest.raises(EditError, match="nothing to do again"):
        do_again(uow, "heat", actor=designer, now=NOON)


def undo_until_the_end(uow: UnitOfWork, designer: Actor):
    while get_draft(uow, "heat", actor=designer).undoes:
        undo(uow, "heat", actor=designer, now=NOON)
    with pytest.raises(EditError, match="nothing to undo"):
        undo(uow, "heat", actor=designer, now=NOON)
    return get_draft(uow, "heat", actor=designer)


def test_an_edit_after_an_undo_replaces_what_was_undone(uow: UnitOfWork, designer: Actor):
    open_draft(uow, "heat", actor=designer, now=NOON)
    change(uow, designer, "set", pointer="/title", value="One")
    undo(uow, "heat", actor=designer, now=NOON)
    shown = change(uow, designer, "set", pointer="/title", value="Other")
    assert (shown.undoes, shown.redoes) == ("Changed the title of the flow.", "")


def test_two_designers_work_in_one_flow_and_both_versions_of_a_text_are_kept(uow: UnitOfWork, designer: Actor):
    colleague = sign_up(uow, "second@example.org", Role.DESIGNER)
    pointer = "/nodes/ask-people/prompt"
    before = open_draft(uow, "heat", actor=designer, now=NOON).draft.document["nodes"]["ask-people"]["prompt"]
    theirs = {"op": "set", "pointer": pointer, "value": "Who is at home?", "was": before}
    later = NOON + timedelta(minutes=1)
    assert edit(uow, "heat", read_operation(theirs), actor=colleague, now=later).edited_by == "Second"
    with pytest.raises(ConflictError) as told:
        change(uow, designer, "set", pointer=pointer, value="How many are you?", was=before)
    assert (told.value.theirs, told.value.ours) == ("Who is at home?", "How many are you?")
    shown = change(uow, designer, "set", pointer="/summary", value="Elsewhere")
    assert shown.draft.document["nodes"]["ask-people"]["prompt"] == "Who is at home?"


def test_a_refused_edit_leaves_the_draft_and_its_history_as_they_were(uow: UnitOfWork, designer: Actor):
    before = open_draft(uow, "heat", actor=designer, now=NOON)
    with pytest.raises(EditError):
        change(uow, designer, "connect", node="ask-people", to="nowhere")
    assert get_draft(uow, "heat", actor=designer) == before


def test_problems_are_told_while_a_flow_is_not_whole(uow: UnitOfWork, designer: Actor):
    shown = open_draft(uow, "heat", actor=designer, now=NOON)
    assert not [issue for issue in find_problems(uow, shown) if issue.severity == "error"]
    shown = change(uow, designer, "add-node", type="decision", text="Who fits?", after="ask-people")
    problems = find_problems(uow, shown)
    assert problems[0].severity == "error"
    assert any("who-fits" in issue.pointer for issue in problems)
    assert find_problems(uow, shown) is problems, "the same draft is not checked twice"


def test_a_stretch_becomes_a_draft_of_its_own_that_the_flow_runs(uow: UnitOfWork, designer: Actor):
    open_draft(uow, "heat", actor=designer, now=NOON)
    shown = change(uow, designer, "extract", nodes=["ask-people"], flow="home", title="Your home")
    assert shown.draft.document["nodes"]["home"]["type"] == "subflow"
    assert get_draft(uow, "home", actor=designer).draft.document["shared"] is True
    assert {card.slug for card in list_designs(uow, actor=designer, now=NOON)} >= {"heat", "home"}


def test_a_draft_can_be_thrown_away(uow: UnitOfWork, designer: Actor):
    open_draft(uow, "heat", actor=designer, now=NOON)
    change(uow, designer, "set", pointer="/title", value="One")
    discard_draft(uow, "heat", actor=designer, now=NOON)
    with pytest.raises(NoDraftError):
        get_draft(uow, "heat", actor=designer)
    assert open_draft(uow, "heat", actor=designer, now=NOON).is_changed is False


def test_the_list_shows_what_is_live_and_who_changes_what(uow: UnitOfWork, designer: Actor):
    open_draft(uow, "heat", actor=designer, now=NOON)
    cards = list_designs(uow, actor=designer, now=NOON)
    heat = next(card for card in cards if card.slug == "heat")
    assert (heat.is_live, heat.edited_by, heat.steps > 3) == (True, "Designer", True)
    assert [card.slug for card in list_designs(uow, actor=designer, now=NOON, sought="WARMTH")] == ["heat"]
    assert list_designs(uow, actor=designer, now=NOON, sought="zeppelin") == ()


def test_only_designers_may(uow: UnitOfWork, agent: Actor):
    with pytest.raises(PermissionRefusedError):
        open_draft(uow, "heat", actor=agent, now=NOON)


def test_a_flow_that_nobody_knows(uow: UnitOfWork, designer: Actor):
    with pytest.raises(FlowUnknownError):
        open_draft(uow, "nothing", actor=designer, now=NOON)
