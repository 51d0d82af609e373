"""Reads recorded steps: one JSON object on each line.

A step is `{"answers": [{"question", "answer"}, …], "expect": {"node", "outcome"} | {"refused": true}}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.definition import load_document
from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json

MOST_TOLD = 10
"""Broken lines told about at once: the same mistake is often in all of them."""


def read_steps(text: str) -> list[Mapping[str, Json]]:
    """The steps in `text`. Raises DefinitionError that names the lines that are none."""
    steps: list[Mapping[str, Json]] = []
    issues: list[Issue] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            step = load_document(line)
        except DefinitionError:
            issues.append(_issue(f"Line {number} is not JSON.", "Each line has to be a whole object {…}."))
            continue
        faults = list(_faults(step))
        issues += [_issue(f"Line {number} is no step: {fault}") for fault in faults[:1]]
        steps.append(step)
    if not steps and not issues:
        issues.append(_issue("There are no steps in this file.", "Each line has to be one step."))
    if issues:
        raise DefinitionError(issues[:MOST_TOLD])
    return steps


def _faults(step: Json) -> Iterator[str]:
    if not isinstance(step, dict):
        yield "it is not an object {…}."
        return
    answers, expect = step.get("answers"), step.get("expect")
    if not isinstance(answers, list) or not all(map(_is_answer, answers)):
        yield "“answers” has to be a list of {“question”: text, “answer”: text}."
    if not isinstance(expect, dict) or not (expect.get("refused") is True or _is_end(expect)):
        yield "“expect” has to be {“node”: text, “outcome”: true or false}, or {“refused”: true}."


def _is_answer(each: Json) -> bool:
    return isinstance(each, dict) and all(isinstance(each.get(key), str) for key in ("question", "answer"))


def _is_end(expect: Mapping[str, Json]) -> bool:
    return isinstance(expect.get("node"), str) and isinstance(expect.get("outcome"), bool)


def _issue(what: str, fix: str = "") -> Issue:
    return Issue(rule="steps", severity=Severity.ERROR, pointer="", what=what, fix=fix)
