"""What is saved reads back equal, what fills a form again means the same, and nothing typed makes a type raise."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.prompts import Refusal
from engine.model.values import Address, FileRef
from engine.model.words import Words
from engine.questions import FieldSpec, fact_types, read_answer, refusal_sentence
from engine.questions.reading import clean
from tests.engine.questions.builders import a_context, a_fact

LOCALES = ("en", "es", "es-ES", "ar", "fr", "de", "bn", "de-CH")

FACTS = {
    "boolean": a_fact({"type": "boolean"}),
    "choice": a_fact({"type": "choice", "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]}),
    "choices": a_fact(
        {"type": "choices", "options": [{"id": each, "label": each.upper()} for each in "abcd"], "exclusive": "d"}
    ),
    "integer": a_fact({"type": "integer", "unit": "hours"}),
    "decimal": a_fact({"type": "decimal"}),
    "money": a_fact({"type": "money", "currency": "USD"}),
    "date": a_fact({"type": "date"}),
    "month": a_fact({"type": "month"}),
    "year": a_fact({"type": "year"}),
    "text": a_fact({"type": "text", "lines": 4, "max_length": 1000}),
    "email": a_fact({"type": "email"}),
    "phone": a_fact({"type": "phone", "region": "US"}),
    "postcode": a_fact({"type": "postcode", "country": "US"}),
    "address": a_fact({"type": "address", "coordinates": True, "require": []}),
    "place": a_fact({"type": "place", "places": [{"id": "ash", "label": "Ash"}, {"id": "oak", "label": "Oak"}]}),
    "file": a_fact({"type": "file"}),
    "list": a_fact({"type": "list", "maximum": 5, "facts": {"n": {"type": "integer"}, "d": {"type": "decimal"}}}),
}
NINES = 10**15 - 1
LINE = st.text(max_size=60).map(clean)
DAYS = st.dates(min_value=date(1000, 1, 1))
DECIMALS = st.builds(
    lambda digits, places: whole(Fraction(digits, 10**places)), st.integers(-NINES, NINES), st.integers(0, 14)
)
SPOTS = st.integers(-90 * 10**6, 90 * 10**6).map(lambda micro: Fraction(micro, 10**6))


def whole(number):
    return number.numerator if number.denominator == 1 else number


VALUES = {
    "boolean": st.booleans(),
    "choice": st.sampled_from("ab"),
    "choices": st.sets(st.sampled_from("abc"), min_size=1).map(lambda chosen: tuple(sorted(chosen))) | st.just(("d",)),
    "integer": st.integers(-NINES, NINES),
    "decimal": DECIMALS,
    "money": st.integers(-NINES, NINES),
    "date": DAYS,
    "month": DAYS.map(lambda day: day.replace(day=1)),
    "year": st.integers(1000, 9999),
    "text": st.text(min_size=1).map(lambda text: clean(text, lines=True)).filter(bool),
    "email": st.from_regex(r"[a-z0-9+]{1,20}@[a-z0-9]{1,20}\.[a-z]{2,6}", fullmatch=True),
    "phone": st.from_regex(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True),
    "postcode": st.from_regex(r"[0-9]{5}(-[0-9]{4})?", fullmatch=True),
    "address": st.builds(Address, line=LINE.filter(bool), city=LINE, postcode=st.just("12207"))
    | st.builds(Address, line=LINE, latitude=SPOTS, longitude=SPOTS),
    "place": st.sampled_from(["ash", "oak"]),
    "file": st.builds(
        FileRef,
        id=LINE.filter(bool),
        name=LINE.filter(bool),
        media_type=st.just("image/png"),
        size=st.integers(0, NINES),
    ),
    "list": st.lists(
        st.fixed_dictionaries({}, optional={"n": st.none() | st.integers(-NINES, NINES), "d": DECIMALS}), max_size=5
    ).map(tuple),
}
ANY_RAW = st.dictionaries(
    st.sampled_from(["", "day", "month", "year", "line", "city", "postcode", "latitude", "longitude", "other"]),
    st.lists(st.text(max_size=40) | st.text("0123456789.,-$ ٣", max_size=12), max_size=3).map(tuple),
    max_size=6,
)


def test_every_type_has_values_to_try():
    assert set(VALUES) == set(FACTS) == set(fact_types)


@pytest.mark.parametrize("name", sorted(VALUES))
@settings(max_examples=40)
@given(data=st.data())
def test_saved_values_read_back_equal(name, data):
    fact, kind = FACTS[name], fact_types[name]
    value = data.draw(VALUES[name])
    saved = json.loads(json.dumps(kind.to_json(fact, value)))
    again = kind.from_json(fact, saved)
    assert again == value
    assert type(again) is type(value)


@pytest.mark.parametrize("name", sorted(VALUES))
@settings(max_examples=40)
@given(data=st.data(), locale=st.sampled_from(LOCALES))
def test_a_form_filled_again_means_the_same(name, data, locale):
    fact, kind = FACTS[name], fact_types[name]
    value = data.draw(VALUES[name])
    raw = kind.to_raw(fact, value, Words(locale))
    assert kind.parse(fact, raw, a_context(locale)) == value


TYPED = ("integer", "money", "date", "month", "year", "text", "email", "phone", "postcode")
"""Types whose answers can be typed as they are shown. A decimal may be asked about: see the next test."""


@pytest.mark.parametrize("locale", ["en", "es", "ar", "fr", "de"])
@pytest.mark.parametrize("name", TYPED)
@settings(max_examples=40)
@given(data=st.data())
def test_what_people_read_they_can_type(name, locale, data):
    fact, kind = FACTS[name], fact_types[name]
    value = data.draw(VALUES[name])
    shown = kind.format(fact, value, Words(locale))
    read = kind.parse(fact, {"": (shown,)}, a_context(locale))
    assert read == value, shown


@pytest.mark.parametrize("locale", ["en", "es", "ar", "fr", "de"])
@given(digits=st.integers(-NINES, NINES), places=st.integers(0, 6))
def test_a_decimal_is_read_or_named_among_the_readings(locale, digits, places):
    fact, kind, value = FACTS["decimal"], fact_types["decimal"], whole(Fraction(digits, 10**places))
    read = kind.parse(fact, {"": (kind.format(fact, value, Words(locale)),)}, a_context(locale))
    if isinstance(read, Refusal):
        assert kind.to_json(fact, value) in read.meant
    else:
        assert read == value


@pytest.mark.parametrize("name", sorted(VALUES))
@settings(max_examples=40)
@given(raw=ANY_RAW, locale=st.sampled_from(LOCALES))
def test_whatever_is_sent_is_a_value_or_a_refusal_with_a_sentence(name, raw, locale):
    fact, words = FACTS[name], Words(locale)
    answer = read_answer(fact, raw, a_context(locale))
    if isinstance(answer, Refusal):
        sentence = refusal_sentence(answer, fact, words)
        assert sentence and "{" not in sentence
    else:
        fact_types[name].format(fact, answer, words).encode()
        assert fact_types[name].from_json(fact, fact_types[name].to_json(fact, answer)) == answer
    assert isinstance(fact_types[name].field(fact, raw, words), FieldSpec)


@pytest.mark.parametrize("name", sorted(VALUES))
@settings(max_examples=40)
@given(
    data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=8,
    )
)
def test_saved_data_of_another_kind_is_a_value_error(name, data):
    try:
        value = fact_types[name].from_json(FACTS[name], data)
    except ValueError:
        return
    assert fact_types[name].from_json(FACTS[name], fact_types[name].to_json(FACTS[name], value)) == value


def test_a_fraction_without_end_is_saved_exactly():
    kind = fact_types["decimal"]
    assert kind.to_json(FACTS["decimal"], Fraction(-1, 3)) == "-1/3"
    assert kind.from_json(FACTS["decimal"], "-1/3") == Fraction(-1, 3)
