"""Reads the line, and runs the command that it names."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from engine.cli import checking, comparing, drawing, explaining, importing, keeping, logic, playing, walking
from engine.errors import DefinitionError

FAMILIES = (checking, playing, walking, explaining, comparing, importing, keeping, logic, drawing)
"""The modules that file commands, in the order in which `--help` lists them."""
_PIPE_CLOSED = 141
"""What a shell says of a program that wrote into a pipe which nobody reads any more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the process's exit code. What cannot be read is said, and ends it with 1."""
    parser = argparse.ArgumentParser(prog="python -m engine", description="Commands for the designers of flows.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for family in FAMILIES:
        family.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except DefinitionError as error:
        print("\n".join(issue.sentence for issue in error.issues), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
        return 130
    except BrokenPipeError:  # whoever read the answer has read enough; Python would write into the pipe once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    return code
