"""Articles by slug and language."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.model import Words
from webapp.persistence import ArticleRecord
from webapp.services.knowledge.files import ArticleFile, load_article
from webapp.services.knowledge.indexing import index_articles
from webapp.services.knowledge.views import ArticleSource, ArticleView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_COMPARED = ("title", "summary", "body", "keywords", "reviewed_on", "review_by")


class ArticleNotFoundError(Exception):
    """No published article has this slug."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"no article is called {slug!r}")


def get_article(uow: UnitOfWork, slug: str, *, language: str) -> ArticleView:
    """The article in `language`, or in the language it was first written in. Raises ArticleNotFoundError."""
    article = _get(uow, slug, language)
    original = _get(uow, slug, article.original) if article.language != article.original else article
    return _to_view(article, language, _untranslated(original))


def _untranslated(original: ArticleRecord) -> frozenset[str]:
    return frozenset(each["title"] for each in original.sources)


def record_article_feedback(
    uow: UnitOfWork, slug: str, *, language: str, helped: bool, journey: str = "", now: datetime
) -> None:
    """Remember whether the version shown helped. `journey` is a public id, or empty for direct reading."""
    article = _get(uow, slug, language)
    with uow.write():
        uow.articles.add_feedback(article, helped=helped, journey_id=journey or None, now=now)


def import_articles(uow: UnitOfWork, folder: Path, *, now: datetime) -> tuple[str, ...]:
    """Load `<slug>.md` and `<slug>.<language>.md`; returns the slugs that changed."""
    # The original comes first: its language is the article's own.
    files = [load_article(path) for path in sorted(folder.glob("*.md"), key=lambda path: path.name.count("."))]
    stored = {(article.slug, article.language): article for article in uow.articles.list_newest()}
    new = [file for file in files if not _is_stored(file, stored.get((file.slug, file.language)))]
    if not new:
        return ()
    known = {slug for slug, _ in stored}
    with uow.write():
        for file in new:
            if file.slug not in known:
                uow.articles.add(file.slug, language=file.language, now=now)
                known.add(file.slug)
            before = stored.get((file.slug, file.language))
            uow.articles.add_version(_to_record(file, before.version if before else 0, now), now=now)
        index_articles(uow, {file.slug for file in new})
    return tuple(sorted({file.slug for file in new}))


def _get(uow: UnitOfWork, slug: str, language: str) -> ArticleRecord:
    article = uow.articles.find(slug, language)
    if article is None:
        raise ArticleNotFoundError(slug)
    return article


def _is_stored(file: ArticleFile, stored: ArticleRecord | None) -> bool:
    if stored is None:
        return False
    same_words = all(getattr(file, name) == getattr(stored, name) for name in _COMPARED)
    return same_words and [dict(source) for source in stored.sources] == list(file.sources)


def _to_record(file: ArticleFile, last_version: int, now: datetime) -> ArticleRecord:
    return ArticleRecord(
        slug=file.slug,
        original=file.language,
        language=file.language,
        version=last_version + 1,
        title=file.title,
        summary=file.summary,
        body=file.body,
        sources=file.sources,
        updated_on=file.updated_on or now.date(),
        keywords=file.keywords,
        reviewed_on=file.reviewed_on,
        review_by=file.review_by,
    )


def _to_view(article: ArticleRecord, language: str, untranslated: frozenset[str]) -> ArticleView:
    """`untranslated` are the titles of sources as the original has them."""
    words = Words(article.language)
    return ArticleView(
        slug=article.slug,
        title=words.in_order(article.title),
        summary=words.in_order(article.summary),
        body=words.in_order(article.body),
        language=article.language,
        is_fallback=article.language != language,
        version=article.version,
        updated_on=article.updated_on,
        reviewed_on=article.reviewed_on or article.updated_on,
        review_by=article.review_by,
        original=article.original,
        original_updated_on=article.original_updated_on,
        sources=tuple(
            ArticleSource(
                title=each["title"],
                url=each.get("url", ""),
                language=article.original if each["title"] in untranslated else article.language,
            )
            for each in article.sources
        ),
    )
