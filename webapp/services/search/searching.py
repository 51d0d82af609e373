"""Finds services and articles by what somebody typed, in the page's language first and in every other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from webapp.persistence import Sought, Where
from webapp.services.search.highlighting import Passage, find_keyword, mark, quote
from webapp.services.search.indexing import kind_stem
from webapp.services.search.query import Group, Query, read_query
from webapp.services.search.ranking import Hit, documents_with, rank, weights
from webapp.services.search.vocabulary import Vocabulary, get_vocabulary

if TYPE_CHECKING:
    from webapp.persistence import SearchDocument, UnitOfWork

SERVICE: Final = "service"
ARTICLE: Final = "article"
_MOST_SERVICES: Final = 8
_MOST_ARTICLES: Final = 12
_CANDIDATES: Final = 24
_MOST_CANDIDATES: Final = 200
_LOOKED_AT: Final = 1500
"""Where rarer words were typed too, those of more documents than this only help to put what is found in order."""
_RARE: Final = 400
"""Words of more documents than this are not looked for in bodies, but together with the other words."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One page that was found, with the words that made it fit marked."""

    kind: str
    slug: str
    language: str
    title: Passage
    summary: Passage
    keyword: Passage = ()
    """What else people call it, when that is what was sought and the title does not say it."""
    quote: Passage = ()
    """Where the words stand in the body, when nothing before it says it."""

    @property
    def is_explained(self) -> bool:
        """Whether one sees why it was found."""
        return bool(self.keyword) or any(piece.is_match for piece in (*self.title, *self.summary))


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
    results = _to_results(uow, [*services, *articles])
    return Found(
        services=results[: len(services)],
        articles=results[len(services) :],
        unknown=query.unknown,
        instead=tuple((group.typed, group.corrected[0]) for group in query.groups if group.corrected),
    )


def _hits(uow: UnitOfWork, query: Query, vocabulary: Vocabulary, language: str) -> list[Hit]:
    worth = weights(query.groups, vocabulary)
    return rank(_candidates(uow, query.groups, worth, vocabulary), query.groups, worth, language)


def _candidates(
    uow: UnitOfWork, groups: tuple[Group, ...], worth: list[float], vocabulary: Vocabulary
) -> Iterable[SearchDocument]:
    """What is worth ranking: a bounded number, however many documents have a word."""
    stems = [_stems(group) for group in groups]
    everything = tuple(dict.fromkeys(stem for group in stems for stem in group))
    telling, _ = _rarest(groups, vocabulary, _LOOKED_AT)
    rare, is_bounded = _rarest(groups, vocabulary, _RARE)
    sought = [
        Sought(where=Where.TOGETHER, groups=[(kind_stem(SERVICE),), everything], limit=_MOST_CANDIDATES),
        _any_of(Where.HEAD, telling, stems, worth),
    ]
    if len(groups) > 1 or not is_bounded:
        sought.append(Sought(where=Where.TOGETHER, groups=stems, limit=_CANDIDATES))
    if is_bounded:
        sought.append(_any_of(Where.ANYWHERE, rare, stems, worth))
    return uow.search.find(sought)


def _any_of(where: Where, chosen: list[int], stems: list[tuple[str, ...]], worth: list[float]) -> Sought:
    groups, weights = [stems[n] for n in chosen], [worth[n] for n in chosen]
    return Sought(where=where, groups=groups, weights=weights, limit=_CANDIDATES)


def _rarest(groups: tuple[Group, ...], vocabulary: Vocabulary, room: int) -> tuple[list[int], bool]:
    """The groups that together stand in at most `room` documents, and at least one of them; whether that one fits."""
    counted = sorted((documents_with(group, vocabulary), n) for n, group in enumerate(groups))
    chosen = [counted[0][1]]
    room -= counted[0][0]
    is_bounded = room >= 0
    for count, n in counted[1:]:
        room -= count
        if room < 0:
            break
        chosen.append(n)
    return chosen, is_bounded


def _stems(group: Group) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem for _, stem in group.stems))


def _to_results(uow: UnitOfWork, hits: list[Hit]) -> tuple[Result, ...]:
    """What is shown of each; the long texts are fetched only of those that nothing shorter explains."""
    shown = {hit.document.id: _to_result(hit) for hit in hits}
    unexplained = [hit for hit in hits if not shown[hit.document.id].is_explained]
    bodies = uow.search.bodies([hit.document.id for hit in unexplained])
    for hit in unexplained:
        document = hit.document
        passage = quote(bodies.get(document.id, ""), hit.matched, document.language)
        shown[document.id] = replace(shown[document.id], quote=passage)
    return tuple(shown.values())


def _to_result(hit: Hit) -> Result:
    document = hit.document
    title, summary = (mark(text, hit.matched, document.language) for text in (document.title, document.summary))
    in_title = any(piece.is_match for piece in title)
    return Result(
        kind=document.kind,
        slug=document.slug,
        language=document.language,
        title=title,
        summary=summary,
        keyword=() if in_title else find_keyword(document.keywords, hit.matched, document.language),
    )
