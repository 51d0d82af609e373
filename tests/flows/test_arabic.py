"""Arabic is complete for the three services that have it, and says the same numbers as the English."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from engine.definition import build_release, text_digest
from engine.definition.release import Release
from tests.flows.shipped import ARTICLES, FLOWS, article, document, texts_of, translation

SERVICES = ("food-assistance", "heating-help", "report-a-problem")
CLASSES = {"by", "zero", "one", "two", "few", "many", "other"}
NUMBER = re.compile(r"\d[\d,.-]*\d|\d")
WRITTEN_OUT = {"1", "2"}
"""Arabic says one and two with the noun alone: يوم، يومان."""
ENGLISH_NAMES = re.compile(r"SNAP|SSI|TANF|WIC|LIHEAP|SSDI|EBT")
ARABIC_DIGITS = re.compile("[٠-٩۰-۹]")


@cache
def own(slug: str) -> Release:
    return build_release(document(slug))


def arabic_articles() -> list[str]:
    """The articles to which the three services lead, and those that they have beside them."""
    return sorted(path.name.removesuffix(".ar.md") for path in (FLOWS / "articles").glob("*.ar.md"))


def numbers(value: object) -> Counter[str]:
    found = (each for text in texts_of(value) for each in NUMBER.findall(text))
    return Counter(each for each in found if each not in WRITTEN_OUT)


@pytest.mark.parametrize("slug", SERVICES)
def test_every_text_is_in_arabic_and_not_stale(slug: str) -> None:
    texts, arabic = own(slug).flow.texts, translation(slug, "ar")["texts"]
    assert list(arabic) == list(texts)
    stale = [pointer for pointer, text in texts.items() if arabic[pointer]["from"] != text_digest(text)]
    assert stale == []


@pytest.mark.parametrize("slug", SERVICES)
def test_a_text_has_the_same_numbers_and_programmes_as_in_english(slug: str) -> None:
    for pointer, text in own(slug).flow.texts.items():
        entry = translation(slug, "ar")["texts"][pointer]["text"]
        if isinstance(text, dict):
            assert entry.keys() == CLASSES, pointer
            continue
        assert numbers(entry) == numbers(text), pointer
        assert set(ENGLISH_NAMES.findall(entry)) == set(ENGLISH_NAMES.findall(text)), pointer


@pytest.mark.parametrize("slug", SERVICES)
def test_digits_are_those_on_paper(slug: str) -> None:
    texts = [*texts_of(translation(slug, "ar")["texts"]), *(article(each, "ar").body for each in arabic_articles())]
    assert [text for text in texts if ARABIC_DIGITS.search(text)] == []


@pytest.mark.parametrize("slug", SERVICES)
def test_a_service_leads_only_to_articles_that_are_in_arabic(slug: str) -> None:
    led_to = {node["article"] for node in document(slug)["nodes"].values() if node["type"] == "article"}
    assert led_to <= set(arabic_articles())


@pytest.mark.parametrize("slug", arabic_articles())
def test_an_article_says_what_the_english_says(slug: str) -> None:
    english, arabic = article(slug), article(slug, "ar")
    assert slug in ARTICLES
    assert arabic.head.keys() == english.head.keys()
    assert arabic.head["language"] == "ar"
    assert all(arabic.head[key] == english.head[key] for key in ("review_by", "updated_on"))
    assert arabic.sources == english.sources
    assert numbers(arabic.body) == numbers(english.body)
    for shape in ("\n## ", "\n- ", "\n| "):
        assert arabic.body.count(shape) == english.body.count(shape), shape
    links = re.compile(r"\(/articles/([^)]+)\)")
    assert links.findall(arabic.body) == links.findall(english.body)
    assert set(links.findall(arabic.body)) <= set(arabic_articles())
