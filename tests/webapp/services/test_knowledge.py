"""Articles: from files, in the reader's language, with feedback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.webapp.rows import NOON
from webapp.persistence import UnitOfWork
from webapp.services.knowledge import (
    ArticleFileError,
    ArticleNotFoundError,
    ArticleSource,
    get_article,
    import_articles,
    record_article_feedback,
)
from webapp.services.search import search

ENGLISH = """---
title: Fix it: a guide
summary: How to fix it.
language: en
updated_on: 2026-11-01
source: The law | https://example.org/law | 2026-01-01
source: A leaflet
---
First, breathe.
"""
SPANISH = ENGLISH.replace("Fix it: a guide", "Arréglelo").replace("language: en", "language: es")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fix.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "fix.es.md").write_text(SPANISH, encoding="utf-8")
    return tmp_path


def test_an_article_comes_from_its_file_in_each_language(uow: UnitOfWork, folder: Path):
    assert import_articles(uow, folder, now=NOON) == ("fix",)
    article = get_article(uow, "fix", language="en")
    assert (article.title, article.body, article.version) == ("Fix it: a guide", "First, breathe.\n", 1)
    assert article.sources == (
        ArticleSource(title="The law", url="https://example.org/law", language="en"),
        ArticleSource(title="A leaflet", language="en"),
    )
    assert get_article(uow, "fix", language="es").title == "Arréglelo"


def test_a_source_that_a_translation_leaves_as_it_is_stays_in_its_own_language(uow: UnitOfWork, folder: Path):
    (folder / "fix.es.md").write_text(SPANISH.replace("A leaflet", "Un folleto"), encoding="utf-8")
    import_articles(uow, folder, now=NOON)
    sources = get_article(uow, "fix", language="es").sources
    assert [(each.title, each.language) for each in sources] == [("The law", "en"), ("Un folleto", "es")]


def test_a_missing_language_falls_back_and_says_so(uow: UnitOfWork, folder: Path):
    import_articles(uow, folder, now=NOON)
    article = get_article(uow, "fix", language="vi")
    assert (article.language, article.is_fallback) == ("en", True)


def test_importing_again_changes_nothing_until_the_file_does(uow: UnitOfWork, folder: Path):
    import_articles(uow, folder, now=NOON)
    assert import_articles(uow, folder, now=NOON) == ()
    (folder / "fix.md").write_text(ENGLISH.replace("breathe", "sit down"), encoding="utf-8")
    assert import_articles(uow, folder, now=NOON) == ("fix",)
    article = get_article(uow, "fix", language="en")
    assert (article.version, article.body) == (2, "First, sit down.\n")
    assert get_article(uow, "fix", language="es").version == 1


def test_feedback_names_the_version_shown(uow: UnitOfWork, folder: Path):
    import_articles(uow, folder, now=NOON)
    record_article_feedback(uow, "fix", language="es", helped=True, now=NOON)
    row = uow.connection.exec_driver_sql("SELECT slug, language, version, helped FROM article_feedback").one()
    assert (row.slug, row.language, row.version, bool(row.helped)) == ("fix", "es", 1, True)
    with pytest.raises(ArticleNotFoundError):
        record_article_feedback(uow, "none", language="en", helped=True, now=NOON)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("No head at all", "head"),
        ("---\nsummary: x\n---\nBody", "title"),
        ("---\ntitle: x\n---\nBody", "summary"),
        (ENGLISH.replace("2026-11-01", "soon"), "soon"),
    ],
)
def test_a_file_that_is_no_article_is_named_with_what_it_lacks(uow: UnitOfWork, tmp_path: Path, text: str, what: str):
    (tmp_path / "bad.md").write_text(text, encoding="utf-8")
    with pytest.raises(ArticleFileError, match=rf"bad\.md.*{what}"):
        import_articles(uow, tmp_path, now=NOON)


def test_what_else_people_call_it_and_when_it_was_checked_come_from_the_head(uow: UnitOfWork, tmp_path: Path):
    head = "keywords: mend, repair\nreviewed_on: 2026-11-20\nreview_by: 2026-11-21\nlanguage: en"
    (tmp_path / "fix.md").write_text(ENGLISH.replace("language: en", head), encoding="utf-8")
    import_articles(uow, tmp_path, now=NOON)
    article = get_article(uow, "fix", language="en")
    assert (article.reviewed_on.isoformat(), article.is_behind) == ("2026-11-20", False)
    assert article.is_overdue(NOON.date())
    assert not article.is_overdue(article.reviewed_on)
    assert [each.slug for each in search(uow, "mend", language="en").articles] == ["fix"]


def test_a_translation_that_is_older_than_the_original_says_so(uow: UnitOfWork, folder: Path):
    (folder / "fix.md").write_text(ENGLISH.replace("2026-11-01", "2026-11-09"), encoding="utf-8")
    import_articles(uow, folder, now=NOON)
    spanish = get_article(uow, "fix", language="es")
    assert (spanish.is_behind, spanish.original) == (True, "en")
    assert not get_article(uow, "fix", language="en").is_behind


@pytest.mark.parametrize("comma", [",", "، ", "、"])
def test_keywords_are_parted_by_the_comma_of_their_language(uow: UnitOfWork, tmp_path: Path, comma: str):
    head = f"keywords: mend{comma}put right\nlanguage: en"
    (tmp_path / "fix.md").write_text(ENGLISH.replace("language: en", head), encoding="utf-8")
    import_articles(uow, tmp_path, now=NOON)
    (found,) = search(uow, "mend", language="en").articles
    assert [piece.text for piece in found.keyword] == ["mend"]
