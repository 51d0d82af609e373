"""`draw`, `document`: a map of a flow, and its printable book."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from engine.cli.arguments import Commands, add_today, misuse, read_language
from engine.definition import Release
from engine.scenarios.files import find_flow, write_text
from engine.scenarios.workers import ProofWorker

_OVERLAYS = ("issues", "coverage", "counts")


def add(commands: Commands) -> None:
    """File the commands."""
    draws = commands.add_parser("draw", help="a map of a flow, as a picture (SVG)")
    draws.add_argument("flow", metavar="FLOW", help="a flow.json, or the folder it is in")
    draws.add_argument("-o", "--output", required=True, metavar="FILE.svg")
    draws.add_argument("--direction", choices=["down", "right"], default="down", help="which way it is read (down)")
    draws.add_argument("--language", type=read_language, metavar="LANG", help="of its texts (the flow's)")
    draws.add_argument(
        "--overlay",
        nargs=2,
        metavar=("KIND", "FILE"),
        help="lay over it: issues (what check --json prints), coverage (test --coverage --json), or counts",
    )
    draws.add_argument("--whole", action="store_true", help="with the flows that it runs written out")
    draws.set_defaults(run=draw)
    documents = commands.add_parser("document", help="the printable book of a flow: everything about it (HTML)")
    documents.add_argument("flow", metavar="FLOW", help="a flow.json, or the folder it is in")
    documents.add_argument("-o", "--output", required=True, metavar="FILE.html")
    documents.add_argument("--language", type=read_language, metavar="LANG", help="of the flow's texts (its own)")
    documents.add_argument("--history", metavar="FILE.json", help="the flow's releases: released_on, fingerprint, …")
    documents.add_argument("--no-proof", action="store_true", help="leave out what is proved")
    add_today(documents)
    documents.set_defaults(run=document)


def draw(chosen: argparse.Namespace) -> int:
    """`draw FLOW -o FILE.svg`: a map of a flow."""
    from engine.analysis.layout import Direction  # drawing is loaded by nobody else
    from engine.scenarios.drawing import draw_flow, read_outline, read_overlay
    from engine.scenarios.opening import read_release

    if Path(chosen.output).suffix.lower() != ".svg":
        raise misuse(f"A map is written as SVG: let the name end in “.svg”, not “{Path(chosen.output).name}”.")
    flow = find_flow(Path(chosen.flow))
    whole = read_release(flow)
    release = whole if chosen.whole else read_outline(flow)
    require_language(release, chosen.language)
    kind, file = chosen.overlay or ("", "")
    if kind and kind not in _OVERLAYS:
        raise misuse(f"“{kind}” cannot be laid over a map. There are: {', '.join(_OVERLAYS)}.")
    overlay = read_overlay(kind, Path(file), release.flow, whole.flow) if kind else None
    direction = Direction(chosen.direction)
    drawn = draw_flow(release, language=chosen.language or "", direction=direction, overlay=overlay)
    write_text(Path(chosen.output), drawn.svg)
    print(f"{chosen.output}: {len(release.flow.nodes)} nodes drawn.")
    return 0


def document(chosen: argparse.Namespace) -> int:
    """`document FLOW -o FILE.html`: everything about a flow, to read and to print."""
    from engine.scenarios.book import build_book  # drawing is loaded by nobody else
    from engine.scenarios.documenting import gather

    flow = find_flow(Path(chosen.flow))
    history = Path(chosen.history) if chosen.history else None
    with ExitStack() as ending:
        prove = None if chosen.no_proof else ending.enter_context(ProofWorker()).analyse
        book = gather(
            flow, today=chosen.today or date.today(), language=chosen.language or "", history=history, prove=prove
        )
    require_language(book.release, chosen.language)
    write_text(Path(chosen.output), build_book(book))
    print(f"{chosen.output}: written.")
    return 0


def require_language(release: Release, language: str | None) -> None:
    """Raises DefinitionError for a language that the flow is not in."""
    if language and language not in release.languages:
        there = ", ".join(release.languages)
        raise misuse(f"The flow is not translated into “{language}”. It is in: {there}.")
