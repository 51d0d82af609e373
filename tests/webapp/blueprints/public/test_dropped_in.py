"""A language that nobody here has heard of is added by dropping in files, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from engine.definition import renew_translation
from tests.visitor import Visitor
from tests.webapp.serving import NOON
from webapp.http import locale
from webapp.http.catalogs import TRANSLATIONS, CatalogError, load_catalogs
from webapp.http.wiring import EXTENSION
from webapp.services.knowledge import import_articles
from webapp.services.publishing import import_flows

INVENTED = "qaa"  # reserved for private use: no library knows it
KNOWN = "fa"  # the CLDR knows it, and that it is read from right to left
PO = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Start now"
msgstr "Zo bel"

msgid "Continue"
msgstr "Bel"

#, python-format
msgid "About %(num)d minute."
msgid_plural "About %(num)d minutes."
msgstr[0] "Fa %(num)d mi."
msgstr[1] "Fa %(num)d mimi."

#, python-format
msgid "You sent: %(name)s"
msgstr "Zu fam: %(name)s"
"""


@pytest.fixture
def dropped(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application after two languages were laid into its folders and it was started again."""
    folder = tmp_path / "translations"
    shutil.copytree(TRANSLATIONS, folder)
    for language in (INVENTED, KNOWN):
        (folder / language / "LC_MESSAGES").mkdir(parents=True)
        (folder / language / "LC_MESSAGES" / "messages.po").write_text(PO, encoding="utf-8")
    catalogs = load_catalogs(folder)
    monkeypatch.setattr(locale, "load_catalogs", lambda: catalogs)
    _forget()
    for language in (INVENTED, KNOWN):
        _drop_translation(tmp_path, language)
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        assert [each.became for each in import_flows(uow, tmp_path / "flows", now=NOON)] == ["live"]
        import_articles(uow, tmp_path / "articles", now=NOON)
    yield app
    _forget()


def _forget() -> None:
    for remembered in (locale._catalog, locale._words, locale.language_name, locale.direction):
        remembered.cache_clear()


def _drop_translation(folder: Path, language: str) -> None:
    document = json.loads((folder / "flows/heat/flow.json").read_text())
    file = renew_translation(document, language).translation
    file["texts"]["/title"]["text"] = "Zuv 555-0110"
    file["texts"]["/nodes/ask-people/prompt"]["text"] = "Mi fa zu?"
    (folder / f"flows/heat/translations/{language}.json").write_text(json.dumps(file))
    article = "---\ntitle: Zuv\nsummary: Zo.\nsource: The law | https://example.org/law\n---\n## Zo\n\nFam 555-0110.\n"
    (folder / f"articles/apply-for-heat.{language}.md").write_text(article)


def test_the_language_is_offered_and_spoken_from_the_front_page_to_the_article(dropped: Flask) -> None:
    visitor = Visitor(dropped)
    visitor.visit("/s/heat")
    visitor.submit(INVENTED)
    assert visitor.page.heading == "Zuv 555-0110"
    visitor.submit("Zo bel")
    assert visitor.page.heading == "Mi fa zu?"
    visitor.submit("Bel", answer="3")
    assert visitor.page.heading == "Is your heat off?"  # not translated yet, and still asked
    visitor.submit("Bel", answer="no")
    visitor.submit("Bel", answer="1500")
    assert visitor.page.heading == "Zuv"


def test_a_language_from_right_to_left_is_laid_out_so(dropped: Flask) -> None:
    visitor = Visitor(dropped)
    visitor.visit("/s/heat")
    visitor.submit("فارسی")
    html = visitor.page.tree.first("html")
    assert html is not None
    assert (html.get("lang"), html.get("dir")) == ("fa", "rtl")
    assert visitor.page.heading == "Zuv \u200e555-0110"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("garbage", "this is no catalog of translations"),
        (PO.replace("(n > 1)", "((("), "this is no catalog of translations"),
        (PO.replace("Zu fam: %(name)s", "Zu fam: %(nmae)s"), "line 17: “Zu fam: %(nmae)s” has a %"),
        (PO.replace("Zo bel", "100% bel"), "“100% bel” has a %"),
    ],
)
def test_a_catalog_that_would_break_a_page_stops_the_start(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / INVENTED / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError) as refused:
        load_catalogs(tmp_path)
    assert str(path) in str(refused.value)
    assert says in str(refused.value)


def test_a_sentence_that_is_empty_or_doubtful_is_said_in_english(tmp_path: Path) -> None:
    path = tmp_path / INVENTED / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO.replace('"Bel"', '""').replace("#, python-format", "#, fuzzy"), encoding="utf-8")
    catalog = load_catalogs(tmp_path)[INVENTED]
    assert catalog.gettext("Continue") == "Continue"
    assert catalog.gettext("You sent: %(name)s") == "You sent: %(name)s"
    assert catalog.gettext("Start now") == "Zo bel"


def test_plural_forms_are_those_that_the_catalog_says(tmp_path: Path) -> None:
    path = tmp_path / INVENTED / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    catalog = load_catalogs(tmp_path)[INVENTED]
    said = [catalog.ngettext("About %(num)d minute.", "About %(num)d minutes.", number) for number in (0, 1, 2)]
    assert said == ["Fa %(num)d mi.", "Fa %(num)d mi.", "Fa %(num)d mimi."]
