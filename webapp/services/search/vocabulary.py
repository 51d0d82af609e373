"""Every word that stands in a page, kept in memory: what a word somebody typed may mean."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from webapp.services.search.stemming import stem

if TYPE_CHECKING:
    from webapp.persistence import SearchWord, UnitOfWork

MOST_WORDS: Final = 200_000
"""Rarer words than so many are found as they are written, but not by a typo or a beginning."""
_MOST_COMPLETIONS: Final = 8
_MOST_CORRECTIONS: Final = 3
_LOOKED_AT: Final = 400

Stem = tuple[str, str]
"""Language and stem."""


class Vocabulary:
    """Words, their stems and how many documents have them, as of one version of the index."""

    def __init__(self, words: Iterable[SearchWord]) -> None:
        self.documents: defaultdict[Stem, int] = defaultdict(int)
        """For each stem, in how many documents at most."""
        self._stems: defaultdict[str, set[Stem]] = defaultdict(set)
        self._frequency: defaultdict[str, int] = defaultdict(int)
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for language, word, stem_, documents in words:
            self.documents[language, stem_] += documents
            self._stems[word].add((language, stem_))
            self._frequency[word] += documents
        for word in self._frequency:
            self._by_length[len(word)].append(word)
        self._sorted = sorted(self._frequency)
        self.total = max(self.documents.values(), default=0)
        """About how many documents there are: as many as have the most frequent stem."""
        self.languages = tuple(sorted({language for language, _ in self.documents}))
        self._corrections: dict[str, tuple[str, ...]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._frequency

    def stems(self, word: str) -> frozenset[Stem]:
        """The stems a word has in the languages where it, or another form of it, stands in a page."""
        known = self._stems.get(word, set())
        others = {(language, stem(word, language)) for language in self.languages}
        return frozenset(known | {each for each in others if each in self.documents})

    def completions(self, beginning: str) -> tuple[str, ...]:
        """The most frequent words that begin so."""
        at, found = bisect_left(self._sorted, beginning), []
        for word in self._sorted[at : at + _LOOKED_AT]:
            if not word.startswith(beginning):
                break
            found.append(word)
        return tuple(sorted(found, key=lambda word: (-self._frequency[word], word))[:_MOST_COMPLETIONS])

    def halves(self, word: str) -> tuple[str, str] | None:
        """Two words that make this one when they are written together."""
        pairs = [
            (word[:at], word[at:])
            for at in range(3, len(word) - 2)
            if word[:at] in self._frequency and word[at:] in self._frequency
        ]
        return max(pairs, key=lambda pair: min(self._frequency[each] for each in pair), default=None)

    def corrections(self, word: str) -> tuple[str, ...]:
        """Words that a slip of the finger turns into this one, the nearest and then the most frequent first."""
        if word not in self._corrections:
            if len(self._corrections) > 10_000:
                self._corrections.clear()
            self._corrections[word] = self._correct(word)
        return self._corrections[word]

    def _correct(self, word: str) -> tuple[str, ...]:
        farthest = 2 if len(word) > 7 else 1
        if len(word) < 4 or not word.isalpha():
            return ()
        near = [each for n in range(-farthest, farthest + 1) for each in self._by_length[len(word) + n]]
        # Few people miss the first letter; looking there first is ten times quicker.
        found = self._near(word, [each for each in near if each[0] == word[0]], farthest)
        found = found or self._near(word, near, farthest)
        nearest = min((distance for _, distance in found), default=0)
        best = [each for each, distance in found if distance == nearest]
        return tuple(sorted(best, key=lambda each: (-self._frequency[each], each))[:_MOST_CORRECTIONS])

    def _near(self, word: str, choices: list[str], farthest: int) -> list[tuple[str, int]]:
        # Loaded at the first slip: most searches have none.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=farthest, limit=50)
        return [(str(each), int(distance)) for each, distance, _ in found]


def get_vocabulary(uow: UnitOfWork) -> Vocabulary:
    """The words of the index as it is now; read again after it changed."""
    cache, (_, version) = uow.database.cache, uow.search.state()
    known: tuple[int, Vocabulary] | None = cache.get("search-vocabulary")
    if known is None or known[0] != version:
        known = (version, Vocabulary(uow.search.list_words(MOST_WORDS)))
        cache["search-vocabulary"] = known
    return known[1]
