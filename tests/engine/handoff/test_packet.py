"""The packet an agent receives."""

import json
from pathlib import Path

import jsonschema

from engine.handoff import SUMMARY_WORDS, AnswerLine, build_summary
from engine.model import GiveContact, HandoffRequested, Send, TypedAnswer
from engine.runtime import resume
from tests.builders import NOON, a_document, a_release, a_start
from tests.engine.runtime.test_loop import a_sent_journey, give

SCHEMA = json.loads(Path("schemas/handoff/1/packet.schema.json").read_text())


def packet_of(turn):
    (event,) = [event for event in turn.events if isinstance(event, HandoffRequested)]
    return event.packet


def a_packet():
    return packet_of(a_sent_journey(a_release()))


def test_the_packet_is_valid_against_its_schema():
    checker = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(a_packet())] == []


def test_the_packet_says_who_why_and_how_they_came_here():
    packet = a_packet()
    assert packet["reason"]["sentence"] == "No heat is an emergency"
    assert [(line["label"], line["text"]) for line in packet["answers"]] == [
        ("People at home", "2"),
        ("Heat shut off", "Yes"),
    ]
    assert [(line["node"], line["exit"], line["because"]) for line in packet["path"]] == [
        ("ask-people", "next", ""),
        ("ask-shutoff", "no-heat", "No heat is an emergency"),
    ]
    assert packet["person"]["phone"] == "+12125550142"
    assert packet["consent"]["text"] == "I agree"


def test_staff_read_the_reason_in_words_and_else_its_short_name():
    document = a_document()
    assert packet_of(a_sent_journey(a_release(document)))["reason"]["title"] == "No heat"
    document["nodes"]["urgent"]["reason_title"] = "No heat, and a life is at risk"
    assert packet_of(a_sent_journey(a_release(document)))["reason"]["title"] == "No heat, and a life is at risk"


def test_the_same_handoff_has_the_same_id_and_key_however_often_it_is_sent():
    assert a_packet()["packet_id"] == a_packet()["packet_id"]
    assert a_packet()["key"] == "journey-1:urgent"


def test_answers_off_the_path_are_not_in_the_packet():
    release = a_release()
    turn = give(release, a_start(release), 2, False, 250000)
    turn = resume(release, turn.journey, TypedAnswer(place="ask-shutoff", value=True), now=NOON)
    contact = GiveContact(place="urgent", details={"phone": "212 555 0142"})
    turn = resume(release, turn.journey, contact, now=NOON)
    turn = resume(release, turn.journey, Send(place="urgent.check"), now=NOON)
    packet = packet_of(turn)
    assert "income" not in {line["fact"] for line in packet["answers"]}
    assert next(line for line in packet["answers"] if line["fact"] == "shutoff")["edited"]


def a_line(label, *, sensitive=False):
    return AnswerLine(
        fact="f",
        node="n",
        label=label,
        question="?",
        type="text",
        value="x",
        text="x",
        sensitive=sensitive,
        edited=False,
        skipped=False,
        answered_at="",
    )


def test_the_summary_leaves_out_what_is_sensitive_and_stays_short():
    summary = build_summary([a_line("Secret", sensitive=True), *(a_line(f"Label {n}") for n in range(60))])
    assert "Secret" not in summary
    assert len(summary.split()) <= SUMMARY_WORDS + 1
