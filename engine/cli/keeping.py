"""`pin`, `translate`: keep what goes with a flow up to date."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.cli.arguments import Commands, add_flows, each_flow, misuse, read_language
from engine.definition import calls_in, renew_translation
from engine.scenarios.files import find_flow, write_text
from engine.scenarios.opening import pinned_anew, read_document, read_translation, release_of
from engine.scenarios.report import told


def add(commands: Commands) -> None:
    """File the commands."""
    pins = commands.add_parser("pin", help="write down which releases of other flows a flow runs")
    add_flows(pins)
    pins.set_defaults(run=pin_flows)
    translates = commands.add_parser("translate", help="write or renew the file that a translator fills in")
    translates.add_argument("flow", metavar="FLOW")
    translates.add_argument("language", type=read_language, metavar="LANG", help="such as es, ar or zh-Hant")
    translates.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="POINTER",
        help="this text has changed but its translation still fits; “all” for every one",
    )
    translates.add_argument("--bare", action="store_true", help="leave out the sentences to translate from")
    translates.set_defaults(run=translate)


def translate(chosen: argparse.Namespace) -> int:
    """`translate FLOW LANGUAGE`: write or renew the file in which a translator fills in the texts."""
    flow = find_flow(Path(chosen.flow))
    document = read_document(flow)
    release_of(flow, document, {})
    if chosen.language == document["language"]:
        raise misuse(f"The flow is written in “{chosen.language}”: there is nothing to translate.")
    path = flow.parent / "translations" / f"{chosen.language}.json"
    # A text that the flow no longer has is no reason to stop: the renewal says so and leaves it out.
    old = read_translation(path, document, passing="unknown-text") if path.is_file() else None
    accept = frozenset(old["texts"] if old and "all" in chosen.accept else chosen.accept)
    renewal = renew_translation(document, chosen.language, old, accept=accept, bare=chosen.bare)
    write_text(path, json.dumps(renewal.translation, indent=2, ensure_ascii=False) + "\n")
    print(told(renewal, str(path)))
    return 0


def pin_flows(chosen: argparse.Namespace) -> int:
    """`pin FLOW…`: write into each flow which releases of other flows it runs, as they stand now."""
    for flow in each_flow(chosen.flows):
        document = read_document(flow)
        pinned = pinned_anew(flow, document)
        if pinned != document:
            write_text(flow, json.dumps(pinned, indent=2, ensure_ascii=False) + "\n")
        done = "written" if pinned != document else "nothing to change"
        print(f"{flow}: {done}; it runs {len(list(calls_in(document)))} other flows.")
    return 0
