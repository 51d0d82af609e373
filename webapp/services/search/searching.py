"""Finds services and articles by what somebody typed, in the page's language first and in every other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.services.search.highlighting import Passage, find_keyword, mark, quote
from webapp.services.search.query import Group, Query, read_query
from webapp.services.search.ranking import Hit, documents_with, rank, weights
from webapp.services.search.vocabulary import Vocabulary, get_vocabulary

if TYPE_CHECKING:
    from webapp.persistence import SearchDocument, UnitOfWork

SERVICE: Final = "service"
ARTICLE: Final = "article"
_MOST_SERVICES: Final = 10
_MOST_ARTICLES: Final = 20
_CANDIDATES: Final = 40
_RARE: Final = 400
"""Words of more documents than this are only looked for in heads, or together with the other words."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One page that was found, with the words that made it fit marked."""

    kind: str
    slug: str
    language: str
    title: Passage
    summary: Passage
    quote: Passage
    """Where the words stand in the body, when nothing before it says it; may be empty."""
    keyword: Passage
    """What else people call it, when that is what was sought and the title does not say it."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search gave."""

    services: tuple[Result, ...] = ()
    articles: tuple[Result, ...] = ()
    unknown: tuple[str, ...] = ()
    """Words that no page has."""
    instead: tuple[tuple[str, str], ...] = ()
    """Words that no page has, each with the one that was looked for instead."""

    def __len__(self) -> int:
        return len(self.services) + len(self.articles)


def search(uow: UnitOfWork, text: str, *, language: str) -> Found:
    """Services and articles, the best first. Never more than fit one page."""
    vocabulary = get_vocabulary(uow)
    query = read_query(text, language, vocabulary)
    hits = _hits(uow, query, vocabulary, language) if query.groups else []
    services = [hit for hit in hits if hit.document.kind == SERVICE][:_MOST_SERVICES]
    articles = [hit for hit in hits if hit.document.kind == ARTICLE][:_MOST_ARTICLES]
    bodies = uow.search.bodies([hit.document.id for hit in (*services, *articles)]) if hits else {}
    return Found(
        services=tuple(_to_result(hit, bodies.get(hit.document.id, "")) for hit in services),
        articles=tuple(_to_result(hit, bodies.get(hit.document.id, "")) for hit in articles),
        unknown=query.unknown,
        instead=tuple((group.typed, group.corrected[0]) for group in query.groups if group.corrected),
    )


def _hits(uow: UnitOfWork, query: Query, vocabulary: Vocabulary, language: str) -> list[Hit]:
    total = max(vocabulary.documents.values(), default=0)
    worth = weights(query.groups, vocabulary, total)
    return rank(_candidates(uow, query.groups, worth, vocabulary), query.groups, worth, language)


def _candidates(
    uow: UnitOfWork, groups: tuple[Group, ...], worth: list[float], vocabulary: Vocabulary
) -> Iterable[SearchDocument]:
    """What is worth ranking: a bounded number, however many documents have a word."""
    stems = [_stems(group) for group in groups]
    found = {each.id: each for each in uow.search.find_in_heads(stems, worth, _CANDIDATES)}
    if len(groups) > 1:
        found |= {each.id: each for each in uow.search.find_with_all(stems, _CANDIDATES)}
    rare, room = [], _RARE
    for n in sorted(range(len(groups)), key=lambda n: -worth[n]):
        room -= documents_with(groups[n], vocabulary)
        if room < 0:
            break
        rare.append(n)
    if rare:
        anywhere = uow.search.find_anywhere([stems[n] for n in rare], [worth[n] for n in rare], _CANDIDATES)
        found |= {each.id: each for each in anywhere}
    elif not found:  # one word only, and a frequent one that stands in no head
        found = {each.id: each for each in uow.search.find_with_all(stems, _CANDIDATES)}
    return found.values()


def _stems(group: Group) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem for _, stem in group.stems))


def _to_result(hit: Hit, body: str) -> Result:
    document = hit.document
    title, summary = (mark(text, hit.matched, document.language) for text in (document.title, document.summary))
    in_title, in_summary = (any(piece.is_match for piece in passage) for passage in (title, summary))
    keyword = () if in_title else find_keyword(document.keywords, hit.matched, document.language)
    is_told = in_title or in_summary or keyword
    return Result(
        kind=document.kind,
        slug=document.slug,
        language=document.language,
        title=title,
        summary=summary,
        keyword=keyword,
        quote=() if is_told else quote(body, hit.matched, document.language),
    )
