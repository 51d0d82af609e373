"""Shows why a page was found: its own words with those marked that were sought. Pieces of text, never markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from webapp.services.search.folding import spoken_in
from webapp.services.search.stemming import stem

BETWEEN_KEYWORDS: Final = " · "
_BEFORE: Final = 60
_LONGEST: Final = 180


@dataclass(frozen=True)
class Piece:
    """A piece of a text, sought or not."""

    text: str
    is_match: bool


Passage = tuple[Piece, ...]


def mark(text: str, stems: frozenset[str], language: str) -> Passage:
    """The whole text, parted where a word begins or ends that was sought."""
    pieces, at = [], 0
    for begin, end in sorted(_matches(text, stems, language)):
        if end <= at:
            continue  # within a compound that is marked as a whole
        if at < begin:
            pieces.append(Piece(text[at:begin], False))
        pieces.append(Piece(text[max(at, begin) : end], True))
        at = end
    return (*pieces, *((Piece(text[at:], False),) if at < len(text) else ()))


def find_keyword(keywords: str, stems: frozenset[str], language: str) -> Passage:
    """The keyword that has most of the words that were sought; empty when none has any."""
    counts = {keyword: len(list(_matches(keyword, stems, language))) for keyword in keywords.split(BETWEEN_KEYWORDS)}
    best = max(counts, key=lambda keyword: counts[keyword])
    return mark(best, stems, language) if counts[best] else ()


def quote(body: str, stems: frozenset[str], language: str) -> Passage:
    """The words of the body around the first that was sought."""
    begin, _ = next(_matches(body, stems, language), (-1, -1))
    if begin < 0:
        return ()
    start = 0 if begin < _BEFORE else body.find(" ", begin - _BEFORE, begin) + 1 or begin
    stop = len(body) if len(body) < start + _LONGEST else body.rfind(" ", start, start + _LONGEST)
    passage = mark(body[start : stop if stop > begin else start + _LONGEST], stems, language)
    return (*((Piece("… ", False),) if start else ()), *passage, *((Piece(" …", False),) if stop < len(body) else ()))


def _matches(text: str, stems: frozenset[str], language: str) -> Iterator[tuple[int, int]]:
    for each in spoken_in(text):
        if stem(each.word, language) in stems:
            yield each.begin, each.end
