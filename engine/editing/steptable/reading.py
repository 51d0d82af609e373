"""Makes a flow from a table of steps. What cannot be read is refused with the number of its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.editing.names import fresh
from engine.editing.sheet import FlowDraft
from engine.editing.steptable.columns import RowProblem, Step, StepTableError, fold, gather_steps, split_answers
from engine.editing.steptable.kinds import REST, check_steps, kind_of
from engine.editing.steptable.rules import StepProblem, ways_as_rules
from engine.editing.templates import new_fact, new_node
from engine.model.values import Json

_NO_FACT = "today"
_OTHER = "Something else"


def read_step_table(rows: Sequence[Sequence[str]], *, slug: str, title: str, time_zone: str) -> FlowDraft:
    """The flow that the rows describe; the first names the columns. Raises StepTableError."""
    steps, has_types = gather_steps(rows)
    problems = check_steps(list(steps.values()))
    problems += _add_ends(steps, is_strict=has_types)
    if problems:
        raise StepTableError(problems)
    names: dict[str, str] = {}
    for folded, step in steps.items():
        names[folded] = fresh(step.name, set(names.values()), "step")
    builder = _Builder(names)
    nodes = {names[folded]: builder.node(step) for folded, step in steps.items()}
    if builder.problems:
        raise StepTableError(builder.problems)
    document = {
        "format": 1,
        "id": slug,
        "language": "en",
        "time_zone": time_zone,
        "title": title,
        "facts": builder.facts,
        "start": next(iter(nodes)),
        "nodes": nodes,
    }
    return FlowDraft(document=document)


def _add_ends(steps: dict[str, Step], *, is_strict: bool) -> list[RowProblem]:
    """Where a table has no types, a name that is nowhere a step is an end; elsewhere it is a slip."""
    problems = []
    for way in [way for step in steps.values() for way in step.ways]:
        if fold(way.to) in steps:
            continue
        if is_strict:
            problems.append(RowProblem(row=way.row, what=f"It goes to “{way.to}”, but no row is the step “{way.to}”."))
        else:
            steps[fold(way.to)] = Step(row=way.row, name=way.to, text=way.to)
    return problems


class _Builder:
    """Nodes one after the other, and the facts that they ask for."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.facts: dict[str, dict[str, Any]] = {}
        self.problems: list[RowProblem] = []

    def node(self, step: Step) -> dict[str, Json]:
        type, answer = kind_of(step)
        text = step.text or step.name
        if type == "question":
            return self._question(step, answer, text)
        node = new_node(type, text)
        if type == "handoff":
            node["reason"] = fresh(text, (), "asked-for-a-person")
            node["plan"] = step.answers[0] if step.answers else ""
        rest = [way for way in step.ways if fold(way.when) in REST]
        if len(rest) != len(step.ways) or len(rest) > 1:
            what = f"“{step.name}” asks nothing, so it goes on in one way: one row, with “if answer” empty."
            self.problems.append(RowProblem(row=step.ways[-1].row, what=what))
        elif rest:
            node["unsolved" if type == "article" else "next"] = self.names[fold(rest[0].to)]
        return node

    def _question(self, step: Step, answer: str, text: str) -> dict[str, Json]:
        name = fresh(step.name, {*self.facts, _NO_FACT}, "answer").replace("-", "_")
        name = fresh(name, self.facts, "answer") if name in self.facts else name
        fact = new_fact(answer, text)
        if answer in ("choice", "choices"):
            fact["options"] = _options(step)
            if len(fact["options"]) < 2:
                what = f"“{step.name}” needs at least two answers: write them under “answers”, apart by |."
                self.problems.append(RowProblem(row=step.row, what=what))
        if answer in ("integer", "decimal"):
            fact["maximum"] = max(
                [fact["maximum"], *(10 * number for way in step.ways for number in _numbers(way.when))]
            )
        self.facts[name] = fact
        try:
            return {**new_node("question", text, fact=name), **ways_as_rules(step, name, fact, self.names)}
        except StepProblem as wrong:
            self.problems.append(wrong.problem)
            return {}


def _numbers(when: str) -> Iterator[int]:
    """The numbers that a cell speaks of: the question has to take them."""
    return (int(digits) for digits in re.findall(r"\d{1,12}", when.replace(",", "")) if int(digits) > 100)


def _options(step: Step) -> list[dict[str, str]]:
    """The answers to choose; where the table does not list them, those that lead somewhere."""
    said = [part for way in step.ways if fold(way.when) not in REST for part in split_answers(way.when)]
    if said and any(fold(way.when) in REST for way in step.ways):
        said.append(_OTHER)  # a row for all other answers: somebody has to be able to give one
    options: dict[str, str] = {}
    seen: set[str] = set()
    for label in step.answers or said:
        if fold(label) not in seen:
            seen.add(fold(label))
            options[fresh(label, options, "answer")] = label
    return [{"id": id, "label": label} for id, label in options.items()]
