"""Puts what is published into the index, in the transaction that publishes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.persistence import SearchDocument, SearchWord
from webapp.services.search.folding import words_of
from webapp.services.search.highlighting import BETWEEN_KEYWORDS
from webapp.services.search.stemming import stem
from webapp.services.search.stop_words import stop_words

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

RULES: Final = 4
"""Goes up when words are folded or stemmed in another way: an index made by other rules is made anew."""

BETWEEN_STEMS: Final = "|"
"""Stands between keywords; no index takes it for a word."""
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BULLET: Final = re.compile(r"^\s*(?:#{1,6}|[-*+]|\d+[.)]|>|\|)\s+", re.MULTILINE)
_SIGNS: Final = re.compile(r"[*_`~|]+|-{3,}")


def kind_stem(kind: str) -> str:
    """What stands in the index for a kind of page; nobody types it."""
    return f"kindof{kind}"


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """A service or an article in one language, in its author's words."""

    kind: str
    slug: str
    language: str
    title: str
    summary: str
    keywords: Sequence[str] = ()
    body: str = ""
    """Markdown."""


def put_searchable(uow: UnitOfWork, kind: str, slug: str, texts: Iterable[Searchable]) -> None:
    """Index one service or article in all its languages, instead of what was there. Inside a write."""
    uow.search.begin(RULES)
    counts: Counter[tuple[str, str]] = Counter()
    for old in uow.search.list_of(kind, slug):
        counts.subtract((old.language, word) for word in _vocabulary(old))
    documents = [_to_document(text) for text in texts]
    for new in documents:
        counts.update((new.language, word) for word in _vocabulary(new))
    uow.search.remove(kind, slug)
    uow.search.put(documents)
    uow.search.count_words(_to_words(counts))


def rebuild(uow: UnitOfWork, texts: Iterable[Searchable]) -> int:
    """Index everything anew; returns how many texts there are. Inside a write."""
    uow.search.begin(RULES)
    uow.search.clear()
    counts: Counter[tuple[str, str]] = Counter()
    documents = [_to_document(text) for text in texts]
    for each in documents:
        counts.update((each.language, word) for word in _vocabulary(each))
    uow.search.put(documents)
    uow.search.count_words(_to_words(counts))
    return len(documents)


def is_current(uow: UnitOfWork) -> bool:
    """Whether the index was made, and by today's rules."""
    return uow.search.state()[0] == RULES


def plain(markdown: str) -> str:
    """Markdown as the text one reads, in one line."""
    bare = _SIGNS.sub(" ", _BULLET.sub("", _LINK.sub(r"\1", markdown)))
    return " ".join(bare.split())


def _to_document(text: Searchable) -> SearchDocument:
    body = plain(text.body)
    keywords = [_stems(keyword, text.language) for keyword in text.keywords]
    return SearchDocument(
        kind=text.kind,
        slug=text.slug,
        language=text.language,
        title=text.title,
        summary=text.summary,
        keywords=BETWEEN_KEYWORDS.join(text.keywords),
        body=body,
        title_stems=_stems(text.title, text.language),
        # Of which kind it is, as one more word, so that the few services are found among all the articles.
        keyword_stems=f" {BETWEEN_STEMS} ".join([*keywords, kind_stem(text.kind)]),
        summary_stems=_stems(text.summary, text.language),
        body_stems=_stems(body, text.language),
    )


def _stems(text: str, language: str) -> str:
    stops = stop_words(language)
    return " ".join([stem(word, language) for word in words_of(text) if word not in stops])


def _vocabulary(document: SearchDocument) -> set[str]:
    text = BETWEEN_KEYWORDS.join((document.title, document.keywords, document.summary, document.body))
    return set(words_of(text)) - stop_words(document.language)


def _to_words(counts: Counter[tuple[str, str]]) -> list[SearchWord]:
    return [
        SearchWord(language=language, word=word, stem=stem(word, language), documents=count)
        for (language, word), count in counts.items()
        if count
    ]
