"""The measure of reading ease, held to words and sentences whose values are known."""

from __future__ import annotations

import pytest

from engine.analysis.reading import ease, english_syllables, grade, sentences, spanish_syllables

ENGLISH = {
    1: "home homes help used asked child pay you your they day rule rules file files phone called filled fire hours",
    2: "heating income apply people little able table household needed started houses places notice children social "
    "special because something trying bottle settled changes pages pension station question payment safely",
    3: "benefit benefits monoxide area idea company decision department federal poverty actual period vehicle medical "
    "medicine employer insurance veteran assistance continue",
    4: "emergency interpreter utility security immigration",
    5: "disability electricity",
}
SPANISH = {
    1: "quien muy hay hoy ley que yo",
    2: "día días aquí guía luego hogar país oír ciudad agua cuota leer usted hacia aún causa gratis niños mayor",
    3: "ayuda dinero ingreso ingresos personas pingüino hacía",
    4: "calefacción teléfono energía emergencia averiguar",
    5: "electricidad",
}


@pytest.mark.parametrize(("count", "word"), [(n, word) for n, line in ENGLISH.items() for word in line.split()])
def test_an_english_word_has_its_syllables(count: int, word: str) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(("count", "word"), [(n, word) for n, line in SPANISH.items() for word in line.split()])
def test_a_spanish_word_has_its_syllables(count: int, word: str) -> None:
    assert spanish_syllables(word) == count


def test_officialese_is_far_above_grade_8() -> None:
    text = (
        "Notwithstanding any other provision, households receiving supplemental security income are categorically "
        "eligible for assistance, contingent upon administrative verification of residency and documentation."
    )
    assert grade([text]) > 16


def test_plain_words_are_far_below_grade_8() -> None:
    assert grade(["Call us if you have no heat.", "We can help you today."]) < 3


def test_spanish_officialese_is_hard_and_plain_spanish_is_easy() -> None:
    hard = (
        "La administración determinará la admisibilidad de conformidad con las disposiciones reglamentarias vigentes."
    )
    assert ease([hard]) < 40
    assert ease(["Llame si no tiene calor.", "Le damos ayuda hoy."]) > 90


def test_only_whole_sentences_count() -> None:
    text = "## Bring\n\n- A photo ID\n- Ask us. It is *free*.\n\n| a. | b. |\n\nSee [this page](/articles/x) now.\n"
    assert sentences(text) == ["Ask us.", "It is free.", "See this page now."]
