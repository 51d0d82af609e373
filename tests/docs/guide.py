"""Runs docs/by-hand.md: writes the files it shows, gives the commands it names, and says what came out.

`python -m tests.docs.guide` puts today's output into the page; the test holds the page to it. In the page:

- a block marked `json NAME` is a whole file, `json NAME (add)` is merged into the file as it stands;
- a block marked `console` holds commands after `$`, and what they answer;
- a comment `<!-- types: one | two -->` before it says what is typed into the next command.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import json
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from engine.cli import checking, importing, main

PAGE = Path(__file__).parents[2] / "docs" / "by-hand.md"
TODAY = date(2026, 11, 22)
_BLOCK = re.compile(
    r"(?:^<!-- types: (?P<typed>.*?) -->\n)?^```(?P<kind>json|console)(?: (?P<name>\S+?)(?P<add> \(add\))?)?\n"
    r"(?P<body>.*?)^```$",
    re.M | re.S,
)
_PROGRAM = ["python", "-m", "engine"]


class FixedDate(date):
    """A date whose today is the guide's."""

    @classmethod
    def today(cls) -> FixedDate:
        return cls(TODAY.year, TODAY.month, TODAY.day)


def run(text: str) -> str:
    """The page with what its commands answer today."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return _BLOCK.sub(_done, text)


def _done(block: re.Match[str]) -> str:
    body = block["body"]
    if block["kind"] == "json":
        if block["name"]:
            _write(Path(block["name"]), body, is_added=bool(block["add"]))
        return block[0]
    typed = [line.strip() for line in block["typed"].split("|")] if block["typed"] is not None else []
    answered = "".join(_answered(command, typed) for command in _commands(body))
    return block[0].replace(f"\n{body}```", f"\n{answered}```")


def _commands(body: str) -> Iterator[str]:
    yield from (line[2:] for line in body.splitlines() if line.startswith("$ "))


def _write(path: Path, body: str, *, is_added: bool) -> None:
    given = json.loads(body)
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = merged(json.loads(path.read_text(encoding="utf-8")), given) if is_added else given
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def merged(old: Any, new: Any) -> Any:
    """What is new over what is old, key by key; null takes a key away."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    both = {name: merged(old.get(name), each) for name, each in new.items()}
    return {name: each for name, each in {**old, **both}.items() if each is not None}


def _answered(command: str, typed: list[str]) -> str:
    words = shlex.split(command)
    assert words[:3] == _PROGRAM, command
    lines = iter(typed)

    def read_line(label: str) -> str:
        """What a person types, shown as a terminal shows it."""
        line = next(lines, None)
        if line is None:
            raise EOFError
        print(f"{label}{line}")
        return line

    out = io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        mock.patch.object(builtins, "input", read_line),
        mock.patch.object(checking, "date", FixedDate),
        mock.patch.object(importing, "date", FixedDate),
    ):
        main(words[3:])
    shown = "\n".join(line.rstrip() for line in out.getvalue().strip("\n").splitlines())
    return f"$ {command}\n{shown}\n"


if __name__ == "__main__":
    found = run(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(found, encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(_BLOCK.findall(found))} blocks\n")
