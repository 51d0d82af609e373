"""The reader's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from webapp.http.catalogs import load_catalogs
from webapp.http.locale import current_language, direction, language_name, use_language, words

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Go on"
msgstr "Seguir"

msgid "%(num)s request"
msgid_plural "%(num)s requests"
msgstr[0] "%(num)s solicitud"
msgstr[1] "%(num)s solicitudes"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "es" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    return tmp_path


def test_a_catalog_is_read_from_its_source_without_compiling_it_first(folder: Path) -> None:
    catalogs = load_catalogs(folder)
    assert sorted(catalogs) == ["en", "es"]
    assert catalogs["es"].gettext("Go on") == "Seguir"
    assert catalogs["es"].ngettext("%(num)s request", "%(num)s requests", 2) == "%(num)s solicitudes"


def test_a_catalog_read_from_right_to_left_keeps_its_numbers_in_order(tmp_path: Path) -> None:
    path = tmp_path / "ar" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO.replace("Seguir", "من -90 إلى 90"), encoding="utf-8")
    assert load_catalogs(tmp_path)["ar"].gettext("Go on") == "من \u200e-90 إلى 90"


def test_a_sentence_without_translation_stays_as_it_is(folder: Path) -> None:
    assert load_catalogs(folder)["es"].gettext("Stop") == "Stop"


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/", {}, "en"),
        ("/", {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}, "es"),
        ("/", {"Accept-Language": "tlh"}, "en"),
        ("/", {"Accept-Language": "en", "Cookie": "wp_lang=es"}, "es"),
        ("/?lang=en", {"Cookie": "wp_lang=es"}, "en"),
        ("/?lang=../../etc", {}, "en"),
    ],
)
def test_the_language_is_asked_for_remembered_or_the_browsers_best(
    app: Flask, path: str, headers: dict[str, str], expected: str
) -> None:
    with app.test_request_context(path, headers=headers):
        assert current_language() == expected


def test_a_page_may_settle_its_language_itself(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        use_language("es")
        assert current_language() == "es"


def test_words_speak_the_language_they_are_asked_for() -> None:
    assert words("es").language == "es"
    assert words("es").direction == "ltr"
    assert words("es") is words("es")


def test_direction_and_names_come_from_the_cldr() -> None:
    assert (direction("ar"), direction("ur"), direction("en")) == ("rtl", "rtl", "ltr")
    assert (language_name("es"), language_name("en"), language_name("fr")) == ("Español", "English", "Français")
