"""The files among a journey's answers: named in a form by their id, and never believed from a form alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from engine.model import FileRef, Journey
from webapp.services.journeys.opened import Opened
from webapp.services.uploads import find_file

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

KEPT: Final = "-kept"
"""How the name of a hidden field ends that names a file sent before."""


def with_kept_files(uow: UnitOfWork, opened: Opened, form: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """The form with the store's reference to each file that it names. A name that is nobody's is no answer."""
    if not any(name.endswith(KEPT) for name in form):
        return form
    filled = dict(form)
    for name in [name for name in form if name.endswith(KEPT)]:
        record = opened.record
        found = find_file(uow, record.public_id, filled[name][0] if filled[name] else "", record.key)
        filled[name.removesuffix(KEPT)] = [_reference(found)] if found else []
    return filled


def _reference(found: FileRef) -> str:
    """As a `file` answer is read: its canonical JSON."""
    told = {"id": found.id, "name": found.name, "media_type": found.media_type, "size": found.size}
    return json.dumps(told, ensure_ascii=False)


def find_foreign(uow: UnitOfWork, opened: Opened, after: Journey) -> str:
    """The fact that this input fills with a file which is not this journey's, just as the store knows it; or none."""
    before = files_in(opened.journey)
    record = opened.record
    for fact, given in after.answers.items():
        new = [each for each in _files(given.value) if before.get(each.id) != each]
        if any(find_file(uow, record.public_id, each.id, record.key) != each for each in new):
            return fact
    return ""


def drop_replaced(uow: UnitOfWork, opened: Opened, after: Journey) -> None:
    """Delete the files that were answers and are none any more."""
    gone = files_in(opened.journey).keys() - files_in(after).keys()
    if gone:
        with uow.write():
            uow.uploads.delete(opened.record.public_id, sorted(gone))


def files_in(journey: Journey) -> dict[str, FileRef]:
    """Every file among the answers, also those off the path, by its id."""
    return {each.id: each for given in journey.answers.values() for each in _files(given.value)}


def _files(value: Any) -> Iterator[FileRef]:
    if isinstance(value, FileRef):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            if isinstance(member, Mapping):
                for each in member.values():
                    yield from _files(each)
