"""The book of a draft or a release: made when it is asked for, and kept in memory for whoever asks next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from webapp.services.publishing import DraftView, find_proof, read_draft
from webapp.services.reviewing.errors import ReviewRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webapp.persistence import UnitOfWork

_REMEMBERED: Final = 6


def make_book(uow: UnitOfWork, shown: DraftView, *, today: date) -> str:
    """The whole book as one HTML file. Raises ReviewRefusedError of a draft that has errors.

    What is proved stands in it once the proof is there; asking for the book asks for the proof.
    """
    from engine.scenarios import write_book  # drawing and laying out are loaded by whoever asks for a book

    draft = read_draft(uow, shown)
    if draft.has_errors:
        raise ReviewRefusedError("A draft with errors has no book yet.", "Mend what is listed under “Problems” first.")
    proof = find_proof(uow, shown, today=today)
    result: Mapping[str, Any] = proof.result if proof and proof.is_proved else {}
    cache: dict[Any, Any] = uow.database.cache
    history = _history(uow, shown.slug)
    key = ("book", shown.fingerprint, today, bool(result), len(history), *draft.runs)
    found: str | None = cache.get(key)
    if found is None:
        found = write_book(
            draft.document,
            shown.draft.translations,
            draft.release,
            today=today,
            proof=result,
            scenarios={each.name: each.document for each in uow.scenarios.list_of(shown.slug)},
            history=history,
        )
        kept = [each for each in list(cache) if isinstance(each, tuple) and each[0] == "book"]
        for each in kept[: max(0, len(kept) - _REMEMBERED + 1)]:
            cache.pop(each, None)
        cache[key] = found
    return found


def _history(uow: UnitOfWork, slug: str) -> list[dict[str, str]]:
    """The flow's releases, the newest first."""
    return [
        {"released_on": release.published_at.date().isoformat(), "fingerprint": release.fingerprint}
        for release in uow.flows.list_releases(slug)
    ]
