"""Releases and drafts are held against each other: words at once, behaviour when it is found out, people never."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.webapp.documents import answer, begin, heat, publish
from tests.webapp.rows import NOON
from tests.webapp.services.releasing.conftest import begin_draft, set_value, wait_for_proofs
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor, PermissionRefusedError
from webapp.services.publishing import FlowUnknownError
from webapp.services.releasing import (
    DRAFT,
    ChangeRefusedError,
    SideUnknownError,
    compare_sides,
    find_behaviour,
    find_replayed,
    list_history,
    list_sides,
    replay_past,
)
from webapp.services.releasing.replaying import counted


def test_the_history_has_every_release_newest_first_with_its_time(uow: UnitOfWork, designer: Actor):
    publish(uow, heat(title="Warmer"))
    newest, first = list_history(uow, "heat", actor=designer)
    assert (newest.number, newest.is_live, first.number, first.is_live) == (2, True, 1, False)
    assert (first.origin, first.published_at, first.published_by) == ("disk", NOON, "")
    with pytest.raises(FlowUnknownError):
        list_history(uow, "nothing", actor=designer)


def test_when_each_was_live_comes_from_the_audit(uow: UnitOfWork, designer: Actor):
    first = list_history(uow, "heat", actor=designer)[0].fingerprint
    publish(uow, heat(title="Warmer"))
    second = list_history(uow, "heat", actor=designer)[0].fingerprint
    with uow.write():
        for hours, fingerprint in enumerate((first, second, first)):
            uow.audit.add(
                "release.live", "heat", now=NOON + timedelta(hours=hours), details={"fingerprint": fingerprint}
            )
    newest, oldest = list_history(uow, "heat", actor=designer)
    hour = timedelta(hours=1)
    assert [(each.since, each.until) for each in newest.periods] == [(NOON + hour, NOON + 2 * hour)]
    assert [(each.since, each.until) for each in oldest.periods] == [(NOON + 2 * hour, None), (NOON, NOON + hour)]


def test_nobody_without_sight_of_flows_compares(uow: UnitOfWork, agent: Actor):
    with pytest.raises(PermissionRefusedError):
        compare_sides(uow, "heat", "1", "1", actor=agent)


def test_the_draft_is_compared_in_sentences_at_once(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    assert [side.name for side in list_sides(uow, "heat")] == [DRAFT, "1"]
    compared = compare_sides(uow, "heat", "1", DRAFT, actor=approver)
    said = [change.sentence for change in compared.changes]
    assert any("“Help with heating” and is now “Warm homes”" in each for each in said)
    assert any("was 20 and is now 12" in each for each in said)
    with pytest.raises(SideUnknownError):
        compare_sides(uow, "heat", "7", DRAFT, actor=approver)


def test_a_draft_with_errors_is_not_compared_and_the_page_says_why(uow: UnitOfWork, designer: Actor):
    begin_draft(uow, designer)
    set_value(uow, designer, "/nodes/ask-people/next", "nowhere")
    compared = compare_sides(uow, "heat", "1", DRAFT, actor=designer)
    assert (compared.is_told, compared.changes) == (False, ())
    assert "The draft has errors" in compared.untold


def test_behaviour_is_found_out_by_another_process_and_kept(uow: UnitOfWork, designer: Actor):
    begin_draft(uow, designer)
    compared = compare_sides(uow, "heat", "1", DRAFT, actor=designer)
    asked = find_behaviour(uow, compared.then, compared.now, actor=designer, moment=NOON)
    assert asked.is_running
    wait_for_proofs(uow.database)
    found = find_behaviour(uow, compared.then, compared.now, actor=designer, moment=NOON)
    assert found.result is not None
    assert found.result["is_same_for_everybody"] is False
    assert "is now refused an answer" in found.result["outcomes"][0]["sentence"]
    assert "solving" not in uow.database.cache, "what is known is not asked again"


def test_what_was_left_by_a_process_that_ended_is_begun_again(uow: UnitOfWork):
    long_ago = NOON - timedelta(hours=1)
    with uow.write():
        assert uow.workings.claim("proof", "x", now=long_ago, before=long_ago)
        assert not uow.workings.claim("proof", "x", now=NOON, before=long_ago - timedelta(minutes=1))
        assert uow.workings.claim("proof", "x", now=NOON, before=NOON - timedelta(minutes=4))


def test_past_journeys_are_walked_again_and_only_counted_in_tens(uow: UnitOfWork, designer: Actor):
    for number in range(23):
        journey = begin(uow)
        answer(uow, journey, "ask-people", "15" if number < 12 else "3")
        answer(uow, journey, "ask-shutoff", "no")
    begin_draft(uow, designer)
    compared = compare_sides(uow, "heat", "1", DRAFT, actor=designer)
    assert find_replayed(uow, compared.then, compared.now) is None
    replay_past(uow, compared.then, compared.now, actor=designer, moment=NOON)
    wait_for_proofs(uow.database)
    found = find_replayed(uow, compared.then, compared.now)
    assert found is not None
    assert found.result == {
        "read": 20,
        "same": 10,
        "is_all_same": False,
        "partings": [],
        "unfit": 10,
        "has_unfit": True,
    }
    assert [row.action for row in uow.audit.list_of("heat")][-1] == "journeys.replayed"


def test_too_few_past_journeys_are_not_walked(uow: UnitOfWork, designer: Actor):
    begin(uow)
    begin_draft(uow, designer)
    compared = compare_sides(uow, "heat", "1", DRAFT, actor=designer)
    with pytest.raises(ChangeRefusedError, match="Fewer than 10 journeys"):
        replay_past(uow, compared.then, compared.now, actor=designer, moment=NOON)


def test_no_count_can_be_told_from_the_others():
    replayed = {
        "total": 47,
        "same": 40,
        "partings": [{"sentence": "elsewhere", "at": "a", "lines": [1, 2, 3]}],
        "unfit": {"people": [4, 5]},
        "unread": {"9": "gone", "10": "gone"},
    }
    said = counted(replayed)
    assert (said["read"], said["same"], said["partings"][0]["count"], said["unfit"]) == (40, 40, 0, 0)
