"""`logic`: rules of other systems, one for each line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from engine.cli.arguments import Commands
from engine.expressions.portable import CERTLOGIC, JSONLOGIC
from engine.scenarios.files import read_text
from engine.scenarios.logic import answer_lines


def add(commands: Commands) -> None:
    """File the command."""
    rules = commands.add_parser("logic", help="what JsonLogic or CertLogic rules give, one JSON line for each line")
    rules.add_argument("file", nargs="?", metavar="FILE", help='lines of {"rule", "data"} (what comes in)')
    rules.add_argument("--written-for", choices=[JSONLOGIC, CERTLOGIC], default="", help="where the rules come from")
    rules.set_defaults(run=logic)


def logic(chosen: argparse.Namespace) -> int:
    """`logic [FILE]`: what JsonLogic or CertLogic rules give, one JSON line for each line."""
    lines = read_text(Path(chosen.file)).encode().split(b"\n") if chosen.file else sys.stdin.buffer
    for line in answer_lines(lines, written_for=chosen.written_for):
        print(line)
    return 0
