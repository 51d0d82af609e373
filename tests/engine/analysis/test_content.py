"""Hard words, two questions in one, links that lead nowhere, articles to read again, rules without a word."""

from __future__ import annotations

from datetime import date

import pytest

from engine.analysis import find_article_faults, find_content_faults, inspect
from engine.definition import parse_flow
from engine.model.issue import Severity
from engine.scenarios.articles import ArticleFile, read_articles
from engine.scenarios.checking import check_folder
from engine.scenarios.files import find_beside
from engine.scenarios.opening import read_children, read_document
from tests.builders import TODAY, a_document
from tests.flows.shipped import FLOWS, SHARED, SLUGS

OFFICIAL = (
    "Notwithstanding other provisions, households receiving supplemental security income are categorically eligible. "
    "Eligibility remains contingent upon administrative verification of residency and supplementary documentation. "
    "Determinations are communicated electronically, and representatives participate accordingly."
)
OFICIAL = (
    "La administración determinará la admisibilidad de conformidad con las disposiciones reglamentarias vigentes. "
    "La documentación complementaria será verificada administrativamente con posterioridad a la presentación. "
    "Las determinaciones correspondientes serán comunicadas electrónicamente a los representantes autorizados."
)


def rules(language, pointer, text):
    return [issue.rule for issue in find_content_faults(language, {pointer: text})]


def test_officialese_is_hard_in_the_languages_that_can_be_measured():
    assert rules("en", "/nodes/a/body", OFFICIAL) == ["hard-to-read"]
    assert rules("es", "/nodes/a/body", OFICIAL) == ["hard-to-read"]
    assert rules("es-MX", "/nodes/a/body", OFICIAL) == ["hard-to-read"]
    assert rules("ar", "/nodes/a/body", OFFICIAL) == []
    assert rules("en", "/nodes/a/body", "Call us if you have no heat. " * 8) == []


def test_a_few_hard_words_are_not_measured():
    assert rules("en", "/nodes/a/body", "Supplementary documentation is mandatory.") == []


@pytest.mark.parametrize(("language", "most"), [("en", 25), ("es", 30)])
def test_a_sentence_has_an_end(language, most):
    assert rules(language, "/nodes/a/hint", "no " * most + ".") == []
    assert rules(language, "/nodes/a/hint", "no " * (most + 1) + ".") == ["long-sentence"]


@pytest.mark.parametrize(
    ("language", "prompt"),
    [
        ("en", "Do you rent? Do you pay for heat?"),
        ("en", "Do you rent and/or own?"),
        ("es", "¿Alquila y/o es dueño?"),
        ("ar", "هل تدفع؟ ومتى؟"),
    ],
)
def test_two_questions_in_one_are_told(language, prompt):
    assert rules(language, "/nodes/a/prompt", prompt) == ["compound-question"]
    assert rules(language, "/nodes/a/body", prompt) == []


def test_prompts_and_labels_may_be_so_long_and_not_longer():
    assert rules("ar", "/nodes/a/prompt", "كلمة " * 20) == []
    assert rules("ar", "/nodes/a/prompt", "كلمة " * 21) == ["long-prompt"]
    assert rules("ar", "/facts/a/options/b/label", "كلمة " * 15) == []
    assert rules("ar", "/facts/a/options/b/label", "كلمة " * 16) == ["long-label"]
    assert rules("en", "/facts/a/label", {"by": "n", "one": "one", "other": "many " * 16}) == ["long-label"]


@pytest.mark.parametrize(
    ("address", "is_dead"),
    [
        ("https://www.example.org/a_(b)?c=d#e", False),
        ("http://example.org:8080", False),
        ("/articles/apply-for-snap#rights", False),
        ("tel:+1-212-555-0142", False),
        ("mailto:help@example.org", False),
        ("www.example.org", True),
        ("https://example", True),
        ("https//example.org", True),
        ("mailto:help", True),
        ("#below", True),
        ("/nodes/agent", True),
        ("ask-people", True),
        ("javascript:alert", True),
        ("/articles/Apply", True),
        ("", True),
    ],
)
def test_a_link_has_an_address(address, is_dead):
    assert rules("en", "/nodes/a/body", f"See [this]({address}) now.") == ["dead-link"] * is_dead


def test_what_only_looks_like_a_link_is_none():
    assert rules("en", "/nodes/a/body", r"Choose [one] (or two). \[Not\](this)") == []


def test_an_article_that_is_not_there_or_was_to_be_read_again_is_told_where_it_is_named():
    document = a_document()
    document["nodes"]["urgent"]["title"] = "Read [this](/articles/other)"
    flow, soon = parse_flow(document), date(2027, 1, 1)
    named = {node.article for node in flow.nodes.values() if node.type == "article"}
    assert find_article_faults(flow, dict.fromkeys((*named, "other"), soon), TODAY) == []
    missing = find_article_faults(flow, dict.fromkeys(named, soon), TODAY)
    assert [(issue.rule, issue.pointer) for issue in missing] == [("unknown-article", "/nodes/urgent/title")]
    old = find_article_faults(flow, {**dict.fromkeys(named, soon), "other": date(2026, 1, 1)}, TODAY)
    assert [(issue.rule, issue.pointer) for issue in old] == [("overdue-article", "/nodes/urgent/title")]
    undated = find_article_faults(flow, {**dict.fromkeys(named, soon), "other": date(2026, 1, 1)}, None)
    assert undated == []


def test_the_check_of_a_folder_knows_its_articles_and_measures_its_translations():
    document = a_document()
    slugs = [node["article"] for node in document["nodes"].values() if node["type"] == "article"]
    articles = [ArticleFile(slug=slug, language=document["language"]) for slug in slugs]
    spanish = {"language": "es", "texts": {"/summary": {"text": OFICIAL, "from": "0" * 12}}}
    files = {"flow.json": document, "translations/es.json": spanish}
    found = check_folder(files, articles=articles[1:])
    assert [issue.rule for issue in found["flow.json"] if "article" in issue.rule] == ["unknown-article"]
    assert "hard-to-read" in [issue.rule for issue in found["translations/es.json"]]
    assert "unknown-article" not in [issue.rule for issue in check_folder(files)["flow.json"]]


def test_a_rule_that_can_lead_to_a_handoff_says_why():
    document = a_document()
    assert "silent-rule" not in [issue.rule for issue in inspect(parse_flow(document))]
    (rule,) = document["nodes"]["ask-shutoff"]["rules"]
    del rule["because"]
    (issue,) = [each for each in inspect(parse_flow(document)) if each.rule == "silent-rule"]
    place = f"/nodes/ask-shutoff/rules/{rule['id']}"
    assert (issue.rule, issue.severity, issue.pointer) == ("silent-rule", Severity.NOTE, place)
    closing = {"type": "end", "title": "Bye"}
    document["nodes"] = {k: closing if node["type"] == "handoff" else node for k, node in document["nodes"].items()}
    assert "silent-rule" not in [issue.rule for issue in inspect(parse_flow(document))]


@pytest.mark.parametrize("slug", [*SLUGS, *SHARED])
def test_what_ships_has_nothing_to_mend_and_nothing_to_note(slug):
    flow = FLOWS / slug / "flow.json"
    files = {"flow.json": flow, **find_beside(flow)}
    documents = {name: read_document(path) for name, path in files.items() if not name.startswith("scenarios/")}
    children = read_children(flow, documents["flow.json"])
    found = check_folder(documents, date(2026, 11, 22), children, articles=read_articles(flow, "en"))
    assert {name: issues for name, issues in found.items() if issues} == {}
