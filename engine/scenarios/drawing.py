"""Draws the flow in a file, with what is laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.analysis.drawing import (
    Counts,
    Drawing,
    Drawn,
    Naming,
    Overlay,
    build_picture,
    counts_over,
    coverage_over,
    issues_over,
)
from engine.analysis.layout import Direction
from engine.definition import Release, build_outline
from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.model.words import Words
from engine.nodes import Flow
from engine.scenarios.files import find_beside
from engine.scenarios.layout_program import run_layout
from engine.scenarios.opening import read_document, read_release, read_translation


def read_outline(flow: Path) -> Release:
    """The flow in a file as its designer wrote it: the flows that it runs stay boxes. Raises DefinitionError."""
    document = read_document(flow)
    release = read_release(flow)
    beside = find_beside(flow).items()
    translations = {
        path.stem: read_translation(path, document) for name, path in beside if name.startswith("translations/")
    }
    return build_outline(document, translations, release)


def draw_flow(release: Release, *, language: str, direction: Direction, overlay: Overlay | None = None) -> Drawn:
    """The map of a flow, as a file that can stand alone."""
    words = Words("en")
    naming = Naming.build(release, language or release.flow.language, words)
    picture = build_picture(naming)
    return Drawing(picture, words, direction, overlay=overlay or Overlay()).draw(run_layout)


def read_overlay(kind: str, path: Path, drawn: Flow, whole: Flow) -> Overlay:
    """What is laid over a map, from a file: issues, coverage or counts. Raises DefinitionError that says what to do."""
    data, words = read_document(path), Words("en")
    try:
        if kind == "issues":
            return issues_over(drawn, _issues(data), words)
        counts = Counts.read(data).within(drawn, whole)
        return coverage_over(drawn, counts, words) if kind == "coverage" else counts_over(drawn, counts, words)
    except ValueError as error:
        what = f"“{path}” cannot be laid over a map as {kind}: {error}."
        issue = Issue(rule="overlay", severity=Severity.ERROR, pointer="", what=what, fix=_HOW[kind])
        raise DefinitionError([issue]) from error


_COUNTS = 'Write {"nodes": {"ask-age": 3}, "exits": {"ask-age/next": 3}}.'
_HOW = {
    "issues": "Give it what “python -m engine check FLOW --json” prints.",
    "coverage": f"Give it what “python -m engine test FLOW --coverage --json” prints. {_COUNTS}",
    "counts": _COUNTS,
}


def _issues(data: Json) -> list[Issue]:
    """The issues that `check --json` prints, or a list of them; only those of the flow itself. Raises ValueError."""
    rows = data.get("issues") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("it is no list of issues")
    return [_issue(row) for row in rows if str(row.get("file", "flow.json")).endswith("flow.json")]


def _issue(row: Mapping[str, Json]) -> Issue:
    texts = {key: row.get(key, "") for key in ("rule", "pointer", "what", "fix")}
    if not all(isinstance(text, str) for text in texts.values()) or not texts["what"]:
        raise ValueError("an issue has a rule, a severity, a pointer and what is wrong, each as text")
    return Issue(**texts, severity=Severity(str(row.get("severity"))))
