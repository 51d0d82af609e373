"""Keeps the files that people send with their answers: sealed with the journey's own data key, and within limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from engine.model import FileRef
from webapp.persistence import DataKey, UploadRecord
from webapp.services.uploads.cleaning import FileRefusedError, make_anew

if TYPE_CHECKING:
    from webapp.persistence import JourneyRecord, UnitOfWork

MEGABYTE: Final = 1_000_000
MOST_MEGABYTES: Final = 10
"""Of one file, as it is sent and as it is kept."""
MOST_FILES: Final = 20
MOST_BYTES: Final = 60 * MEGABYTE
"""Of one journey, over all its files."""
_LONGEST_NAME: Final = 80
_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """A file as it was sent: what it is called, and its bytes."""

    name: str
    content: bytes


def keep_file(
    uow: UnitOfWork,
    journey: JourneyRecord,
    sent: SentFile,
    *,
    check: Callable[[FileRef], None],
    needed: Collection[str],
    now: datetime,
) -> FileRef:
    """Clean, seal and store one file. `needed` are the files that count now: others make room.

    `check` may raise FileRefusedError for what the question does not take, as this does for what nobody takes.
    """
    _check_size(len(sent.content))
    media_type, made = make_anew(sent.content)
    _check_size(len(made))
    kept = FileRef(id=uow.new_id(), name=name_of(sent.name, media_type), media_type=media_type, size=len(made))
    check(kept)
    with uow.write():
        _make_room(uow, journey, len(made), needed)
        uow.uploads.add(kept.id, journey, media_type=media_type, name=kept.name, content=made, now=now)
    return kept


def _check_size(size: int) -> None:
    if size > MOST_MEGABYTES * MEGABYTE:
        raise FileRefusedError("too-large", megabytes=MOST_MEGABYTES)
    if not size:
        raise FileRefusedError("empty")


def _make_room(uow: UnitOfWork, journey: JourneyRecord, size: int, needed: Collection[str]) -> None:
    """Files that were sent and never became an answer go first; what is left counts."""
    held = dict(uow.uploads.sizes(journey.public_id))
    if _fits(held, size):
        return
    uow.uploads.delete(journey.public_id, [each for each in held if each not in needed])
    if not _fits({each: held[each] for each in held if each in needed}, size):
        raise FileRefusedError("too-many-files")


def _fits(held: dict[str, int], size: int) -> bool:
    return len(held) < MOST_FILES and sum(held.values()) + size <= MOST_BYTES


def find_file(uow: UnitOfWork, journey_id: str, file_id: str, key: DataKey | None) -> FileRef | None:
    """The reference to a file of this journey; None when it has no such file."""
    found = uow.uploads.find(file_id, journey_id)
    return None if found is None or key is None else _to_ref(found, key)


def open_file(uow: UnitOfWork, journey_id: str, file_id: str, key: DataKey | None) -> tuple[FileRef, bytes] | None:
    """A file of this journey with its content; None when there is none or its key was destroyed."""
    found = uow.uploads.find(file_id, journey_id)
    if found is None or key is None:
        return None
    return _to_ref(found, key), uow.uploads.content(found, key)


def _to_ref(found: UploadRecord, key: DataKey) -> FileRef:
    return FileRef(id=found.id, name=found.name(key), media_type=found.media_type, size=found.size)


def name_of(given: str, media_type: str) -> str:
    """The file's own name without folders and signs that a system might read, and the ending of what it is now."""
    bare = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    shown = "".join(sign if sign.isalnum() or sign in " ._-()" else " " for sign in bare)
    stem, _, ending = " ".join(shown.split()).strip(" .").rpartition(".")
    stem = (stem if stem and len(ending) <= 5 else " ".join(shown.split()).strip(" .")) or "file"
    return f"{stem[:_LONGEST_NAME].strip()}.{_ENDINGS[media_type]}"
