"""Articles, and what is searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, kw_only=True)
class ArticleRecord:
    """One version of an article in one language. `original` is the language it is first written in."""

    slug: str
    original: str
    language: str
    version: int
    title: str
    summary: str
    body: str
    sources: Sequence[Mapping[str, str]]
    updated_on: date
    keywords: str = ""
    reviewed_on: date | None = None
    review_by: date | None = None
    original_updated_on: date | None = None
    """Of one article only: when the version in the language it is first written in last changed."""


@dataclass(frozen=True, kw_only=True)
class SearchDocument:
    """One service or article in one language, as it is searched: its words for people, and their stems."""

    kind: str
    slug: str
    language: str
    title: str
    summary: str
    keywords: str
    body: str
    title_stems: str
    keyword_stems: str
    summary_stems: str
    body_stems: str
    id: int = 0


class SearchWord(NamedTuple):
    """A word as it is written, its stem, and in how many documents of its language it stands."""

    language: str
    word: str
    stem: str
    documents: int


@dataclass(frozen=True, kw_only=True)
class SearchMiss:
    """A word that people sought on several days and no page has."""

    language: str
    word: str
    days: int
    last_on: date
