"""Which page fits best: rare words count for more, titles for more than bodies, the page's language for more."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.services.search.indexing import BETWEEN_STEMS

if TYPE_CHECKING:
    from webapp.persistence import SearchDocument
    from webapp.services.search.query import Group
    from webapp.services.search.vocabulary import Vocabulary

_FIELDS: Final = (("title_stems", 8.0), ("keyword_stems", 5.0), ("summary_stems", 3.5), ("body_stems", 1.0))
_WHOLE_KEYWORD: Final = 10.0
"""For words that together are what an author says people call it: that is a word for the page, not in it."""
_AGAIN: Final = 0.15
"""What each further part of a page that has the word adds to the first."""
_OTHER_LANGUAGE: Final = 0.6
_LEAST: Final = 0.2
"""What scores less than this part of the best of its kind is not shown."""


@dataclass(frozen=True)
class Hit:
    """A document with its score."""

    document: SearchDocument
    score: float
    matched: frozenset[str]
    """The stems by which it was found."""


def weights(groups: Iterable[Group], vocabulary: Vocabulary) -> list[float]:
    """How much each group tells: a word of every page tells little."""
    return [math.log(1 + vocabulary.total / (1 + documents_with(group, vocabulary))) for group in groups]


def documents_with(group: Group, vocabulary: Vocabulary) -> int:
    """In how many documents a group stands, at most."""
    return sum(vocabulary.documents[each] for each in group.stems)


def rank(
    documents: Iterable[SearchDocument], groups: tuple[Group, ...], worth: list[float], language: str
) -> list[Hit]:
    """The best first; each service or article once, in the language that fits best."""
    best: dict[tuple[str, str], Hit] = {}
    for document in documents:
        hit = _score(document, groups, worth, language)
        known = best.get((document.kind, document.slug))
        if hit and (known is None or hit.score > known.score):
            best[document.kind, document.slug] = hit
    hits = sorted(best.values(), key=lambda hit: (-hit.score, hit.document.title, hit.document.slug))
    highest: dict[str, float] = {}
    for hit in hits:
        highest.setdefault(hit.document.kind, hit.score)
    return [hit for hit in hits if hit.score >= _LEAST * highest[hit.document.kind]]


def _score(document: SearchDocument, groups: tuple[Group, ...], worth: list[float], language: str) -> Hit | None:
    fields = _fields(document, groups)
    score, covered, matched = 0.0, 0.0, set()
    for group, telling in zip(groups, worth, strict=True):
        best = 0.0
        for (spoken, stem), sureness in group.stems.items():
            if spoken != document.language:
                continue
            found = [weight for text, weight in fields if f" {stem} " in text]
            if found:
                matched.add(stem)
                best = max(best, sureness * (found[0] + _AGAIN * sum(found[1:])))
        score += telling * best
        covered += telling if best else 0.0
    if not matched:
        return None
    # A page that has all the words is better than one that has half of them twice over.
    score *= 0.4 + 0.6 * covered / sum(worth)
    score *= 1 + 0.3 / (1 + document.title_stems.count(" "))
    score *= 1.0 if document.language == language else _OTHER_LANGUAGE
    return Hit(document, score, frozenset(matched))


def _fields(document: SearchDocument, groups: tuple[Group, ...]) -> list[tuple[str, float]]:
    """The parts of a page with what a word in each is worth, the highest first."""
    sought = {stem for group in groups for (spoken, stem) in group.stems if spoken == document.language}
    keywords = [keyword.split() for keyword in document.keyword_stems.split(BETWEEN_STEMS)]
    whole = " ".join(stem for keyword in keywords if sought.issuperset(keyword) for stem in keyword)
    parts = [(f" {getattr(document, name)} ", weight) for name, weight in _FIELDS]
    return [(f" {whole} ", _WHOLE_KEYWORD), *parts] if whole else parts
