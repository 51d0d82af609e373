"""The fields by which answers are given, and the phrases on them."""

from __future__ import annotations

import dataclasses

import pytest

from engine.channels.page import Choice, Field, Part, Widget
from engine.model.words import Words
from engine.questions import ChoiceSpec, FieldSpec, PartSpec, fact_types, phrases
from tests.engine.questions.builders import a_fact, a_raw
from tests.engine.questions.test_round_trips import FACTS

EN, ES, DE = Words("en"), Words("es"), Words("de")


def field(data, typed="", words=EN):
    fact = a_fact(data)
    return fact_types[fact.type].field(fact, a_raw(typed), words)


@pytest.mark.parametrize(("spec", "shown"), [(FieldSpec, Field), (PartSpec, Part), (ChoiceSpec, Choice)])
def test_specs_have_the_attributes_of_the_page(spec, shown):
    mine = {each.name: each.default for each in dataclasses.fields(spec)}
    assert mine == {each.name: each.default for each in dataclasses.fields(shown)}


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_type_has_a_field_that_a_page_can_draw(name):
    spec = fact_types[name].field(FACTS[name], None, EN)
    assert Widget(spec.widget)
    assert (spec.fact, spec.type) == (FACTS[name].id, name)


def test_a_date_has_fields_in_the_readers_order_with_what_was_typed():
    typed = {"day": "31", "month": "feb", "year": "20"}
    assert [(part.name, part.value) for part in field({"type": "date"}, typed).parts] == [
        ("month", "feb"),
        ("day", "31"),
        ("year", "20"),
    ]
    assert [part.name for part in field({"type": "date"}, typed, ES).parts] == ["day", "month", "year"]
    assert [part.inputmode for part in field({"type": "date"}).parts] == ["text", "numeric", "numeric"]


def test_money_shows_its_sign_where_the_reader_expects_it():
    assert (field({"type": "money"}).prefix, field({"type": "money"}).suffix) == ("$", "")
    german = field({"type": "money", "currency": "EUR"}, words=DE)
    assert (german.prefix, german.suffix) == ("", "€")


@pytest.mark.parametrize(
    ("data", "inputmode", "autocomplete", "width"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 20}, "numeric", "", 2),
        ({"type": "integer"}, "text", "", 20),
        ({"type": "decimal", "minimum": 0}, "decimal", "", 10),
        ({"type": "money", "minimum": 0}, "decimal", "", 10),
        ({"type": "year"}, "numeric", "", 4),
        ({"type": "email"}, "email", "email", 0),
        ({"type": "phone"}, "tel", "tel", 20),
        ({"type": "postcode"}, "numeric", "postal-code", 10),
        ({"type": "postcode", "country": "GB"}, "text", "postal-code", 10),
        ({"type": "text", "max_length": 20}, "text", "", 20),
    ],
)
def test_keyboards_and_filling_in_fit_the_type(data, inputmode, autocomplete, width):
    made = field(data)
    assert (made.inputmode, made.autocomplete, made.width) == (inputmode, autocomplete, width)


def test_choices_keep_what_was_checked_and_mark_the_exclusive_one():
    options = [{"id": "a", "label": "A", "hint": "first"}, {"id": "b", "label": "None of these"}]
    made = field({"type": "choices", "options": options, "exclusive": "b"}, ["a", "gone"])
    assert [(each.value, each.hint, each.checked, each.exclusive) for each in made.choices] == [
        ("a", "first", True, False),
        ("b", "", False, True),
    ]


def test_yes_and_no_are_checked_by_what_was_said():
    assert [each.checked for each in field({"type": "boolean"}, "no").choices] == [False, True]
    assert [each.checked for each in field({"type": "boolean"}).choices] == [False, False]


def test_an_address_with_a_spot_has_two_fields_more_that_may_stay_empty():
    parts = field({"type": "address", "coordinates": True}, {"latitude": "42.5"}).parts
    assert [(part.name, part.value, part.optional) for part in parts[3:]] == [
        ("latitude", "42.5", True),
        ("longitude", "", True),
    ]


def test_only_the_parts_an_address_requires_look_required():
    optional = [part.name for part in field({"type": "address", "require": ["line", "city"]}).parts if part.optional]
    assert optional == ["postcode"]
    assert [part.name for part in field({"type": "address"}).parts if part.optional] == ["city", "postcode"]


def test_a_phone_number_and_a_date_come_with_an_example_of_the_readers_own():
    assert field({"type": "phone", "region": "US"}).example == "(201) 555-0123"
    assert field({"type": "phone", "region": "MX"}).example.replace(" ", "").isdecimal()
    assert (field({"type": "date"}).example, field({"type": "date"}, words=ES).example) == ("3 27 2026", "27 3 2026")


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_phrase_is_known_to_translators(name):
    asked = []
    words = Words("es", lambda text: asked.append(text) or text)
    fact_types[name].field(FACTS[name], None, words)
    if name in {"boolean", "date", "month", "address"}:
        assert asked
    assert set(asked) <= set(phrases())
