"""What pages show of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class ArticleSource:
    """Where an article's facts come from."""

    title: str
    url: str = ""
    language: str = ""
    """What the title is written in: a translation often keeps the original's."""


@dataclass(frozen=True, kw_only=True)
class ArticleView:
    """One version of an article, in one language."""

    slug: str
    title: str
    summary: str
    body: str
    """Markdown."""
    language: str
    is_fallback: bool
    """True when it is not in the language asked for."""
    version: int
    updated_on: date
    reviewed_on: date
    """When somebody last read it and found it right: at the latest, when it was last changed."""
    review_by: date | None = None
    """The day by which somebody should read it again."""
    sources: tuple[ArticleSource, ...] = ()
    original: str = ""
    """The language it is first written in."""
    original_updated_on: date | None = None

    @property
    def is_behind(self) -> bool:
        """Whether the original changed after it was translated."""
        return self.original_updated_on is not None and self.updated_on < self.original_updated_on

    def is_overdue(self, today: date) -> bool:
        """Whether somebody should have read it again by now."""
        return self.review_by is not None and self.review_by < today
