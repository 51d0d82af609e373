"""Counts the words that no page has, so that authors learn how people call things.

A search may hold anything, also a name. So no search is stored; only single words are counted, under a keyed hash,
once a day at most; and a word itself is kept only from the day it was sought on for the fifth time
(docs/decisions/0021-unfound-words.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from webapp.persistence import SearchMiss, keyed_hash

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

TOLD_AFTER_DAYS: Final = 5
_KEPT: Final = timedelta(days=90)
_LETTERS: Final = range(3, 31)
_MOST_A_SEARCH: Final = 4
_MOST_A_MINUTE: Final = 30
"""Of one process."""
_MOST_WORDS: Final = 20_000
_MOST_LISTED: Final = 200


def record_unfound_words(uow: UnitOfWork, words: Iterable[str], *, language: str, now: datetime) -> None:
    """Count words that were sought and found nowhere. Numbers and addresses are left out."""
    telling = [word for word in words if word.isalpha() and len(word) in _LETTERS][:_MOST_A_SEARCH]
    if not telling or _is_busy(uow, now) or uow.search.count_misses() >= _MOST_WORDS:
        return
    secret = uow.keys.hashing_secret()
    with uow.write():
        for word in telling:
            hashed = keyed_hash(secret, f"unfound:{language}:{word}")
            if uow.search.count_miss(hashed, language, today=now.date()) >= TOLD_AFTER_DAYS:
                uow.search.tell_miss(hashed, word)


def _is_busy(uow: UnitOfWork, now: datetime) -> bool:
    """Whether this minute had its counts: searching for nonsense all day does not keep the database busy."""
    minute, cache = now.replace(second=0, microsecond=0), uow.database.cache
    known, count = cache.get("unfound-words", (minute, 0))
    cache["unfound-words"] = (minute, count + 1 if known == minute else 1)
    return bool(known == minute and count >= _MOST_A_MINUTE)


def list_unfound_words(uow: UnitOfWork) -> tuple[SearchMiss, ...]:
    """The words sought on the most days."""
    return uow.search.list_misses(_MOST_LISTED)


def forget_unfound_words(uow: UnitOfWork, *, now: datetime) -> int:
    """Forget words that nobody has sought for a season. Inside a write."""
    return uow.search.forget_misses(before=now.date() - _KEPT)
