"""The journeys answered last, as the engine knows them: whoever answers next need not be read and traced again.

What is stored decides. A journey is found by its sealed snapshot, which no other state of any journey has, so
memory can be late or gone but never wrong. It is bounded, and forgets after some minutes: answers are personal.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model import Journey
    from webapp.persistence import Database

AT_MOST = 1024
KEPT = timedelta(minutes=10)
_NAME = "journeys"


class RememberedJourneys:
    """Journeys by sealed snapshot, the oldest first. Shared by the threads of a process."""

    def __init__(self) -> None:
        self._journeys: OrderedDict[bytes, tuple[datetime, Journey]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._journeys)

    def find(self, sealed: bytes) -> Journey | None:
        """The journey in that state, if it is remembered."""
        with self._lock:
            found = self._journeys.get(sealed)
        return found[1] if found is not None else None

    def put(self, sealed: bytes, journey: Journey, *, instead_of: bytes | None, now: datetime) -> None:
        """Remember a journey as it was just stored, instead of the state before."""
        with self._lock:
            if instead_of is not None:
                self._journeys.pop(instead_of, None)
            self._journeys[sealed] = (now, journey)
            while len(self._journeys) > AT_MOST or self._oldest() < now - KEPT:
                self._journeys.popitem(last=False)

    def _oldest(self) -> datetime:
        return next(iter(self._journeys.values()))[0]


def remembered(database: Database) -> RememberedJourneys:
    """The memory that belongs to one database in this process."""
    found: RememberedJourneys = database.cache.setdefault(_NAME, RememberedJourneys())
    return found
