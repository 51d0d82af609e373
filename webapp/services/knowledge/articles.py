"""Articles by slug and language."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.services.knowledge.views import ArticleView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


class ArticleNotFoundError(Exception):
    """No published article has this slug."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"no article is called {slug!r}")


def get_article(uow: UnitOfWork, slug: str, *, language: str) -> ArticleView:
    """The article in `language`, or in the language it was first written in. Raises ArticleNotFoundError."""
    raise NotImplementedError


def record_article_feedback(
    uow: UnitOfWork, slug: str, *, language: str, helped: bool, journey: str = "", now: datetime
) -> None:
    """Remember whether the version shown helped. `journey` is a public id, or empty for direct reading."""
    raise NotImplementedError


def import_articles(uow: UnitOfWork, folder: Path, *, now: datetime) -> tuple[str, ...]:
    """Load `<slug>.md` and `<slug>.<language>.md`; returns the slugs that changed."""
    raise NotImplementedError
