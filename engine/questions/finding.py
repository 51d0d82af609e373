"""Finds in a long list what somebody means by a few letters, with accents left out and letters mixed up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from engine.model.flow import Fact, Option
from engine.questions.options import say
from engine.questions.reading import plain

MOST_AT_ONCE = 12
"""Longer lists are not read through: their options are found by typing."""
MOST_MATCHES = 8


def is_long(fact: Fact) -> bool:
    return len(fact.options) > MOST_AT_ONCE


def find_options(fact: Fact, typed: str) -> tuple[Option, ...]:
    """What `typed` may mean, the likeliest first: the name itself alone, else names that have its words, else slips."""
    wanted = _words(typed)
    if not wanted:
        return ()
    named = [(option, _words(say(option.label) or option.id)) for option in fact.options]
    for fits in (_is_name, _begins, _has, _is_near):
        found = [option for option, words in named if fits(words, wanted)]
        if found:
            return tuple(found[:MOST_MATCHES])
    return ()


def names_it(label: str, typed: str) -> bool:
    """Whether `typed` is the whole name, give or take capitals, accents and signs."""
    return _words(label) == _words(typed)


def _words(text: str) -> list[str]:
    """Folded: no capitals, no accents, no signs; Arabic letters that are written in several ways as one."""
    bare = unicodedata.normalize("NFKD", plain(text).casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter)).translate(_ALIKE)
    return re.findall(r"\w+", bare)


_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


def _is_name(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return words == wanted


def _begins(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """The name begins with what was typed."""
    return " ".join(words).startswith(" ".join(wanted))


def _has(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Each word typed begins a word of the name, in any order."""
    return all(any(word.startswith(each) for word in words) for each in wanted)


def _is_near(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Each word typed is a word of the name, or the beginning of one, with a slip in it."""
    return all(any(_is_slip(each, word) for word in words) for each in wanted)


def _is_slip(typed: str, word: str) -> bool:
    allowed = 0 if len(typed) < 3 else 1 if len(typed) < 6 else 2
    beginnings = {word, word[: len(typed)], word[: len(typed) + 1]}
    return any(OSA.distance(typed, each, score_cutoff=allowed) <= allowed for each in beginnings)
