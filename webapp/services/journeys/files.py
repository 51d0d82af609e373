"""Takes in the files that come with an answer, and gives a person their own files back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from engine import resume
from engine.channels import Widget, read_form, show_page
from engine.model import Answer, AnswerPage, Fact, FileRef, Prompt, Refusal
from engine.questions import Context, fact_types
from webapp.services.journeys.giving import give
from webapp.services.journeys.held import KEPT, files_in, with_kept_files
from webapp.services.journeys.opened import Opened, find_own, open_journey
from webapp.services.journeys.showing import show_view
from webapp.services.journeys.views import View
from webapp.services.uploads import FileRefusedError, SentFile, keep_file, open_file

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import UnitOfWork

ANSWER = "answer"


def give_with_files(
    uow: UnitOfWork,
    public_id: str,
    secret: str,
    place: str,
    form: Mapping[str, list[str]],
    files: Mapping[str, SentFile],
    *,
    words: Callable[[str], Words],
    now: datetime,
) -> View:
    """Keep the files that this place asks for, and give the input with them.

    A file that is not taken leaves everything else as it was typed. Raises NotOnPathError, JourneyConflictError.
    """
    opened = open_journey(uow, public_id, secret, now=now)
    filled = dict(form)
    if not opened.journey.is_sealed and "skip" not in form:
        prompt = opened.prompt(place)
        asked = {name: fact for name, fact in _asked_files(opened, prompt, words).items() if name in files}
        kept = {name: _keep(uow, opened, files[name], fact, now) for name, fact in asked.items()}
        filled |= {name + KEPT: [each.id] for name, each in kept.items() if isinstance(each, FileRef)}
        refused = tuple(each for each in kept.values() if isinstance(each, Refusal))
        if refused:
            return _show_refused(uow, opened, prompt, refused, filled, words=words, now=now)
    return give(uow, public_id, secret, place, filled, words=words, now=now)


def open_own_file(uow: UnitOfWork, public_id: str, secret: str, file_id: str) -> tuple[FileRef, bytes] | None:
    """A file that this journey holds, for whoever holds its secret; None when it has no such file (any more)."""
    record = find_own(uow, public_id, secret)
    return open_file(uow, public_id, file_id, record.key)


def _asked_files(opened: Opened, prompt: Prompt, words: Callable[[str], Words]) -> dict[str, Fact]:
    """The facts that this place fills with files, by the names of their fields."""
    release = opened.published.release
    page = show_page(release, opened.journey, prompt, words(opened.record.language))
    fields = [(ANSWER, page.field), *((each.name, each.field) for each in page.questions)]
    return {name: release.flow.facts[field.fact] for name, field in fields if field and field.widget == Widget.FILE}


def _keep(uow: UnitOfWork, opened: Opened, sent: SentFile, fact: Fact, now: datetime) -> FileRef | Refusal:
    context = Context(today=opened.journey.today, values={}, locale=opened.record.language)

    def check(kept: FileRef) -> None:
        refusal = fact_types[fact.type].check(fact, kept, context)
        if refusal is not None:
            raise _NotAskedForError(refusal)

    try:
        needed = files_in(opened.journey)
        return keep_file(uow, opened.record, sent, check=check, needed=needed, now=now)
    except _NotAskedForError as not_asked_for:
        return replace(not_asked_for.refusal, fact=fact.id)
    except FileRefusedError as refused:
        return Refusal(code=refused.code, params=refused.params, fact=fact.id)


class _NotAskedForError(Exception):
    """A sound file, but not of the kind or size that this question takes."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.code)


def _show_refused(
    uow: UnitOfWork,
    opened: Opened,
    prompt: Prompt,
    refused: tuple[Refusal, ...],
    form: Mapping[str, list[str]],
    *,
    words: Callable[[str], Words],
    now: datetime,
) -> View:
    """The page again with all that is wrong with it, what was typed, and the files that are kept."""
    given = read_form(with_kept_files(uow, opened, form), prompt)
    if isinstance(given, Answer):
        shown = replace(prompt, refusals=refused, raw=given.raw)
        return show_view(uow, opened, shown, words, accepted=False)
    assert isinstance(given, AnswerPage), "only questions ask for files"
    without = {each.fact for each in refused}
    turn = resume(opened.published.release, opened.journey, given, now=now)
    others = tuple(each for each in turn.prompt.refusals if turn.was_refused and each.fact not in without)
    shown = replace(prompt, refusals=(*others, *refused), raws=given.raws)
    return show_view(uow, opened, shown, words, accepted=False)
