"""A translation file is written for the translator, and renewed when the flow has changed."""

from __future__ import annotations

from typing import Any

from engine.definition import build_release, check_translation, parse_flow, renew_translation, text_digest
from tests.builders import a_document

PLURAL = {"by": "people", "one": "One person", "other": "{people} people"}


def whole(document: dict[str, Any], language: str = "es") -> dict[str, Any]:
    """A translation in which every text is translated."""
    found = renew_translation(document, language).translation
    for entry in found["texts"].values():
        entry["text"] = _translated(entry["text"], entry["source"])
    return found


def _translated(blank: Any, source: Any) -> Any:
    if isinstance(blank, str):
        return f"es: {source}"
    return {key: form if key == "by" else f"{key}: {{people}}" for key, form in blank.items()}


def test_a_new_file_holds_every_text_empty_with_the_sentence_to_translate():
    document = a_document()
    renewal = renew_translation(document, "es")
    texts = parse_flow(document).texts
    assert renewal.translation["language"] == "es"
    assert list(renewal.translation["texts"]) == list(texts)
    assert renewal.missing == tuple(texts)
    entry = renewal.translation["texts"]["/title"]
    assert entry == {"text": "", "from": text_digest(document["title"]), "source": document["title"]}


def test_an_empty_text_is_shown_in_the_flows_own_language_and_told_as_missing():
    document = a_document()
    empty = renew_translation(document, "es").translation
    assert {issue.rule for issue in check_translation(document, empty)} == {"untranslated"}
    assert build_release(document, {"es": empty}).translations["es"] == {}


def test_a_plural_gets_a_form_for_each_class_of_the_language():
    document = a_document(summary=PLURAL)
    blank = renew_translation(document, "ar").translation["texts"]["/summary"]["text"]
    assert blank == {"by": "people", **dict.fromkeys(("zero", "one", "two", "few", "many", "other"), "")}
    filled = whole(document, "ar")
    filled["texts"]["/summary"]["text"]["few"] = ""
    found = [(issue.rule, issue.what) for issue in check_translation(document, filled)]
    assert found == [("missing-plural", "The translation of “/summary” has no form for: few.")]
    assert "few" not in build_release(document, {"ar": filled}).translations["ar"]["/summary"]


def test_what_is_translated_stays_and_has_nothing_to_mend():
    document = a_document(summary=PLURAL)
    renewal = renew_translation(document, "es", whole(document), bare=True)
    assert (renewal.missing, renewal.stale, renewal.left_over) == ((), (), {})
    assert renewal.translation["texts"]["/title"].keys() == {"text", "from"}
    assert check_translation(document, renewal.translation) == []


def test_a_changed_sentence_keeps_its_translation_until_that_is_changed_too():
    old, changed = whole(a_document()), a_document(title="More help with heat")
    first = renew_translation(changed, "es", old)
    assert first.stale == ("/title",)
    entry = first.translation["texts"]["/title"]
    assert entry["text"] == old["texts"]["/title"]["text"]
    assert entry["source"] == "More help with heat"
    assert entry["was"] == {"text": entry["text"], "source": a_document()["title"]}
    assert {issue.rule for issue in check_translation(changed, first.translation)} == {"stale-translation"}
    assert renew_translation(changed, "es", first.translation).stale == ("/title",)
    entry["text"] = "Más ayuda"
    second = renew_translation(changed, "es", first.translation)
    assert second.stale == ()
    assert second.translation["texts"]["/title"]["text"] == "Más ayuda"
    assert check_translation(changed, second.translation) == []


def test_a_translation_that_still_fits_is_accepted_by_its_place():
    old, changed = whole(a_document()), a_document(title="More help with heat", summary="Something else")
    renewal = renew_translation(changed, "es", old, accept={"/title"})
    assert "/title" not in renewal.stale
    assert renewal.translation["texts"]["/title"]["from"] == text_digest("More help with heat")


def test_the_same_sentence_is_translated_once():
    document = a_document()
    old = whole(document)
    document["nodes"]["ask-people"]["hint"] = document["title"]
    renewal = renew_translation(document, "es", old)
    assert renewal.missing == ()
    assert renewal.translation["texts"]["/nodes/ask-people/hint"]["text"] == old["texts"]["/title"]["text"]


def test_a_text_that_the_flow_lost_is_told_with_its_words():
    old = whole(a_document())
    old["texts"]["/nodes/gone/title"] = {"text": "Adiós", "from": "0" * 12}
    renewal = renew_translation(a_document(), "es", old)
    assert renewal.left_over == {"/nodes/gone/title": "Adiós"}
    assert "/nodes/gone/title" not in renewal.translation["texts"]


def test_a_text_that_moved_takes_its_translation_along():
    document = a_document()
    old = whole(document)
    document["nodes"]["ask-number"] = document["nodes"].pop("ask-people")
    document["start"] = "ask-number"
    renewal = renew_translation(document, "es", old)
    assert renewal.missing == ()
    assert renewal.left_over == {}


def test_a_language_from_right_to_left_has_its_numbers_held_in_order():
    document = a_document()
    arabic = whole(document, "ar")
    arabic["texts"]["/title"]["text"] = "اتصل على 555-0110"
    release = build_release(document, {"ar": arabic})
    assert release.translations["ar"]["/title"] == "اتصل على \u200e555-0110"
    own = build_release(a_document(language="ar", title="اتصل على 555-0110"))
    assert own.translations["ar"]["/title"] == "اتصل على \u200e555-0110"
    assert own.flow.texts["/title"] == "اتصل على 555-0110"
    assert own.languages == ("ar",)
