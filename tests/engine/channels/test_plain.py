"""Markdown as lines to read and as sentences to say."""

from __future__ import annotations

import pytest

from engine.channels.plain import readable, spoken
from tests.flows.shipped import ARTICLES, SLUGS, article, document, texts_of


@pytest.mark.parametrize(
    ("markdown", "read", "said"),
    [
        ("**Call 911** now.", "Call 911 now.", "Call 911 now."),
        ("*Now* and _then_, __always__", "Now and then, always", "Now and then, always."),
        ("a * b * c, snake_case_name", "a * b * c, snake_case_name", "a * b * c, snake_case_name."),
        (r"\*not bold\* and \[x\]", "*not bold* and [x]", "*not bold* and [x]."),
        ("See [the rules](https://x.example/a_(b)).", "See the rules (https://x.example/a_(b)).", "See the rules."),
        ("See [SNAP](/articles/apply-for-snap)", "See SNAP", "See SNAP."),
        ("Go to <https://x.example/a>.", "Go to https://x.example/a.", "Go to ."),
        ("# Bring\n\n- ID\n- Bills\n\n---\n> Free", "Bring\n\n- ID\n- Bills\n\nFree", "Bring. ID. Bills. Free."),
        ("1. One.\n2. `Two`", "1. One.\n2. Two", "1. One. 2. Two."),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "A, B\n1, 2", "A, B. 1, 2."),
        ("", "", ""),
    ],
)
def test_the_words_stay_and_the_marks_go(markdown: str, read: str, said: str) -> None:
    assert readable(markdown) == read
    assert spoken(markdown) == said


def test_no_marks_are_left_of_anything_that_ships() -> None:
    texts = [text for slug in SLUGS for node in document(slug)["nodes"].values() for text in texts_of(node)]
    texts += [article(slug, language).body for slug in ARTICLES for language in ("en", "es")]
    for text in texts:
        assert not any(mark in readable(text) for mark in ("**", "](", "##")), text
        assert not any(mark in spoken(text) for mark in ("**", "](", "##", "https://")), text
