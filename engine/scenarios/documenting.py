"""Gathers what lies in a flow's folder into the material of its book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from engine.analysis.drawing import Drawing, Naming, build_picture
from engine.analysis.layout import Direction
from engine.definition import check_translation
from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.model.words import Words
from engine.scenarios.book import Material, Translated
from engine.scenarios.drawing import read_outline
from engine.scenarios.files import find_beside
from engine.scenarios.layout_program import run_layout
from engine.scenarios.opening import read_children, read_document, read_release
from engine.scenarios.workers import request_for

Prove = Callable[[Mapping[str, Json]], Mapping[str, Json]]
_NEEDED = ("released_on", "fingerprint")


def gather(flow: Path, *, today: date, language: str, history: Path | None, prove: Prove | None) -> Material:
    """Everything about the flow in a file. Raises DefinitionError."""
    document = read_document(flow)
    outline = read_outline(flow)
    words = Words("en")
    naming = Naming.build(outline, language or outline.flow.language, words)
    beside = find_beside(flow)
    return Material(
        naming=naming,
        document=document,
        today=today,
        drawn=Drawing(build_picture(naming), words, Direction.DOWN, has_style=False).draw(run_layout),
        whole=read_release(flow),
        proof=prove(request_for(document, read_children(flow, document), today)) if prove else {},
        scenarios={name: read_document(path) for name, path in beside.items() if name.startswith("scenarios/")},
        translations=[_translated(document, path) for name, path in beside.items() if name.startswith("translations/")],
        history=read_history(history) if history else (),
    )


def read_history(path: Path) -> list[Mapping[str, Json]]:
    """A list of releases: `{"released_on", "fingerprint", "by"?, "note"?}`, the newest first."""
    found = read_document(path)
    if not isinstance(found, list) or not all(map(_is_entry, found)):
        what = f"“{path}” is no history of releases."
        fix = 'Write a list of {"released_on": "2026-11-22", "fingerprint": "…", "by": "…", "note": "…"}.'
        raise DefinitionError([Issue(rule="history", severity=Severity.ERROR, pointer="", what=what, fix=fix)])
    return sorted(found, key=lambda each: str(each["released_on"]), reverse=True)


def _is_entry(entry: Json) -> bool:
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        return False
    if not all(key in entry for key in _NEEDED):
        return False
    try:
        date.fromisoformat(entry["released_on"])
    except ValueError:
        return False
    return True


def _translated(document: Json, path: Path) -> Translated:
    """How far a translation has come, by what its check says."""
    return how_far(document, path.stem, read_document(path))


def how_far(document: Json, language: str, translation: Json) -> Translated:
    """The same of a translation that was read already."""
    issues = check_translation(document, translation)
    missing, stale = (sum(issue.rule == rule for issue in issues) for rule in ("untranslated", "stale-translation"))
    return Translated(
        language=language, texts=len(translation.get("texts", {})) + missing, missing=missing, stale=stale
    )
