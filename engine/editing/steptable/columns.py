"""The columns of a table of steps, by the words that people head them with, and its rows put together by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

COLUMNS: Final = ("step", "type", "text", "answers", "if answer", "go to")
"""As the template has them."""
_HEADS: Final[Mapping[str, frozenset[str]]] = {
    "step": frozenset({"step", "state", "id", "node", "name", "from", "current state", "question id"}),
    "type": frozenset({"type", "kind", "step type"}),
    "text": frozenset({"text", "question", "prompt", "title", "wording", "label"}),
    "answers": frozenset({"answers", "options", "choices", "answer options"}),
    "if answer": frozenset({"if answer", "if", "answer", "when", "condition", "event", "input"}),
    "go to": frozenset({"go to", "goto", "next", "to", "then", "target", "next step", "next state"}),
}
MOST_ROWS: Final = 5000


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """What is wrong with a row. The row with the columns' names is number 1."""

    row: int
    what: str

    @property
    def sentence(self) -> str:
        return f"Row {self.row}: {self.what}"


class StepTableError(Exception):
    """A table that no flow can be made of. Every problem that can be told at once is here."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in problems))


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way on from a step: under which answer, and where to."""

    row: int
    when: str
    to: str


@dataclass(kw_only=True)
class Step:
    """The rows of one step."""

    row: int
    """The first of them."""
    name: str
    type: str = ""
    text: str = ""
    answers: tuple[str, ...] = ()
    ways: list[Way] = field(default_factory=list)


def gather_steps(rows: Sequence[Sequence[str]]) -> tuple[dict[str, Step], bool]:
    """The steps by their folded names, and whether the table says of what type they are. Raises StepTableError."""
    heads = [_column(cell) for cell in (rows[0] if rows else ())]
    if "go to" not in heads or not {"step", "text"} & set(heads):
        named = ", ".join(f"“{name}”" for name in COLUMNS)
        what = f"The first row has to name the columns: {named}. “step” or “text”, and “go to”, have to be there."
        raise StepTableError([RowProblem(row=1, what=what)])
    if len(rows) > MOST_ROWS:
        raise StepTableError([RowProblem(row=MOST_ROWS + 1, what=f"A table has at most {MOST_ROWS} rows.")])
    steps: dict[str, Step] = {}
    problems: list[RowProblem] = []
    current: Step | None = None
    for number, cells in _cells(rows, heads):
        name = cells.get("step") or (cells.get("text", "") if "step" not in heads else "")
        if name:
            current = steps.setdefault(fold(name), Step(row=number, name=name))
        if current is None:
            problems.append(RowProblem(row=number, what="It belongs to no step: write the step’s name in the row."))
            continue
        problems += _add(current, number, cells)
    if not steps and not problems:
        problems.append(RowProblem(row=2, what="There are no steps below the names of the columns."))
    if problems:
        raise StepTableError(problems)
    return steps, "type" in heads


def fold(name: str) -> str:
    """How names are compared: without regard to case and spaces."""
    return " ".join(name.casefold().split())


def split_answers(text: str) -> tuple[str, ...]:
    """The answers of a cell, one a line or apart by | or semicolons."""
    for mark in ("\n", "|", ";"):
        if mark in text:
            return tuple(part.strip() for part in text.split(mark) if part.strip())
    return (text.strip(),) if text.strip() else ()


def _column(cell: str) -> str:
    named = fold(cell).strip(" :?")
    return next((column for column, words in _HEADS.items() if named in words), "")


def _cells(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that says something, by column."""
    for number, row in enumerate(rows[1:], 2):
        cells: dict[str, str] = {}
        for head, cell in zip(heads, row, strict=False):
            if head and cell.strip():
                cells.setdefault(head, cell.strip())
        if cells:
            yield number, cells


def _add(step: Step, number: int, cells: Mapping[str, str]) -> Iterator[RowProblem]:
    """What a row adds to its step; problems where it says otherwise than a row before."""
    for column, before in (("type", step.type), ("text", step.text)):
        if column in cells and before and fold(before) != fold(cells[column]):
            what = f"“{cells[column]}” is another {column} than row {step.row} gives to “{step.name}”: “{before}”."
            yield RowProblem(row=number, what=what)
    step.type, step.text = step.type or cells.get("type", ""), step.text or cells.get("text", "")
    step.answers = step.answers or split_answers(cells.get("answers", ""))
    if "go to" in cells:
        step.ways.append(Way(row=number, when=cells.get("if answer", ""), to=cells["go to"]))
    elif "if answer" in cells:
        yield RowProblem(row=number, what=f"It does not say where “{cells['if answer']}” leads: fill in “go to”.")
