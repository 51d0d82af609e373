"""Facts in texts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from engine.model.values import Address
from engine.model.words import Words
from engine.questions import placeholders_in, resolve
from tests.engine.questions.builders import a_fact

FACTS = {
    "people": a_fact({"id": "people", "type": "integer"}),
    "income": a_fact({"id": "income", "type": "money"}),
    "share": a_fact({"id": "share", "type": "decimal"}),
    "born": a_fact({"id": "born", "type": "date"}),
    "what": a_fact({"id": "what", "type": "text"}),
    "where": a_fact({"id": "where", "type": "address"}),
    "fuel": a_fact({"id": "fuel", "type": "choice", "options": [{"id": "oil", "label": "Heating oil"}]}),
    "needs": a_fact(
        {"id": "needs", "type": "choices", "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]}
    ),
}
KNOWN = {
    "people": 3,
    "income": 150050,
    "share": Fraction(3, 2),
    "born": date(1984, 3, 9),
    "what": "a *lamp*",
    "where": Address(line="1 <b>Elm</b>"),
    "fuel": "oil",
    "needs": ("a",),
    "today": date(2026, 11, 22),
}
EN, ES, AR = Words("en"), Words("es"), Words("ar")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("No facts at all", "No facts at all"),
        ("{people} people with {income}", "3 people with $1,500.50"),
        ("Born on {born}, heats with {fuel}", "Born on March 9, 1984, heats with Heating oil"),
        ("As of {today}", "As of November 22, 2026"),
        ("{share} of it", "1.5 of it"),
        ("Literal {{people}} and {{ and }}", "Literal {people} and { and }"),
        ("{{{people}}}", "{3}"),
        ("{nobody} is unknown", "… is unknown"),
        ("A lone { brace } or {", "A lone … or {"),
        ("", ""),
    ],
)
def test_facts_are_shown_as_people_read_them(text, shown):
    assert resolve(text, KNOWN, FACTS, EN) == shown


def test_values_follow_the_readers_language():
    assert resolve("{born}", KNOWN, FACTS, ES) == "9 de marzo de 1984"


def test_skipped_and_unanswered_facts_are_an_ellipsis():
    assert resolve("{people}/{income}", {"people": None}, FACTS, EN) == "…/…"


@pytest.mark.parametrize(
    ("words", "people", "shown"),
    [(EN, 1, "1 person"), (EN, 3, "3 people"), (AR, 2, "two of them"), (AR, 3, "3 people"), (EN, None, "… people")],
)
def test_a_text_bends_by_the_plural_class_of_its_number(words, people, shown):
    text = {"by": "people", "one": "{people} person", "two": "two of them", "other": "{people} people"}
    assert resolve(text, {"people": people}, FACTS, words) == shown


def test_a_text_may_bend_by_how_many_were_chosen_and_not_by_words():
    assert resolve({"by": "needs", "one": "one need", "other": "needs"}, KNOWN, FACTS, EN) == "one need"
    assert resolve({"by": "what", "one": "one", "other": "other"}, KNOWN, FACTS, EN) == "other"


def test_names_in_braces_are_found_whether_or_not_they_exist():
    assert placeholders_in("{a} {{b}} {c-d} { E }") == {"a", "c-d", "E"}
    assert placeholders_in({"by": "n", "one": "{a}", "other": "{b} {a}"}) == {"n", "a", "b"}
    assert placeholders_in("nothing") == frozenset()


def test_a_text_may_be_shown_plain_or_with_its_markup_escaped():
    assert resolve("{what}", KNOWN, FACTS, EN) == "a *lamp*"
    assert resolve("**{what}** {income}", KNOWN, FACTS, EN, markdown=True) == r"**a \*lamp\*** $1,500.50"
    assert resolve("{where}", KNOWN, FACTS, EN, markdown=True) == r"1 \<b\>Elm\<\/b\>"


@settings(max_examples=300)
@given(
    typed=st.text(max_size=30)
    | st.text("*_`[]()<>#+-=.!|~&:;/\\\"'\n 1a", max_size=30)
    | st.sampled_from(["[x](javascript:alert(1))", "<img src=x>", "&lt;b&gt;", "```\nx", "1. a", "# a", "www.a.com"])
)
def test_nothing_a_person_types_acts_as_markdown(typed):
    body = resolve("You said {what}.\n\n{what}", {"what": typed}, FACTS, EN, markdown=True)
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").enable("strikethrough").parse(body)
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    said = "".join(child.content for child in tokens[1].children or ())
    held = str.maketrans("", "", "\u2068\u2069")  # typed words are kept in their own direction
    assert said.translate(held) == f"You said {' '.join(typed.split())}.".translate(held) or "\x00" in typed
