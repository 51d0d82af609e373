"""People who are inside while their service is released anew stay, come along, or are told: as was chosen."""

from __future__ import annotations

import pytest

from tests.webapp.documents import answer, begin, heat, publish, see
from tests.webapp.rows import NOON
from webapp.persistence import MoveRecord, UnitOfWork
from webapp.services.journeys import ServiceChangedError, Traffic, start_again
from webapp.services.releasing import ChangeRefusedError, list_sides
from webapp.services.releasing.inside import check_choices, moves_for, people_inside


def another(uow: UnitOfWork, **chosen: str) -> int:
    """A release with another limit and another question, live; and what was chosen for people inside."""
    document = heat()
    document["facts"]["people"]["maximum"] = 12
    document["facts"]["own"] = {"type": "boolean", "label": "Owns the home"}
    document["nodes"]["ask-people"]["next"] = "ask-own"
    document["nodes"]["ask-own"] = {"type": "question", "fact": "own", "prompt": "Yours?", "next": "ask-shutoff"}
    del document["nodes"]["ask-story"]
    document["nodes"]["ask-shutoff"]["rules"][0]["next"] = "person"
    release = publish(uow, document)
    choices = {name.replace("_", "-") if name != "rest" else "": becomes for name, becomes in chosen.items()}
    with uow.write():
        change = uow.changes.add(
            {
                "slug": "heat",
                "kind": "normal",
                "state": "released",
                "fingerprint": "x",
                "needs": 0,
                "evidence": {},
                "inside": choices,
                "requested_by": "somebody",
                "requested_at": NOON,
            }
        )
        older = [each.id for each in uow.flows.list_releases("heat")]
        uow.inside.replace_moves(older, moves_for(uow, "heat", release, choices), change_id=change)
    return release


def test_people_are_counted_where_they_stand_without_samples(uow: UnitOfWork):
    for number in range(3):
        journey = begin(uow, traffic=Traffic.STAFF if number == 2 else Traffic.PUBLIC)
        answer(uow, journey, "ask-people", "3")
    begin(uow)
    another(uow)
    now = next(side for side in list_sides(uow, "heat") if side.is_live)
    standing = {each.node: (each.text, each.people, each.is_kept) for each in people_inside(uow, "heat", now, {})}
    assert standing == {
        "ask-shutoff": ("Is your heat off?", 2, True),
        "ask-people": ("How many people live here?", 1, True),
    }


def test_whoever_walks_by_the_same_logic_is_not_asked_about(uow: UnitOfWork):
    begin(uow)
    publish(uow, heat(title="Warmer"))
    now = next(side for side in list_sides(uow, "heat") if side.is_live)
    assert people_inside(uow, "heat", now, {}) == ()


def test_they_stay_where_nothing_was_chosen(uow: UnitOfWork):
    journey = begin(uow)
    answer(uow, journey, "ask-people", "3")
    another(uow)
    view = see(uow, journey)
    assert (view.page.place, view.outdated, view.was_moved) == ("ask-shutoff", True, False)


def test_they_come_along_with_the_answers_that_still_fit(uow: UnitOfWork):
    fits, too_many = begin(uow), begin(uow)
    answer(uow, fits, "ask-people", "3")
    answer(uow, too_many, "ask-people", "15")
    release = another(uow, ask_shutoff="move")
    view = see(uow, fits)
    assert (view.page.place, view.outdated, view.was_moved) == ("ask-own", False, True)
    assert see(uow, too_many).page.place == "ask-people"
    after = answer(uow, fits, "ask-own", "yes")
    assert (after.page.place, see(uow, fits).was_moved) == ("ask-shutoff", False)
    record = uow.journeys.find(fits.public_id)
    assert record is not None
    assert record.release_id == release


def test_they_do_not_come_where_their_step_is_gone(uow: UnitOfWork):
    journey = begin(uow)
    answer(uow, journey, "ask-people", "3")
    answer(uow, journey, "ask-shutoff", "yes")
    another(uow, rest="move")
    view = see(uow, journey)
    assert (view.page.place, view.outdated) == ("ask-story", True)


def test_they_are_told_and_start_again_and_others_stay(uow: UnitOfWork):
    told, others = begin(uow), begin(uow)
    answer(uow, told, "ask-people", "3")
    another(uow, ask_shutoff="restart")
    with pytest.raises(ServiceChangedError):
        see(uow, told)
    assert see(uow, others).outdated
    fresh = start_again(uow, told.public_id, told.secret, now=NOON)
    assert see(uow, fresh).page.place == "ask-people"


def test_a_later_release_forgets_what_an_earlier_one_chose(uow: UnitOfWork):
    journey = begin(uow)
    another(uow, rest="restart")
    record = uow.journeys.find(journey.public_id)
    assert record is not None
    found = uow.inside.find_move(record.release_id, "ask-people")
    assert isinstance(found, MoveRecord)
    with uow.write():
        uow.inside.replace_moves([record.release_id], [], change_id=1)
    assert see(uow, journey).outdated


def test_choices_are_ours_and_only_those_that_differ_are_kept():
    assert check_choices({"": "stay", "a": "stay", "b": "move"}) == {"b": "move"}
    assert check_choices({"": "move", "a": "stay", "b": "move"}) == {"": "move", "a": "stay"}
    with pytest.raises(ChangeRefusedError):
        check_choices({"a": "delete"})
