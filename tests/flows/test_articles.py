"""The articles: there in both languages, well formed, plain to read, and honest about who may decide."""

from __future__ import annotations

import re
from datetime import date

import pytest

from engine.analysis.reading import ease, grade, sentences, words
from engine.definition import parse_flow
from tests.flows.shipped import ARTICLES, MONEY, SLUGS, article, document, texts_of, translation

HARDEST_GRADE = 8.0
EASIEST_TO_MISS = 60.0
"""Fernández Huerta: 60 and above is "normal" or easier, the reading of grades 7 and 8."""
LONGEST_SENTENCE = 25
ESTIMATES = {
    "food-assistance": "October 2026 to September 2027",
    "heating-help": "October 2026 to September 2027",
    "which-benefits": "of 2026",
}
NOBODY_IN_DANGER = {"get-your-license", "start-a-food-business"}
"""Services that nobody opens in an emergency. A warning on each of them would teach people to skip warnings."""
NOT_BENEFITS = {
    "graffiti-on-private-property",
    "make-packaged-food",
    "missed-trash-pickup",
    "open-a-restaurant-truck-or-stall",
    "real-id-documents",
    "renew-or-replace-your-license",
    "sell-alcohol-with-food",
    "standard-license-documents",
    "start-a-home-food-business",
    "stay-warm-and-safe",
    "when-a-document-is-missing",
}
BENEFITS = sorted(set(ARTICLES) - NOT_BENEFITS)
FACT_NUMBER = re.compile(r"\d[\d,.-]*\d|\d")
PHONE = re.compile(r"\b\d{3}[-. ]\d{4}\b|\(\d{3}\)|\b1-8\d\d")


def both(slug: str) -> list[str]:
    return [article(slug, language).body for language in ("en", "es")]


def flow_texts(slug: str) -> list[str]:
    """Everything a person reads in a flow, in English."""
    return [text for text in texts_of(dict(parse_flow(document(slug)).texts)) if " " in text]


def prompts(slug: str) -> list[str]:
    """Every question of a flow, those of pages too."""
    nodes = document(slug)["nodes"].values()
    asked = [node for node in nodes if node["type"] == "question"]
    asked += [question for node in nodes if node["type"] == "page" for question in node["questions"]]
    return [each["prompt"] for each in asked]


def test_there_are_articles() -> None:
    assert len(ARTICLES) >= 15
    assert set(ARTICLES) >= NOT_BENEFITS


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("slug", ARTICLES)
def test_the_front_matter_is_whole(slug: str, language: str) -> None:
    found = article(slug, language)
    assert found.head.keys() == {"title", "summary", "language", "keywords", "review_by", "updated_on"}
    assert all(found.head.values())
    assert found.head["language"] == language
    assert date.fromisoformat(found.head["review_by"]) > date(2026, 11, 22)
    assert found.sources
    assert all(url.startswith("https://") for _, url, _ in found.sources)


@pytest.mark.parametrize("slug", ARTICLES)
def test_both_languages_have_the_same_sources_headings_numbers_and_links(slug: str) -> None:
    english, spanish = article(slug), article(slug, "es")
    assert spanish.sources == english.sources
    assert spanish.head["review_by"] == english.head["review_by"]
    assert spanish.body.count("\n## ") == english.body.count("\n## ")
    assert sorted(FACT_NUMBER.findall(spanish.body)) == sorted(FACT_NUMBER.findall(english.body))
    assert re.findall(r"\(/articles/[^)]+\)", spanish.body) == re.findall(r"\(/articles/[^)]+\)", english.body)


@pytest.mark.parametrize("slug", ARTICLES)
def test_its_links_lead_to_articles(slug: str) -> None:
    for body in both(slug):
        assert set(re.findall(r"\(/articles/([^)]+)\)", body)) <= set(ARTICLES)


def test_every_article_is_led_to_by_a_flow_or_by_another_article() -> None:
    said = [text for slug in SLUGS for text in texts_of(document(slug))] + [article(slug).body for slug in ARTICLES]
    linked = {slug for text in said for slug in re.findall(r"\(/articles/([^)]+)\)", text)}
    nodes = [node for slug in SLUGS for node in document(slug)["nodes"].values()]
    led_to = {each["article"] for node in nodes for each in (node, *node.get("items", ())) if "article" in each}
    assert set(ARTICLES) - linked - led_to == set()


@pytest.mark.parametrize("slug", ARTICLES)
def test_english_is_at_grade_8_or_below(slug: str) -> None:
    read = sentences(article(slug).body)
    assert grade(read) <= HARDEST_GRADE
    assert max(len(words(each)) for each in read) <= LONGEST_SENTENCE


@pytest.mark.parametrize("slug", ARTICLES)
def test_spanish_is_normal_or_easier(slug: str) -> None:
    read = sentences(article(slug, "es").body)
    assert ease(read) >= EASIEST_TO_MISS
    assert max(len(words(each)) for each in read) <= LONGEST_SENTENCE + 5


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_flow_says_is_at_grade_8_or_below(slug: str) -> None:
    read = [each for text in flow_texts(slug) for each in sentences(text)]
    assert len(read) > 50
    assert grade(read) <= HARDEST_GRADE
    assert max(len(words(each)) for each in read) <= LONGEST_SENTENCE


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_alone_is_short(slug: str) -> None:
    for prompt in prompts(slug):
        assert len(words(prompt)) <= 20, prompt
        assert prompt.endswith("?"), prompt


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_flow_says_in_spanish_is_normal_or_easier(slug: str) -> None:
    texts = [text for text in texts_of(translation(slug, "es")["texts"]) if " " in text]
    assert ease([each for text in texts for each in sentences(text)]) >= EASIEST_TO_MISS


@pytest.mark.parametrize("slug", BENEFITS)
def test_a_benefit_article_tells_of_rights_and_how_to_appeal(slug: str) -> None:
    body = article(slug).body
    assert "## Your rights" in body or slug == "ask-for-a-fair-hearing"
    assert "fair-hearing" in body or slug == "ask-for-a-fair-hearing"


@pytest.mark.parametrize("slug", ARTICLES)
def test_it_says_whom_to_call_and_how_with_other_languages_or_relay(slug: str) -> None:
    english, spanish = both(slug)
    assert "## Questions" in english
    assert "interpreter" in english
    assert "intérprete" in spanish
    assert "711" in english
    assert "711" in spanish


def test_only_fictional_telephone_numbers_and_addresses_are_used() -> None:
    texts = [body for slug in ARTICLES for body in both(slug)]
    texts += [text for slug in SLUGS for text in texts_of(dict(parse_flow(document(slug)).texts))]
    texts += [text for slug in SLUGS for text in texts_of(translation(slug, "es")["texts"])]
    for text in texts:
        assert [number for number in PHONE.findall(text) if not re.fullmatch(r"555-01\d\d", number)] == [], text
        for host in re.findall(r"(?:@|\b)([a-z.]+\.(?:gov|com|org|net|us))\b", text if "://" not in text else ""):
            assert host.endswith("example.gov"), host


@pytest.mark.parametrize("slug", SLUGS)
def test_a_flow_says_what_it_does_not_do_and_whom_to_call_first(slug: str) -> None:
    about = document(slug)["about"]
    assert about["disclaimer"]
    if slug in NOBODY_IN_DANGER:
        assert "emergency" not in about
    else:
        assert "911" in about["emergency"]


@pytest.mark.parametrize("slug", ESTIMATES)
def test_an_estimate_says_that_it_is_no_decision_and_names_its_dates(slug: str) -> None:
    disclaimer = document(slug)["about"]["disclaimer"]
    assert "not a decision" in disclaimer
    assert "fair hearing" in disclaimer
    assert ESTIMATES[slug] in disclaimer


def test_amounts_in_articles_say_until_when_they_count() -> None:
    with_amounts = [slug for slug in ARTICLES if slug.startswith("apply-") and MONEY.search(article(slug).body)]
    assert set(with_amounts) >= {"apply-for-heating-help", "apply-for-snap"}
    for body in (body for slug in with_amounts for body in both(slug)):
        assert "2026" in body
        assert "2027" in body
