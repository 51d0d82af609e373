"""Reads what is compared: two editions of a flow, and a file of past journeys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from engine.analysis.diff import Edition
from engine.analysis.proof import Journey
from engine.definition import load_document
from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.scenarios.files import find_beside
from engine.scenarios.opening import read_children, read_document, read_translation, release_of

MOST_TOLD = 10
"""Broken lines told about at once: the same mistake is often in all of them."""


def read_edition(flow: Path) -> Edition:
    """A flow with its translations and the flows it runs, checked. Raises DefinitionError that names the file."""
    document = read_document(flow)
    release_of(flow, document, {})
    beside = find_beside(flow).items()
    translations = {
        path.stem: read_translation(path, document) for name, path in beside if name.startswith("translations/")
    }
    return Edition(
        document=document,
        release=release_of(flow, document, translations),
        translations=translations,
        children=read_children(flow, document),
    )


def read_journeys(text: str) -> list[Journey]:
    """Past journeys, one JSON object on each line: {"answers": {fact: value}, "today": "2026-11-22"}.

    Raises DefinitionError that names the lines that are none.
    """
    journeys: list[Journey] = []
    issues: list[Issue] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            journeys.append(_journey(number, load_document(line)))
        except DefinitionError:
            issues.append(_issue(f"Line {number} is not JSON.", "Each line has to be a whole object {…}."))
        except ValueError as error:
            issues.append(_issue(f"Line {number} is no journey: {error}"))
    if not journeys and not issues:
        issues.append(_issue("There are no journeys in this file.", "Each line has to be one journey."))
    if issues:
        raise DefinitionError(issues[:MOST_TOLD])
    return journeys


def _journey(number: int, data: Json) -> Journey:
    fault = next(_faults(data), "")
    if fault:
        raise ValueError(fault)
    return Journey(number=number, answers=data["answers"], today=date.fromisoformat(data["today"]))


def _faults(data: Json) -> Iterator[str]:
    if not isinstance(data, Mapping):
        yield "it is not an object {…}."
        return
    if not isinstance(data.get("answers"), Mapping):
        yield "“answers” has to be an object with an answer for each fact: {“people”: 3}."
    try:
        date.fromisoformat(data.get("today", ""))
    except (TypeError, ValueError):
        yield "“today” has to be the day on which the journey began, such as “2026-11-22”."


def _issue(what: str, fix: str = "") -> Issue:
    return Issue(rule="journeys", severity=Severity.ERROR, pointer="", what=what, fix=fix)
