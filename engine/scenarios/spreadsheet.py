"""Reads a designer's spreadsheet (CSV with columns question, answer, next) as a transition table.

The first row's question comes first. An empty answer stands for every other answer. A name under `next` that
is nowhere a question is an outcome.
"""

from __future__ import annotations

import csv
import io

from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json

COLUMNS = ("question", "answer", "next")


def read_spreadsheet(text: str, name: str) -> dict[str, Json]:
    """The transition table in `text`, as `import_transitions` takes it. Raises DefinitionError."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    columns = {(column or "").strip().lower(): column for column in rows.fieldnames or ()}
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise DefinitionError([_issue(f"The first line has no column “{missing[0]}”; it names {', '.join(COLUMNS)}.")])
    questions: dict[str, Json] = {}
    for row in rows:
        question, answer, following = ((row[columns[column]] or "").strip() for column in COLUMNS)
        if not any((question, answer, following)):
            continue
        if not question or not following:
            empty = "question" if not question else "next"
            raise DefinitionError([_issue(f"Line {rows.line_num} has no “{empty}”.")])
        entry = questions.setdefault(question, {"answers_seen": [], "transitions": []})
        _add(entry, question, answer, following, rows.line_num)
    if not questions:
        raise DefinitionError([_issue("The spreadsheet has no rows.")])
    outcomes = dict.fromkeys(
        transition["next"]
        for entry in questions.values()
        for transition in entry["transitions"]
        if transition["next"] not in questions
    )
    return {"flow": name, "first_question": next(iter(questions)), "questions": questions, "outcomes": list(outcomes)}


def _add(entry: Json, question: str, answer: str, following: str, line: int) -> None:
    if answer in entry["answers_seen"] or (not answer and any(not each["when"] for each in entry["transitions"])):
        shown = answer or "(empty)"
        raise DefinitionError([_issue(f"Line {line} gives the answer “{shown}” to “{question}” a second time.")])
    if answer:
        entry["answers_seen"].append(answer)
    entry["transitions"].append({"when": {question: answer} if answer else {}, "next": following})


def _issue(what: str) -> Issue:
    return Issue(rule="import", severity=Severity.ERROR, pointer="", what=what)
