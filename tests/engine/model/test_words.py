"""Words in several languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from babel import Locale
from babel.numbers import format_currency, format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.words import Words, formats_for

NOVEMBER = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "day", "month", "amount", "number"),
    [
        ("en", "November 22, 2026", "November 2026", "$1,234.50", "1,234,567"),
        ("es", "22 de noviembre de 2026", "noviembre de 2026", "$1,234.50", "1,234,567"),
        ("es-ES", "22 de noviembre de 2026", "noviembre de 2026", "1.234,50\u00a0US$", "1.234.567"),
        ("en-GB", "22 November 2026", "November 2026", "US$1,234.50", "1,234,567"),
        ("de", "22. November 2026", "November 2026", "1.234,50\u00a0$", "1.234.567"),
        ("ar", "22 نوفمبر 2026", "نوفمبر 2026", "$1,234.50", "1,234,567"),
        ("ar-EG", "22 نوفمبر 2026", "نوفمبر 2026", "\u200f1,234.50\u00a0US$", "1,234,567"),
    ],
)
def test_each_language_writes_dates_and_numbers_its_own_way(language, day, month, amount, number):
    words = Words(language)
    assert words.date(NOVEMBER) == day
    assert words.month(NOVEMBER) == month
    assert words.money(123450) == amount
    assert words.number(1234567) == number


def test_whole_amounts_are_shown_without_cents():
    assert Words("en").money(500000) == "$5,000"
    assert Words("en").money(-5) == "-$0.05"
    assert Words("es-ES").money(5, "EUR") == "0,05\u00a0€"


def test_numbers_that_end_are_exact_and_others_are_rounded():
    words = Words("en")
    assert words.number(Fraction(5, 4)) == "1.25"
    assert words.number(Fraction(1, 3)) == "0.333333"
    assert words.number(Fraction(-1, 80)) == "-0.0125"
    assert words.number(Fraction(1, 2**40)) == "0"
    assert words.number(Fraction(12345678912345, 10**8)) == "123,456.78912345"
    assert words.number(Fraction(10**40 + 1, 10)) == "1," + ",".join(["000"] * 13) + ".1"
    assert Words("hi").number(10**40).startswith("10,00,00,")
    assert words.percent(Fraction(1, 4)) == "25%"
    assert words.percent(Fraction(13, 8)) == "162.5%"


def test_lists_are_joined_as_the_language_does():
    assert Words("en").list(["rent", "heat", "food"]) == "rent, heat, and food"
    assert Words("es").list(["renta", "luz"]) == "renta y luz"
    assert Words("en").list([]) == ""


@pytest.mark.parametrize(
    ("language", "value", "plural"),
    [("en", 1, "one"), ("en", 0, "other"), ("ar", 0, "zero"), ("ar", 2, "two"), ("ru", 3, "few"), ("zh", 1, "other")],
)
def test_plural_classes_are_those_of_the_cldr(language, value, plural):
    assert Words(language).plural_class(value) == plural


def test_a_sentence_is_translated_and_then_filled_in():
    spanish = {"Enter a number of at least {minimum}": "Escriba un número de {minimum} o más"}
    words = Words("es", lambda text: spanish.get(text, text))
    assert words.sentence("Enter a number of at least {minimum}", minimum=1500) == "Escriba un número de 1,500 o más"
    assert words.sentence("On {day} for {who}", day=NOVEMBER) == "On 22 de noviembre de 2026 for {who}"


def test_a_param_that_looks_like_a_placeholder_is_left_alone():
    assert Words("en").sentence("{a} {b}", a="{b}", b="x") == "{b} x"


def test_direction_and_region_follow_the_language():
    assert Words("ar").direction == "rtl"
    assert Words("es").direction == "ltr"
    assert Words("es").region == "US"
    assert Words("en-GB").region == "GB"


@pytest.mark.parametrize("language", ["", "xx", "tlh-XX", "not a language", "\x00", "zh_Hant_TW", "pt-BR"])
def test_an_unknown_language_falls_back_and_never_raises(language):
    assert Words(language).number(1234).replace(".", ",") == "1,234"


@pytest.mark.parametrize(
    ("language", "name", "month"),
    [
        ("en", "Nov", 11),
        ("en", "sept.", 9),
        ("es", "Septiembre", 9),
        ("es", "ene", 1),
        ("es", "January", 1),
        ("ar", "نوفمبر", 11),
        ("fr", "FÉVRIER", 2),
        ("fr", "fevrier", 2),
        ("en", "ju", None),
        ("en", "Febuary", 2),
        ("en", "Setember", 9),
        ("en", "Juny", None),
        ("es", "Setiembre", 9),
        ("ar", "كانون الثاني", 1),
        ("ar", "شباط", 2),
        ("en", "Someday", None),
        ("en", "", None),
    ],
)
def test_months_are_found_by_name(language, name, month):
    assert Words(language).find_month(name) == month


def test_formats_are_found_once_per_language():
    assert formats_for("es") is formats_for("es")
    assert Words("es").formats is Words("es").formats


@pytest.mark.parametrize(
    "language", ["en", "es", "es-ES", "ar", "fr", "de", "de-CH", "de-AT", "sv", "fa", "hi", "zh", "he"]
)
@given(value=st.integers(-(10**12), 10**12), currency=st.sampled_from(["USD", "EUR", "GBP"]))
@settings(max_examples=30)
def test_the_short_way_to_write_numbers_is_that_of_babel(language, value, currency):
    words = Words(language)
    locale = words.formats.locale
    # Amounts of a bare language that is read from right to left are written as at home.
    at_home = Locale("en", "US") if words.direction == "rtl" else locale
    whole = value - value % 100
    assert words.number(value) == format_decimal(value, locale=locale)
    for cents, places in ((value, "00" if value % 100 else ""), (whole, "")):
        pattern = at_home.currency_formats["standard"].pattern.replace(".00", f".{places}" if places else "")
        shown = format_currency(
            Decimal(cents) / 100,
            currency,
            format=pattern,
            locale=at_home,
            currency_digits=False,
            decimal_quantization=True,
        )
        assert words.money(cents, currency) == shown


def test_things_chosen_are_separated_without_an_and():
    assert Words("en").several(["Rent", "Heat"]) == "Rent, Heat"
    assert Words("es").several(["Food, milk", "Rent"]) == "Food, milk; Rent"
    assert Words("ar").several(["أ", "ب"]) == "أ، ب"


def test_one_of_several_is_named_in_the_readers_language():
    assert (Words("en").either(["a", "b"]), Words("es").either(["a", "b"])) == ("a or b", "a o b")
