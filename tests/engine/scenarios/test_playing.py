"""Playing a flow in the terminal: as a page, by text messages, by the keys of a telephone."""

from __future__ import annotations

from engine.channels.dialog import ArticleCard
from engine.model.words import Words
from engine.scenarios.articles import cards_of, read_articles
from engine.scenarios.playing import CHANNELS, Stage, play
from tests.builders import NOON, a_document, a_release


def a_stage(release=None, *, read_line, write=lambda text: None):
    return Stage(release=release or a_release(), words=Words("en"), now=NOON, read_line=read_line, write=write)


def test_a_flow_is_played_in_the_terminal_to_its_receipt():
    typed = iter(["twenty", "2", "back", "2", "yes", "Ada", "212 555 0142", "send"])
    written = []
    turn = play(a_stage(read_line=lambda label: next(typed), write=written.append))
    assert turn.journey.sent == "urgent"
    assert any("Enter" in text for text in written[1].splitlines() if text.startswith("!"))


def test_a_terminal_that_is_closed_ends_the_play():
    def closed(label):
        raise EOFError

    for channel in CHANNELS:
        assert play(a_stage(read_line=closed), channel).prompt.place == "ask-people"


def test_a_flow_is_played_by_text_messages_with_what_each_costs():
    typed = iter(["twenty", "2", "BACK", "2", "1", "Ada", "212 555 0142", "1"])
    written = []
    turn = play(a_stage(read_line=lambda label: next(typed), write=written.append), "sms")
    assert turn.journey.sent == "urgent"
    assert written[1].startswith("\nEnter a number")
    assert all(text.endswith("GSM-7]") for text in written)


def test_a_flow_is_played_by_the_keys_of_a_telephone():
    typed = iter(["99#", "1", "2#", "1", "1", "2125550142#", "1", "1"])
    written = []
    turn = play(a_stage(read_line=lambda label: next(typed), write=written.append), "voice")
    assert turn.journey.sent == "urgent"
    assert written[2].startswith("\nEnter 20 or less")


def test_whoever_needs_words_of_their_own_is_brought_to_a_person():
    document = a_document()
    document["facts"]["people"] = {"type": "text", "label": "People"}
    document["tables"], document["nodes"]["ask-people"]["next"] = {}, "urgent"
    document["nodes"] = {name: document["nodes"][name] for name in ("ask-people", "urgent")}
    document["promises"] = []
    written = []
    turn = play(a_stage(a_release(document), read_line=lambda label: "9", write=written.append), "voice")
    assert turn.prompt.place == "ask-people"
    assert written[-1] == "Here the person would be connected with somebody who helps."


def test_articles_are_told_by_their_titles_in_the_readers_language(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "apply.md").write_text("---\ntitle: Apply\nsummary: How.\nreview_by: 2026-01-02\n---\nBody\n")
    (folder / "apply.es.md").write_text("---\ntitle: Solicite\n---\n")
    (folder / "bare.md").write_text("No head\n")
    found = read_articles(tmp_path / "heat" / "flow.json", "en")
    assert [(each.slug, each.language, each.title) for each in found] == [
        ("apply", "es", "Solicite"),
        ("apply", "en", "Apply"),
        ("bare", "en", ""),
    ]
    assert cards_of(found, "es", "en")["apply"].title == "Solicite"
    assert cards_of(found, "ar", "en") == {"apply": ArticleCard(title="Apply", summary="How.")}
    assert read_articles(tmp_path / "a" / "b" / "c" / "flow.json", "en") == ()
