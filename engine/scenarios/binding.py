"""Makes the book of a flow that lies in no folder: from its document, its release and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from engine.model.values import Json

if TYPE_CHECKING:
    from engine.definition import Release


def write_book(
    document: Json,
    translations: Mapping[str, Json],
    release: Release,
    *,
    today: date,
    proof: Mapping[str, Json],
    scenarios: Mapping[str, Json],
    history: Sequence[Mapping[str, Json]],
) -> str:
    """The whole book as HTML. `release` has the flows that it runs written out; drawing is loaded only here."""
    from engine.analysis.drawing import Drawing, Naming, build_picture
    from engine.analysis.layout import Direction
    from engine.definition import build_outline
    from engine.model import Words
    from engine.scenarios.book import Material, build_book
    from engine.scenarios.documenting import how_far
    from engine.scenarios.layout_program import run_layout

    words = Words("en")
    outline = build_outline(document, translations, release)
    naming = Naming.build(outline, outline.flow.language, words)
    return build_book(
        Material(
            naming=naming,
            document=document,
            today=today,
            drawn=Drawing(build_picture(naming), words, Direction.DOWN, has_style=False).draw(run_layout),
            whole=release,
            proof=proof,
            scenarios=scenarios,
            translations=[how_far(document, language, each) for language, each in sorted(translations.items())],
            history=history,
        )
    )
