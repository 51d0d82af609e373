"""Reads a designer's spreadsheet (CSV with columns question, answer, next) as a transition table.

The columns may stand in any order, apart by commas, semicolons or tabs. The first row's question comes first.
An empty answer stands for every other answer. A name under `next` that is nowhere a question is an outcome.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json

COLUMNS = ("question", "answer", "next")


def read_spreadsheet(text: str, name: str) -> dict[str, Json]:
    """The transition table in `text`, as `import_transitions` takes it. Raises DefinitionError."""
    questions: dict[str, Json] = {}
    try:
        for line, (question, answer, following) in _rows(text):
            entry = questions.setdefault(question, {"answers_seen": [], "transitions": []})
            _add(entry, question, answer, following, line)
    except csv.Error as error:
        raise DefinitionError([_issue(f"The file is not a spreadsheet in CSV: {error}.")]) from error
    if not questions:
        raise DefinitionError([_issue("The spreadsheet has no rows.")])
    outcomes = dict.fromkeys(
        transition["next"]
        for entry in questions.values()
        for transition in entry["transitions"]
        if transition["next"] not in questions
    )
    return {"flow": name, "first_question": next(iter(questions)), "questions": questions, "outcomes": list(outcomes)}


def _rows(text: str) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Each row that says something, with the number of its line."""
    lines = text.removeprefix("\ufeff")
    if lines[:4].lower() == "sep=":  # Excel's own first line, which only names the separator
        lines = lines.partition("\n")[2]
    skipped = text.count("\n") - lines.count("\n")
    rows = csv.reader(io.StringIO(lines, newline=""), delimiter=_separator(lines))
    names = [name.strip().casefold() for name in next(rows, ())]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise DefinitionError([_issue(f"The first line has no column “{missing[0]}”; it names {', '.join(COLUMNS)}.")])
    places = [names.index(column) for column in COLUMNS]
    for row in rows:
        question, answer, following = (row[place].strip() if place < len(row) else "" for place in places)
        line = rows.line_num + skipped
        if not any((question, answer, following)):
            continue
        if not question or not following:
            raise DefinitionError([_issue(f"Line {line} has no “{'next' if question else 'question'}”.")])
        yield line, (question, answer, following)


def _separator(text: str) -> str:
    """What stands most often between the names of the columns: a comma, unless Excel writes another one here."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _add(entry: Json, question: str, answer: str, following: str, line: int) -> None:
    if answer in entry["answers_seen"] or (not answer and any(not each["when"] for each in entry["transitions"])):
        shown = answer or "(empty)"
        raise DefinitionError([_issue(f"Line {line} gives the answer “{shown}” to “{question}” a second time.")])
    if answer:
        entry["answers_seen"].append(answer)
    entry["transitions"].append({"when": {question: answer} if answer else {}, "next": following})


def _issue(what: str) -> Issue:
    return Issue(rule="import", severity=Severity.ERROR, pointer="", what=what)
