"""Numbers and typed words inside sentences that are read from right to left."""

from __future__ import annotations

import pytest

from engine.model.bidi import END_OF_ISOLATE, FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_MARK, hold_numbers
from engine.model.words import Words

ARABIC, ENGLISH = Words("ar"), Words("en")
M = LEFT_TO_RIGHT_MARK


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("اتصل على 555-0110.", f"اتصل على {M}555-0110."),
        ("اتصل على **555-0110**", f"اتصل على **{M}555-0110**"),
        ("اتصل (555-0110) الآن", f"اتصل ({M}555-0110) الآن"),
        ("على (212) 555-0142 اليوم", f"على {M}(212) 555-0142 اليوم"),
        ("على +1 212 555 0142 اليوم", f"على {M}+1 212 555 0142 اليوم"),
        ("تزيد على $35 في الشهر", f"تزيد على {M}$35 في الشهر"),
        ("الدخل -$1,500.50 هنا", f"الدخل {M}-$1,500.50 هنا"),
        ("بـ$35", f"بـ{M}$35"),
        ("من 18-49 سنة", f"من {M}18-49 سنة"),
        ("الحرارة -5 درجات", f"الحرارة {M}-5 درجات"),
        ("| 1 | $1,995 |\n|---|---|", f"| 1 | {M}$1,995 |\n|---|---|"),
    ],
)
def test_a_number_that_would_be_turned_round_gets_a_mark(text, held):
    assert hold_numbers(text) == held


@pytest.mark.parametrize(
    "text",
    [
        "خلال 30 يومًا",
        "30 سبتمبر 2027",
        "1,234,567",
        "انظر [هنا](/articles/food-help-within-7-days)",
        "https://example.org/2026-01-15/a?from=1-2",
        "WP-8F2-123",
        "- نقطة\n- نقطة",
        "---",
        f"اتصل على {M}555-0110",
    ],
)
def test_what_keeps_its_order_by_itself_stays_as_it_is(text):
    assert hold_numbers(text) == text


def test_marking_twice_is_marking_once():
    text = "على (212) 555-0142 أو 24/7 أو $5"
    assert hold_numbers(hold_numbers(text)) == hold_numbers(text)


def test_sentences_hold_the_numbers_put_into_them():
    assert ARABIC.sentence("{maximum} أو أقل", maximum=ARABIC.money(150050)) == f"{M}$1,500.50 أو أقل"
    assert ARABIC.sentence("{n}", n=-5) == f"{M}-5"
    assert ENGLISH.sentence("{maximum} or less", maximum=ENGLISH.money(150050)) == "$1,500.50 or less"


def test_what_somebody_typed_is_a_piece_of_its_own():
    assert ARABIC.in_order("12 Elm St.", is_typed=True) == f"{FIRST_STRONG_ISOLATE}12 Elm St.{END_OF_ISOLATE}"
    assert ENGLISH.in_order("12 Elm St.", is_typed=True) == "12 Elm St."
    assert ENGLISH.in_order("شارع 5", is_typed=True) == f"{FIRST_STRONG_ISOLATE}شارع 5{END_OF_ISOLATE}"
    assert ARABIC.in_order("", is_typed=True) == ""


def test_a_bare_right_to_left_language_writes_amounts_as_on_paper_at_home():
    assert ARABIC.money(150000) == "$1,500"
    assert ARABIC.currency_symbol("USD") == ("$", True)
    assert Words("he").money(-50) == "-$0.50"
    assert Words("ar-EG").currency_symbol("USD") == ("US$", False)


def test_plural_classes_are_those_of_the_language():
    assert ARABIC.plural_classes == ("zero", "one", "two", "few", "many", "other")
    assert ENGLISH.plural_classes == ("one", "other")
    assert Words("ja").plural_classes == ("other",)
