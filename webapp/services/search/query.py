"""What somebody typed, as groups of stems: one group for each word that says something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.services.search.folding import words_of
from webapp.services.search.stop_words import all_stop_words, stop_words

if TYPE_CHECKING:
    from webapp.services.search.vocabulary import Stem, Vocabulary

_MOST_WORDS: Final = 12
_SHORTEST_BEGINNING: Final = 2
# How sure it is that another word than the one typed was meant.
_COMPLETED: Final = 0.6
_PARTED: Final = 0.8
_CORRECTED: Final = 0.7


@dataclass(frozen=True)
class Group:
    """A word as typed, and the stems that may stand for it with how sure each is."""

    typed: str
    stems: dict[Stem, float]
    corrected: tuple[str, ...] = ()
    """What was looked for instead."""


@dataclass(frozen=True)
class Query:
    """A search that was read."""

    groups: tuple[Group, ...]
    unknown: tuple[str, ...]
    """Words that no page has and that look like none."""


def read_query(text: str, language: str, vocabulary: Vocabulary) -> Query:
    """Leave out the words that only ask; find for each other one what it may mean."""
    typed = list(dict.fromkeys(words_of(text)))[: _MOST_WORDS * 3]
    telling = [word for word in typed if word not in stop_words(language) and not _only_asks(word, vocabulary)]
    words = (telling or typed)[:_MOST_WORDS]
    groups, unknown = [], []
    for position, word in enumerate(words):
        group = _mean(word, vocabulary, is_last=position == len(words) - 1)
        if group.stems:
            groups.append(group)
        else:
            unknown.append(word)
    return Query(groups=tuple(groups), unknown=tuple(unknown))


def _only_asks(word: str, vocabulary: Vocabulary) -> bool:
    """A stop word of another language than the page's, unless it is a word of some page."""
    return word in all_stop_words() and not vocabulary.stems(word)


def _mean(word: str, vocabulary: Vocabulary, *, is_last: bool) -> Group:
    stems = dict.fromkeys(vocabulary.stems(word), 1.0)
    if len(word) >= _SHORTEST_BEGINNING and (is_last or not stems):  # the last word may not be finished yet
        for completed in vocabulary.completions(word):
            for each in vocabulary.stems(completed):
                stems.setdefault(each, _COMPLETED)
    if stems:
        return Group(word, stems)
    if halves := vocabulary.halves(word):
        return Group(word, {each: _PARTED for half in halves for each in vocabulary.stems(half)})
    corrected = vocabulary.corrections(word)
    return Group(word, {each: _CORRECTED for other in corrected for each in vocabulary.stems(other)}, corrected)
