"""Runs the program that lays out pictures: `graphviz-pure`, which is installed beside Python."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity

NAME = "graphviz-pure"
MOST_SECONDS = 60


def run_layout(graph: str) -> str:
    """The layout of a graph in the language of `dot`, as JSON. Raises DefinitionError that says what to do."""
    program = find_program()
    if program is None:
        raise _failed(
            f"The program “{NAME}”, which lays out pictures, is not installed.", "Run “make run” once: it installs it."
        )
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program and fixed arguments
            [program, "-Tjson"], input=graph, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        what = f"The picture is too large: after {MOST_SECONDS} seconds it was not laid out."
        raise _failed(what, "Draw a part of it as a flow of its own.") from error
    if done.returncode or not done.stdout.strip():
        raise _failed(f"The picture could not be laid out: {done.stderr.strip() or 'the program said nothing'}.")
    return done.stdout


def find_program() -> str | None:
    """The program beside this Python, else on the path."""
    beside = Path(sys.executable).with_name(NAME)
    return str(beside) if beside.is_file() else shutil.which(NAME)


def _failed(what: str, fix: str = "") -> DefinitionError:
    return DefinitionError([Issue(rule="layout", severity=Severity.ERROR, pointer="", what=what, fix=fix)])
