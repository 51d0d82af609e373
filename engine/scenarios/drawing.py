"""Draws the flow in a file."""

from __future__ import annotations

from pathlib import Path

from engine.analysis.drawing import Drawing, Drawn, Naming, build_picture
from engine.analysis.layout import Direction
from engine.definition import Release, build_outline
from engine.model.words import Words
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


def draw_flow(release: Release, *, language: str, direction: Direction) -> Drawn:
    """The map of a flow, as a file that can stand alone."""
    words = Words("en")
    naming = Naming.build(release, language or release.flow.language, words)
    return Drawing(build_picture(naming), words, direction).draw(run_layout)
