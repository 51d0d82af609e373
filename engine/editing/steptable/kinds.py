"""What the words in the columns “type” and “answers” mean; where there are none, what the rows show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from engine.editing.steptable.columns import RowProblem, Step, fold

QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "boolean": ("yes or no", "yes/no", "boolean", "yes no"),
    "choice": ("choice", "one of several", "one of", "single choice", "radio", "select"),
    "choices": ("choices", "several", "several of several", "multiple choice", "checkboxes"),
    "integer": ("number", "whole number", "integer", "count"),
    "decimal": ("decimal",),
    "money": ("amount", "money", "amount of money"),
    "date": ("date", "day"),
    "text": ("words", "text", "free text"),
    "phone": ("phone", "phone number"),
    "email": ("email", "email address"),
    "postcode": ("postal code", "zip code", "zip", "postcode"),
}
OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "message": ("message", "information", "info"),
    "end": ("end", "outcome", "result", "final"),
    "handoff": ("person", "handoff", "to a person", "agent"),
    "article": ("article",),
}
"""The first of each is the word that a table is written with."""
_YES: Final = frozenset({"yes", "y", "true"})
_NO: Final = frozenset({"no", "n", "false"})
REST: Final = frozenset({"", "otherwise", "else", "any", "any other", "*", "-"})
"""What stands under “if answer” for all other answers."""
NUMBERS: Final = frozenset({"integer", "decimal", "money"})
_COMPARED: Final = re.compile(r"\s*(<=|>=|<|>|=|≤|≥)?\s*\$?\d[\d,.]*\s*(-\s*\$?\d[\d,.]*|or (more|less))?\s*")


def kind_of(step: Step) -> tuple[str, str]:
    """The type of a step, and of the answer where it is a question. Raises ValueError with what is wrong."""
    if step.type:
        return _named(step)
    given = [fold(way.when) for way in step.ways if fold(way.when) not in REST]
    answers = [fold(answer) for answer in step.answers] or given
    if not answers:
        return _plain(step)
    if set(answers) <= _YES | _NO:
        return "question", "boolean"
    if not step.answers and all(_COMPARED.fullmatch(each) for each in given):
        return "question", "integer"
    return "question", "choice"


def _named(step: Step) -> tuple[str, str]:
    word = fold(step.type)
    for type, words in OTHERS.items():
        if word in words:
            return type, ""
    for answer, words in QUESTIONS.items():
        if word in words:
            return "question", answer
    if word == "question":
        return kind_of(Step(row=step.row, name=step.name, text=step.text, answers=step.answers, ways=step.ways))
    known = ", ".join(words[0] for words in (*QUESTIONS.values(), *OTHERS.values()))
    raise ValueError(f"“{step.type}” is no type of step. There are: {known}.")


def _plain(step: Step) -> tuple[str, str]:
    """A step whose ways ask for no answer."""
    if not step.ways:
        return "end", ""
    return ("question", "text") if step.text.endswith("?") else ("message", "")


def is_yes(word: str) -> bool | None:
    """Whether it means yes or no; None for neither."""
    return True if fold(word) in _YES else False if fold(word) in _NO else None


def check_steps(steps: Sequence[Step]) -> list[RowProblem]:
    """Steps of a type that does not go on, and those that have to."""
    problems = []
    for step in steps:
        try:
            type, _ = kind_of(step)
        except ValueError as error:
            problems.append(RowProblem(row=step.row, what=str(error)))
            continue
        if type in ("end", "handoff") and step.ways:
            what = f"“{step.name}” is where people end, so it leads nowhere: leave “go to” empty."
            problems.append(RowProblem(row=step.ways[0].row, what=what))
        if type in ("question", "message") and not step.ways:
            what = f"“{step.name}” does not say where it leads: fill in “go to”, or make it an end."
            problems.append(RowProblem(row=step.row, what=what))
    return problems
