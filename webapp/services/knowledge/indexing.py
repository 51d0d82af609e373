"""Articles as they are searched."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from webapp.services.search import ARTICLE, Searchable, put_searchable

if TYPE_CHECKING:
    from webapp.persistence import ArticleRecord, UnitOfWork

_COMMAS: Final = re.compile("[,;،؛、，]")


def index_articles(uow: UnitOfWork, slugs: Iterable[str]) -> None:
    """Bring these articles' part of the index up to date. Inside the write that changed them."""
    changed = sorted(slugs)
    texts: dict[str, list[Searchable]] = defaultdict(list)
    for article in uow.articles.list_newest(changed, retired=False):
        texts[article.slug].append(_to_searchable(article))
    for slug in changed:
        put_searchable(uow, ARTICLE, slug, texts[slug])


def list_searchable_articles(uow: UnitOfWork) -> tuple[Searchable, ...]:
    """The newest version of every article that is not retired, in every language it has."""
    return tuple(_to_searchable(article) for article in uow.articles.list_newest(retired=False))


def _to_searchable(article: ArticleRecord) -> Searchable:
    return Searchable(
        kind=ARTICLE,
        slug=article.slug,
        language=article.language,
        title=article.title,
        summary=article.summary,
        keywords=tuple(word.strip() for word in _COMMAS.split(article.keywords) if word.strip()),
        body=article.body,
    )
