"""What does not fit text messages and telephones, by what these would really send and say."""

from __future__ import annotations

from engine.analysis import inspect
from engine.channels import sms
from engine.definition import expand, parse_flow
from engine.definition.children import Child
from engine.definition.digests import text_digest
from engine.model.issue import Severity
from engine.scenarios.checking import check_folder
from tests.builders import a_document


def a_flow_for(*channels, fact=None, title="Ask", body="", optional=False, count=0):
    """One question, then a message and an end."""
    options = [{"id": f"o{number}", "label": f"Thing {number}"} for number in range(count)]
    document = a_document(promises=[], tables={})
    document["channels"] = list(channels)
    document["facts"] = {"asked": fact or {"type": "choice" if options else "boolean"}}
    if options:
        document["facts"]["asked"].update(type=(fact or {}).get("type", "choice"), options=options)
    document["start"] = "ask"
    document["nodes"] = {
        "ask": {"type": "question", "fact": "asked", "prompt": "What?", "optional": optional, "next": "tell"},
        "tell": {"type": "message", "title": title, "body": body or "Go on.", "next": "bye"},
        "bye": {"type": "end", "title": "Bye"},
    }
    return document


def found(document, children=()):
    whole = expand(document, {}, {each["id"]: Child(document=each) for each in children}).document
    issues = [issue for issue in inspect(parse_flow(whole)) if issue.rule.startswith(("sms", "voice"))]
    return [(issue.rule, issue.severity, issue.pointer) for issue in issues]


def test_a_flow_for_the_web_alone_is_not_measured():
    document = a_flow_for("web", fact={"type": "file"}, body="word " * 900)
    assert found(document) == []
    del document["channels"]
    assert found(document) == []


def test_a_text_may_take_as_many_messages_as_come_in_well_and_not_one_more():
    page = "Ask\n{body}\nReply 1 to go on\nReply 0 to go back"
    room = 153 * sms.MOST_SEGMENTS - len(page.format(body=""))
    assert found(a_flow_for("sms", body="x" * room)) == []
    assert found(a_flow_for("sms", body="x" * (room + 1))) == [("sms-too-long", Severity.WARNING, "/nodes/tell")]


def test_one_letter_outside_the_alphabet_halves_the_room():
    assert found(a_flow_for("sms", body="a" * 500)) == []
    assert found(a_flow_for("sms", body="á" + "a" * 499)) == [("sms-too-long", Severity.WARNING, "/nodes/tell")]


def test_what_keys_or_messages_cannot_carry_is_a_warning_and_only_a_note_where_it_can_be_skipped():
    for type, rules in (("file", ["sms-file", "voice-file"]), ("text", ["voice-free-text"])):
        needed = found(a_flow_for("sms", "voice", fact={"type": type}))
        assert needed == [(rule, Severity.WARNING, "/nodes/ask") for rule in rules]
        skipped = found(a_flow_for("sms", "voice", fact={"type": type}, optional=True))
        assert skipped == [(rule, Severity.NOTE, "/nodes/ask") for rule in rules]


def test_a_menu_has_nine_keys():
    assert found(a_flow_for("voice", count=9)) == []
    assert found(a_flow_for("voice", count=10)) == [("voice-menu-too-long", Severity.WARNING, "/nodes/ask")]
    assert found(a_flow_for("sms", count=10)) == []
    several = {"type": "choices"}
    assert found(a_flow_for("voice", count=9, fact=several)) == []
    assert found(a_flow_for("voice", count=10, fact=several)) == [
        ("voice-menu-too-long", Severity.WARNING, "/nodes/ask")
    ]


def test_a_question_of_a_flow_that_is_run_is_told_where_it_is_run():
    child = a_flow_for("web", fact={"type": "text"})
    child |= {"id": "inner", "shared": True}
    child["nodes"] = {**child["nodes"], "ask": {**child["nodes"]["ask"], "next": "bye"}}
    del child["nodes"]["tell"]
    document = a_flow_for("voice")
    document["nodes"]["ask"]["next"] = "inside"
    document["nodes"]["inside"] = {"type": "subflow", "flow": "inner", "next": "tell"}
    assert found(document, [child]) == [("voice-free-text", Severity.WARNING, "/nodes/inside")]


def test_a_translation_that_grows_too_long_is_told_with_its_file():
    document = a_flow_for("sms", body="a" * 400)
    body = {"text": "á" * 500, "from": text_digest("a" * 400)}
    translation = {"language": "es", "texts": {"/nodes/tell/body": body}}
    files = {"flow.json": document, "translations/es.json": translation}
    rules = [(issue.rule, issue.pointer) for issue in check_folder(files)["translations/es.json"]]
    assert ("sms-too-long", "/nodes/tell") in rules
    assert "sms-too-long" not in [issue.rule for issue in check_folder(files)["flow.json"]]
    document["channels"] = ["web"]
    assert "sms-too-long" not in [issue.rule for issue in check_folder(files)["translations/es.json"]]
