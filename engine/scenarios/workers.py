"""Proves flows in a process of its own, which can be cancelled and keeps the solver out of the one that serves pages.

The process reads one request after another, a line of JSON each, and answers with a line. It ends with its input.
"""

from __future__ import annotations

import gc
import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.definition import Children
from engine.errors import ProofStoppedError
from engine.model.values import Json

_HERE = Path(__file__).parents[2]
_COMMAND = ("-m", "engine.scenarios.workers")


def request_for(
    document: Json, children: Children, today: date, before: Mapping[str, Json] | None = None
) -> dict[str, Json]:
    """What `analyse` takes: a document that its check found sound, the flows it runs, and an earlier result of it."""
    runs = {name: dict(child.document) for name, child in children.items()}
    return {"document": document, "children": runs, "today": today.isoformat(), "before": before or {}}


class ProofWorker:
    """A process that proves. Started when it is made, so that it is ready when it is asked."""

    def __init__(self) -> None:
        # A session of its own: Ctrl-C is for the parent, which then ends this process.
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter, running this module
            [sys.executable, *_COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(_HERE)},
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def analyse(self, request: Mapping[str, Json], *, seconds: float | None = None) -> dict[str, Json]:
        """What `engine.scenarios.proving.analyse` says. Raises ProofStoppedError, and the process is over, if not."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            line = self._line(seconds)
        except (BrokenPipeError, ValueError) as error:  # its pipes are broken, or closed
            raise ProofStoppedError("The process that proves has ended.") from error
        except BaseException:
            self.cancel()
            raise
        answer: dict[str, Json] = json.loads(line)
        return answer

    def cancel(self) -> None:
        """Ends the process at once, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _line(self, seconds: float | None) -> bytes:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        if not ready:
            raise ProofStoppedError(f"The proof took longer than {seconds:g} seconds and was stopped.")
        line = self._process.stdout.readline()
        if not line:
            raise ProofStoppedError("The process that proves has ended.")
        return line

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cancel()


def serve() -> None:
    """Answers requests until there are no more."""
    from engine.scenarios.proving import analyse  # the solver is loaded in this process only

    gc.disable()  # a proof makes many small objects; they are looked through between two of them
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(analyse(json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()
        gc.collect()


if __name__ == "__main__":
    serve()
