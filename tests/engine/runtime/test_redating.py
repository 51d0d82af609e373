"""What another day would change: found out without changing anything, then chosen as an input like any other."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.channels import show_date_changes
from engine.definition import build_release
from engine.model import Differs, Redate, Redated, TypedAnswer, Words
from engine.runtime import compare_dates, date_to_choose, journey_from_json, journey_to_json, resume, start, view
from tests.builders import ids

NEW_YORK_NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
AGE = {"age": [{"var": "born"}, {"var": "today"}]}
DATED = {
    "format": 1,
    "id": "dated",
    "language": "en",
    "time_zone": "America/New_York",
    "title": "Dated",
    "facts": {
        "lost": {"type": "date", "label": "Day of the loss", "earliest": {"today": "-3d"}, "latest": {"today": "+0d"}},
        "born": {"type": "date", "label": "Birthday"},
        "age": {"type": "integer", "label": "Your age"},
        "color": {"type": "text", "label": "Color"},
    },
    "start": "ask-lost",
    "nodes": {
        "ask-lost": {"type": "question", "fact": "lost", "prompt": "When did it happen?", "next": "ask-born"},
        "ask-born": {"type": "question", "fact": "born", "prompt": "When were you born?", "next": "work-out"},
        "work-out": {"type": "calculate", "set": [{"fact": "age", "value": AGE}], "next": "which"},
        "which": {
            "type": "decision",
            "rules": [{"id": "of-age", "when": {">=": [AGE, 18]}, "next": "grown"}],
            "otherwise": "ask-color",
        },
        "ask-color": {"type": "question", "fact": "color", "prompt": "Which color?", "next": "young"},
        "grown": {"type": "end", "title": "Of age", "body": "You are {age}."},
        "young": {"type": "end", "title": "Under age", "body": "You are {age}."},
    },
}
TURNS_18 = date(2008, 11, 24)


@pytest.fixture(scope="module")
def release():
    return build_release(DATED)


def walked(release, *, born=TURNS_18, lost=date(2026, 11, 22), color="red"):
    journey = start(release, now=NEW_YORK_NOON, new_id=ids()).journey
    for place, value in (("ask-lost", lost), ("ask-born", born), ("ask-color", color)):
        if view(release, journey).place == place:
            journey = resume(release, journey, TypedAnswer(place=place, value=value), now=NEW_YORK_NOON).journey
    return journey


def differences(release, journey, days):
    found = compare_dates(release, journey, journey.today + timedelta(days=days))
    return [(each.differs, each.fact or each.node) for each in found]


def test_a_day_that_changes_nothing_has_no_difference(release):
    assert differences(release, walked(release), 1) == []
    assert differences(release, start(release, now=NEW_YORK_NOON, new_id=ids()).journey, 400) == []


def test_a_birthday_changes_what_is_worked_out_what_is_asked_and_the_result(release):
    assert differences(release, walked(release), 2) == [
        (Differs.VALUE, "age"),
        (Differs.DROPPED, "color"),
        (Differs.OUTCOME, "grown"),
    ]


def test_an_answer_that_falls_out_of_its_bounds_is_the_whole_difference(release):
    assert differences(release, walked(release), 4) == [(Differs.ANSWER, "lost")]


def test_another_question_may_come_first(release):
    journey = walked(release, born=date(2008, 11, 22), lost=date(2026, 11, 20))
    assert view(release, journey).place == "grown"
    backwards = compare_dates(release, journey, date(2026, 11, 21))
    assert (Differs.ASKED, "ask-color") in [(each.differs, each.node) for each in backwards]


def test_the_differences_are_said_in_the_readers_words(release):
    journey = walked(release)
    said = show_date_changes(release, journey, compare_dates(release, journey, date(2026, 11, 24)), Words("en"))
    assert said == (
        "Your age: 18 instead of 17",
        "We would no longer ask you: Which color?",
        "You would come to another result.",
    )
    too_late = show_date_changes(release, journey, compare_dates(release, journey, date(2026, 11, 26)), Words("en"))
    assert too_late == ("Your answer to “When did it happen?” would no longer fit: November 22, 2026",)


def test_looking_ahead_leaves_the_journey_as_it_was(release):
    journey = walked(release)
    before = journey_to_json(release, journey)
    compare_dates(release, journey, date(2026, 11, 24))
    assert journey_to_json(release, journey) == before


def test_using_todays_date_moves_the_journey_and_keeping_the_day_is_remembered(release):
    journey, now = walked(release), NEW_YORK_NOON + timedelta(days=2)
    moved = resume(release, journey, Redate(today=date(2026, 11, 24)), now=now)
    assert (moved.prompt.place, moved.events[0]) == ("grown", Redated())
    kept = resume(release, journey, Redate(today=journey.today, kept_on=date(2026, 11, 24)), now=now)
    assert (kept.prompt.place, kept.events) == ("young", (Redated(is_kept=True),))
    for turn in (moved, kept):
        assert turn.journey.seq == journey.seq + 1
        assert journey_from_json(release, journey_to_json(release, turn.journey)) == turn.journey
        assert date_to_choose(release, turn.journey, now) is None
        assert date_to_choose(release, turn.journey, now + timedelta(days=1)) == date(2026, 11, 25)


def test_going_back_to_the_day_before_gives_the_same_journey_again(release):
    journey = walked(release)
    moved = resume(release, journey, Redate(today=date(2026, 11, 24)), now=NEW_YORK_NOON).journey
    assert not moved.answers["color"].on_path
    again = resume(release, moved, Redate(today=journey.today), now=NEW_YORK_NOON)
    assert again.prompt.place == "ask-color"
    assert again.prompt.given.value == "red"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23T04:59:59+00:00", None),  # a second before midnight in New York, long past it in London
        ("2026-11-23T05:00:00+00:00", date(2026, 11, 23)),
        ("2026-11-21T17:00:00+00:00", None),  # a clock that went backwards
    ],
)
def test_a_day_begins_at_midnight_where_the_service_is(release, now, expected):
    journey = walked(release)
    assert date_to_choose(release, journey, datetime.fromisoformat(now)) == expected


@pytest.mark.parametrize(
    ("began", "later", "expected"),
    [
        # Clocks go back on 2026-11-01 at 2:00: that day has 25 hours.
        ("2026-11-01T04:00:00+00:00", "2026-11-02T04:59:59+00:00", None),
        ("2026-11-01T04:00:00+00:00", "2026-11-02T05:00:00+00:00", date(2026, 11, 2)),
        # And forward on 2027-03-14: 23 hours.
        ("2027-03-14T05:00:00+00:00", "2027-03-15T03:59:59+00:00", None),
        ("2027-03-14T05:00:00+00:00", "2027-03-15T04:00:00+00:00", date(2027, 3, 15)),
    ],
)
def test_a_day_of_23_or_25_hours_is_one_day(release, began, later, expected):
    journey = start(release, now=datetime.fromisoformat(began), new_id=ids()).journey
    assert date_to_choose(release, journey, datetime.fromisoformat(later)) == expected
