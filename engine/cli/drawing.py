"""`draw`: a map of a flow."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.cli.arguments import Commands, misuse, read_language
from engine.definition import Release
from engine.scenarios.files import find_flow, write_text


def add(commands: Commands) -> None:
    """File the command."""
    draws = commands.add_parser("draw", help="a map of a flow, as a picture (SVG)")
    draws.add_argument("flow", metavar="FLOW", help="a flow.json, or the folder it is in")
    draws.add_argument("-o", "--output", required=True, metavar="FILE.svg")
    draws.add_argument("--direction", choices=["down", "right"], default="down", help="which way it is read (down)")
    draws.add_argument("--language", type=read_language, metavar="LANG", help="of its texts (the flow's)")
    draws.add_argument("--whole", action="store_true", help="with the flows that it runs written out")
    draws.set_defaults(run=draw)


def draw(chosen: argparse.Namespace) -> int:
    """`draw FLOW -o FILE.svg`: a map of a flow."""
    from engine.analysis.layout import Direction  # drawing is loaded by nobody else
    from engine.scenarios.drawing import draw_flow, read_outline
    from engine.scenarios.opening import read_release

    flow = find_flow(Path(chosen.flow))
    release = read_release(flow) if chosen.whole else read_outline(flow)
    require_language(release, chosen.language)
    drawn = draw_flow(release, language=chosen.language or "", direction=Direction(chosen.direction))
    write_text(Path(chosen.output), drawn.svg)
    print(f"{chosen.output}: {len(release.flow.nodes)} nodes drawn.")
    return 0


def require_language(release: Release, language: str | None) -> None:
    """Raises DefinitionError for a language that the flow is not in."""
    if language and language not in release.languages:
        there = ", ".join(release.languages)
        raise misuse(f"The flow is not translated into “{language}”. It is in: {there}.")
