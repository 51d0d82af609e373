"""Has a file made anew by the cleaner, a program of its own with bounded memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

_PROGRAM: Final = Path(__file__).with_name("cleaner.py")
_SECONDS: Final = 40


class FileRefusedError(Exception):
    """A file that is not taken. `code` is the refusal's, for its sentence."""

    def __init__(self, code: str, **params: int) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def make_anew(content: bytes) -> tuple[str, bytes]:
    """The media type and the clean bytes of a picture or PDF. Raises FileRefusedError."""
    command = [sys.executable, "-I", str(_PROGRAM)]
    try:
        done = subprocess.run(  # noqa: S603  our own program; the stranger's bytes are its input only
            command, input=content, capture_output=True, timeout=_SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        raise FileRefusedError("unreadable") from None
    line, _, made = done.stdout.partition(b"\n")
    if done.returncode != 0:  # it died of the file: by the limit of its memory or time, or by a fault in a library
        raise FileRefusedError("unreadable")
    told = json.loads(line)
    if "refused" in told:
        raise FileRefusedError(told["refused"], **told.get("params", {}))
    return str(told["media_type"]), made
