"""The words of a draft as one table: each text with its reading grade and what the check says of it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.model import Issue
from webapp.services.publishing.designs import find_problems
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.text_places import PlacedText, forms_of, place_texts

if TYPE_CHECKING:
    from engine.analysis import Reading
    from webapp.persistence import UnitOfWork

ANY, WITH_FINDINGS, HARD = "", "findings", "hard"


@dataclass(frozen=True, kw_only=True)
class WordsRow:
    """One sentence or text that can be written."""

    placed: PlacedText
    pointer: str
    """Of the form that is written here."""
    form: str
    """The class of numbers of a plural; empty for a text that has only one form."""
    text: str
    words: int
    reading: Reading | None
    """How hard it is; None where it is too short to tell, or nothing measures its language."""
    findings: tuple[Issue, ...]


@dataclass(frozen=True, kw_only=True)
class WordsTable:
    """The texts that were asked for, and what is true of all of them."""

    rows: tuple[WordsRow, ...]
    total: int
    reading: Reading | None
    steps: tuple[tuple[str, str], ...]
    """Steps that have texts, with what they are called."""


def words_of(
    uow: UnitOfWork,
    shown: DraftView,
    *,
    step: str | None = None,
    only: str = ANY,
    q: str = "",
    also: Container[str] = (),
) -> WordsTable:
    """The texts of one step (None: of all), those with findings or hard to read, or those in which `q` stands.

    `also` names texts that are shown whether they fit or not: those that somebody has just written.
    """
    from engine.analysis import find_content_faults, reading_of

    document = shown.draft.document
    language = str(document.get("language", ""))
    placed = place_texts(shown.draft)
    texts = {each.pointer: each.text for each in placed}
    findings: dict[str, list[Issue]] = {}
    for issue in (*find_problems(uow, shown), *find_content_faults(language, texts)):
        if issue.pointer in texts and issue.rule not in ("untranslated", "stale-translation"):
            here = findings.setdefault(issue.pointer, [])
            if issue not in here:
                here.append(issue)
    rows = [row for each in placed for row in _rows(each, findings, language)]
    sought = q.strip().casefold()
    kept = tuple(row for row in rows if row.pointer in also or _fits(row, step, only, sought))
    public = [each.text for each in placed if each.is_public]
    steps = dict.fromkeys((each.step, each.group) for each in placed)
    return WordsTable(rows=kept, total=len(rows), reading=reading_of(language, public), steps=tuple(steps))


def _fits(row: WordsRow, step: str | None, only: str, sought: str) -> bool:
    if step is not None and row.placed.step != step:
        return False
    if (only == WITH_FINDINGS and not row.findings) or (only == HARD and not (row.reading and row.reading.is_hard)):
        return False
    return sought in row.text.casefold()


def _rows(placed: PlacedText, findings: dict[str, list[Issue]], language: str) -> Iterator[WordsRow]:
    from engine.analysis import reading_of

    for number, (pointer, form, text) in enumerate(forms_of(placed.pointer, placed.text)):
        yield WordsRow(
            placed=placed,
            pointer=pointer,
            form=form,
            text=text,
            words=len(text.split()),
            reading=reading_of(language, [text]),
            findings=tuple(findings.get(placed.pointer, ())) if number == 0 else (),
        )
