"""Translations and scenarios are held against the flow beside which they lie."""

from typing import Any

from engine.definition import check_scenario, check_translation, parse_flow, text_digest
from tests.builders import a_document
from tests.schemas.documents import VALID, read

EVERYTHING = read(next(path for path in VALID if path.stem == "everything"))


def a_translation(document: dict[str, Any], **texts: Any) -> dict[str, Any]:
    """Every text of the flow, marked as Spanish; `texts` replace the entries of single places."""
    entries = {
        place: {"text": _marked(text), "from": text_digest(text)} for place, text in parse_flow(document).texts.items()
    }
    return {"language": "es", "texts": {**entries, **texts}}


def _marked(text: Any) -> Any:
    return f"es: {text}" if isinstance(text, str) else text


def found(issues: list[Any]) -> list[tuple[str, str, str]]:
    return [(issue.rule, issue.severity.value, issue.sentence) for issue in issues]


def test_a_whole_translation_of_every_kind_of_text_has_no_issues():
    assert check_translation(EVERYTHING, a_translation(EVERYTHING)) == []


def test_a_text_that_is_missing_is_a_warning():
    translation = a_translation(a_document())
    del translation["texts"]["/title"]
    assert found(check_translation(a_document(), translation)) == [
        ("untranslated", "warning", "The text at “/title” is not translated.")
    ]


def test_a_text_that_changed_since_is_a_warning_that_gives_the_new_digest():
    translation = a_translation(a_document())
    changed = a_document(title="More help with heat")
    assert found(check_translation(changed, translation)) == [
        (
            "stale-translation",
            "warning",
            "The text at “/title” has changed since it was translated."
            f" Look at it again; “from” is now {text_digest('More help with heat')}.",
        )
    ]


def test_a_place_without_a_text_gets_the_nearest_one():
    translation = a_translation(a_document(), **{"/nodes/ask-people/promt": {"text": "x", "from": "0" * 12}})
    assert found(check_translation(a_document(), translation)) == [
        (
            "unknown-text",
            "error",
            "The flow has no text at “/nodes/ask-people/promt”. Did you mean “/nodes/ask-people/prompt”?",
        )
    ]


def test_a_placeholder_that_is_no_fact_is_an_error_and_another_one_a_warning():
    place = "/nodes/fits/rules/limit/because"
    digest = text_digest(parse_flow(a_document()).texts[place])
    for text, rule, severity in (("{poeple}", "unknown-fact", "error"), ("{income}", "other-placeholders", "warning")):
        translation = a_translation(a_document(), **{place: {"text": text, "from": digest}})
        assert [issue[:2] for issue in found(check_translation(a_document(), translation))] == [(rule, severity)]


def test_a_translation_into_the_flows_own_language_is_an_error():
    translation = a_translation(a_document()) | {"language": "en"}
    assert [issue.rule for issue in check_translation(a_document(), translation)] == ["own-language"]


def test_a_translation_of_another_shape_is_told_in_sentences():
    assert found(check_translation(a_document(), {"language": "es", "text": {}})) == [
        (
            "unknown-key",
            "error",
            "The translation has a key “text”, which does not exist there. Did you mean “texts”?",
        )
    ]


def a_scenario(**changes: Any) -> dict[str, Any]:
    return {
        "title": "No heat",
        "today": "2026-11-22",
        "answers": [{"fact": "people", "value": 3}, {"fact": "shutoff", "value": True}],
        "expect": {"outcome": "urgent"},
        **changes,
    }


def test_a_scenario_that_names_what_there_is_has_no_issues():
    assert check_scenario(a_document(), a_scenario(path=["ask-people"], known={"people": 3})) == []


def test_a_scenario_with_misspelt_names_gets_the_nearest_ones():
    scenario = a_scenario(answers=[{"fact": "peopel", "value": 3}], expect={"node": "ask-shutof"})
    assert [issue.sentence for issue in check_scenario(a_document(), scenario)] == [
        "“fact” of answer “peopel” is “peopel”, but the flow has no such fact. Did you mean “people”?",
        "“node” of “expect” is “ask-shutof”, but the flow has no such node. Did you mean “ask-shutoff”?",
    ]


def test_a_scenario_of_another_shape_is_told_in_sentences():
    assert [issue.rule for issue in check_scenario(a_document(), [])] == ["wrong-type"]


def test_a_translation_with_an_open_brace_or_bent_by_no_number_is_an_error():
    source = a_document(title="Heat for {people}")
    entry = {"from": text_digest(source["title"])}
    open_brace = a_translation(source, **{"/title": {**entry, "text": "Calor { para {people}"}})
    assert found(check_translation(source, open_brace))[0][:2] == ("open-brace", "error")
    bent = {"by": "shutoff", "other": "Calor para {people}"}
    by_no_number = a_translation(source, **{"/title": {**entry, "text": bent}})
    assert (
        "wrong-fact",
        "error",
        "The translation of “/title” is chosen by “shutoff”, which is of the type boolean. It has to be a number.",
    ) in found(check_translation(source, by_no_number))


def test_a_scenario_whose_values_do_not_fit_is_told_which():
    answers = [{"fact": "people", "value": "many"}, {"fact": "shutoff", "value": None}, {"fact": "people", "value": 2}]
    scenario = {"title": "x", "today": "2026-11-22", "answers": answers, "expect": {"outcome": "apply"}}
    assert [sentence for _, _, sentence in found(check_scenario(a_document(), scenario))] == [
        "“people” is answered a second time, but only one answer can count. Remove one of them.",
        "“value” of answer “people” is “many”, which is no value of the fact “people” (integer).",
    ]
