"""What the cases of single nodes do not show: time, sealed journeys, places that are not there."""

from datetime import UTC, date, datetime

import pytest

from engine.errors import NotWaitingError, SealedError, SnapshotError
from engine.model import (
    Asks,
    Back,
    Change,
    FlowFailed,
    GiveContact,
    LanguageChanged,
    Redate,
    Send,
    SetLanguage,
    TypedAnswer,
)
from engine.runtime import journey_from_json, journey_to_json, resume, start, view
from tests.builders import NOON, a_document, a_release, a_start, ids


def give(release, turn, *values):
    """Answers the questions as they come."""
    for value in values:
        turn = resume(release, turn.journey, TypedAnswer(place=turn.prompt.place, value=value), now=NOON)
    return turn


def a_sent_journey(release):
    turn = give(release, a_start(release), 2, True)
    contact = GiveContact(place="urgent", details={"phone": "212 555 0142", "name": "Ada"})
    turn = resume(release, turn.journey, contact, now=NOON)
    return resume(release, turn.journey, Send(place="urgent.check", consent="I agree"), now=NOON)


def test_today_is_the_day_in_the_flows_time_zone():
    late = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    turn = start(a_release(), now=late, new_id=ids())
    assert turn.journey.today == date(2026, 11, 23)


def test_an_answer_for_a_place_off_the_path_is_refused_as_misuse():
    release = a_release()
    with pytest.raises(NotWaitingError) as caught:
        resume(release, a_start(release).journey, TypedAnswer(place="ask-income", value=1), now=NOON)
    assert caught.value.place == "ask-income"


def test_a_handoff_cannot_be_sent_before_contact_was_given():
    release = a_release()
    turn = give(release, a_start(release), 2, True)
    with pytest.raises(NotWaitingError):
        resume(release, turn.journey, Send(place="urgent.check"), now=NOON)


def test_a_sent_journey_takes_no_more_answers():
    release = a_release()
    journey = a_sent_journey(release).journey
    with pytest.raises(SealedError):
        resume(release, journey, TypedAnswer(place="ask-people", value=1), now=NOON)


def test_a_sent_journey_may_still_be_read_in_another_language():
    release = a_release()
    sent = a_sent_journey(release)
    turn = resume(release, sent.journey, SetLanguage(language="es"), now=NOON)
    assert (turn.journey.language, turn.prompt.place) == ("es", sent.prompt.place)
    assert turn.journey.answers == sent.journey.answers
    assert [type(event) for event in turn.events] == [LanguageChanged]


def test_a_sent_journey_shows_its_receipt_and_nothing_else():
    release = a_release()
    journey = a_sent_journey(release).journey
    assert view(release, journey).place == "urgent.sent"
    with pytest.raises(NotWaitingError):
        view(release, journey, "ask-people")


def test_view_shows_an_earlier_place_with_its_answer_and_changes_nothing():
    release = a_release()
    turn = give(release, a_start(release), 2, False)
    prompt = view(release, turn.journey, "ask-people")
    assert (prompt.given.value, prompt.is_frontier, prompt.back) == (2, False, "")
    assert view(release, turn.journey).back == "ask-shutoff"


def test_the_same_answer_again_changes_nothing_but_the_count():
    release = a_release()
    turn = give(release, a_start(release), 2, False, 250000)
    again = resume(release, turn.journey, TypedAnswer(place="ask-people", value=2), now=NOON)
    assert again.prompt.place == "ask-shutoff"
    assert again.journey.answers == turn.journey.answers
    assert again.journey.seq == turn.journey.seq + 1


def test_back_at_the_start_stays_there():
    release = a_release()
    turn = resume(release, a_start(release).journey, Back(), now=NOON)
    assert turn.prompt.place == "ask-people"


def test_change_says_that_the_person_is_returning():
    release = a_release()
    turn = give(release, a_start(release), 2, False, 250000)
    changed = resume(release, turn.journey, Change(place="ask-people"), now=NOON)
    assert changed.prompt.returning and changed.prompt.asks is Asks.ANSWER


def test_a_journey_saved_by_another_format_is_not_guessed_at():
    release = a_release()
    data = journey_to_json(release, a_start(release).journey)
    with pytest.raises(SnapshotError):
        journey_from_json(release, {**data, "format": 2})
    with pytest.raises(SnapshotError):
        journey_from_json(release, {**data, "answers": {"people": {"value": "many", "at": "2026-11-23"}}})


def a_flow_that_gets_stuck():
    rule = {"id": "poor", "when": {"<": [{"var": "income"}, 1000]}, "next": "end"}
    nodes = {
        "ask": {"type": "question", "fact": "shutoff", "prompt": "Is it off?", "rules": [rule], "otherwise": "end"},
        "end": {"type": "end", "title": "End"},
    }
    return a_release(a_document(start="ask", nodes=nodes))


def test_a_flow_that_is_stuck_after_an_answer_offers_help_and_keeps_the_answer():
    release = a_flow_that_gets_stuck()
    turn = give(release, a_start(release), True)
    assert (turn.prompt.place, turn.prompt.asks, turn.prompt.back) == ("ask.help", Asks.HELP, "ask")
    assert FlowFailed(node="ask", why="unknown") in turn.events
    journey = journey_from_json(release, journey_to_json(release, turn.journey))
    assert journey.answers["shutoff"].on_path
    assert view(release, journey).place == "ask.help"


def test_the_answer_that_led_nowhere_can_be_changed():
    release = a_flow_that_gets_stuck()
    turn = give(release, a_start(release), True)
    back = resume(release, turn.journey, Back(), now=NOON)
    assert (back.prompt.place, back.prompt.given.value) == ("ask", True)


def an_appointment(**domain):
    facts = {"day": {"type": "date", "label": "Day", **domain}}
    nodes = {
        "ask": {"type": "question", "fact": "day", "prompt": "Which day?", "next": "end"},
        "end": {"type": "end", "title": "End"},
    }
    return a_release(a_document(start="ask", facts=facts, nodes=nodes, tables={}))


def test_an_answer_that_the_new_day_no_longer_allows_is_asked_for_again():
    release = an_appointment(earliest={"today": "+0d"})
    turn = give(release, a_start(release), date(2026, 11, 25))
    assert turn.prompt.place == "end"
    kept = resume(release, turn.journey, Redate(today=date(2026, 11, 25)), now=NOON)
    assert kept.prompt.place == "end"
    late = resume(release, turn.journey, Redate(today=date(2026, 11, 26)), now=NOON)
    assert (late.prompt.place, [each.code for each in late.prompt.refusals]) == ("ask", ["too-early"])


def test_members_whose_days_lean_on_an_earlier_answer_are_looked_at_again():
    member = {"born": {"type": "date", "latest": {"fact": "applied"}}}
    facts = {"applied": {"type": "date"}, "home": {"type": "list", "facts": member, "maximum": 5}}
    nodes = {
        "ask": {"type": "question", "fact": "applied", "prompt": "When?", "next": "who"},
        "who": {"type": "question", "fact": "home", "prompt": "Who?", "next": "end"},
        "end": {"type": "end", "title": "End"},
    }
    release = a_release(a_document(start="ask", facts=facts, nodes=nodes, tables={}))
    turn = give(release, a_start(release), date(2026, 11, 20), ({"born": date(2026, 11, 1)},))
    earlier = TypedAnswer(place="ask", value=date(2026, 10, 1), returning=True)
    turn = resume(release, turn.journey, earlier, now=NOON)
    assert (turn.prompt.place, [each.code for each in turn.prompt.refusals]) == ("who", ["not-a-member"])


@pytest.mark.parametrize("broken", [[], {}, {"format": 1}, {"format": 1, "answers": []}, "x", None])
def test_rubbish_is_no_saved_journey(broken):
    with pytest.raises(SnapshotError):
        journey_from_json(a_release(), broken)


@pytest.mark.parametrize("value", ["2", 2.5, None, True, date(2026, 1, 1), ("a",), ({"x": 1},)])
def test_a_value_of_another_type_is_refused_and_not_kept(value):
    release = a_release()
    turn = give(release, a_start(release), value)
    assert [each.code for each in turn.prompt.refusals] == ["wrong-type"]
    assert not turn.journey.answers


def test_a_person_whose_change_was_refused_is_still_returning():
    release = a_release()
    turn = give(release, a_start(release), 2, True)
    refused = resume(release, turn.journey, TypedAnswer(place="ask-people", value=99, returning=True), now=NOON)
    assert refused.was_refused and refused.prompt.returning
    contact = GiveContact(place="urgent", details={"phone": "12"}, returning=True)
    refused = resume(release, turn.journey, contact, now=NOON)
    assert refused.was_refused and refused.prompt.returning
