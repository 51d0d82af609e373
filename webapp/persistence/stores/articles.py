"""Knowledge articles. A version is added and never changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, true

from webapp.persistence.models import article_feedback, article_versions, articles
from webapp.persistence.records import ArticleRecord
from webapp.persistence.stores.base import Store

_STORED = (
    *("slug", "language", "version", "title", "summary", "body"),
    *("updated_on", "keywords", "reviewed_on", "review_by"),
)


class ArticleStore(Store):
    """Articles by slug and language."""

    def find(self, slug: str, language: str) -> ArticleRecord | None:
        """The newest version in `language`, else in the language it is first written in."""
        originals = article_versions.alias()
        changed_on = (
            select(originals.c.updated_on)
            .where(originals.c.slug == slug, originals.c.language == articles.c.language)
            .order_by(originals.c.version.desc())
            .limit(1)
            .scalar_subquery()
        )
        found = (
            select(article_versions, articles.c.language.label("original"), changed_on.label("original_updated_on"))
            .join(articles, articles.c.slug == article_versions.c.slug)
            .where(articles.c.slug == slug, articles.c.retired_at.is_(None))
            .where(or_(article_versions.c.language == language, article_versions.c.language == articles.c.language))
            .order_by((article_versions.c.language == language).desc(), article_versions.c.version.desc())
            .limit(1)
        )
        row = self._first(found)
        return replace(_to_article(row), original_updated_on=row.original_updated_on) if row else None

    def list_newest(self, slugs: Collection[str] | None = None, *, retired: bool = True) -> tuple[ArticleRecord, ...]:
        """The newest version of every article, or of those named, in every language it has."""
        newest = (
            select(
                article_versions.c.slug, article_versions.c.language, func.max(article_versions.c.version).label("top")
            )
            .where(article_versions.c.slug.in_(slugs) if slugs is not None else true())
            .group_by(article_versions.c.slug, article_versions.c.language)
            .subquery()
        )
        same = and_(
            newest.c.slug == article_versions.c.slug,
            newest.c.language == article_versions.c.language,
            newest.c.top == article_versions.c.version,
        )
        rows = self._all(
            select(article_versions, articles.c.language.label("original"))
            .join(articles, articles.c.slug == article_versions.c.slug)
            .join(newest, same)
            .where(true() if retired else articles.c.retired_at.is_(None))
            .order_by(article_versions.c.slug, article_versions.c.language)
        )
        return tuple(_to_article(row) for row in rows)

    def add(self, slug: str, *, language: str, now: datetime) -> None:
        self._write(insert(articles).values(slug=slug, language=language, created_at=now))

    def add_version(self, article: ArticleRecord, *, now: datetime) -> None:
        values = {name: getattr(article, name) for name in _STORED}
        values["sources"] = [dict(source) for source in article.sources]
        self._write(insert(article_versions).values(**values, created_at=now))

    def add_feedback(self, article: ArticleRecord, *, helped: bool, journey_id: str | None, now: datetime) -> None:
        values = {"slug": article.slug, "language": article.language, "version": article.version}
        self._write(insert(article_feedback).values(**values, helped=helped, journey_id=journey_id, at=now))

    def count_feedback(self, slug: str, *, helped: bool) -> int:
        found = select(func.count()).where(article_feedback.c.slug == slug, article_feedback.c.helped.is_(helped))
        return int(self._all(found)[0][0])


def _to_article(row: Any) -> ArticleRecord:
    return ArticleRecord(
        slug=row.slug,
        original=row.original,
        language=row.language,
        version=row.version,
        title=row.title,
        summary=row.summary,
        body=row.body,
        sources=row.sources,
        updated_on=row.updated_on,
        keywords=row.keywords,
        reviewed_on=row.reviewed_on,
        review_by=row.review_by,
    )
