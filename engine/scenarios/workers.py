"""Proves flows in a process of its own, which can be cancelled and keeps the solver out of the one that serves pages.

It is asked what holds of a flow, or what differs between two editions of one. `proof_process` is what runs there.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.definition import Child, Children
from engine.errors import ProofStoppedError
from engine.model.values import Json

_HERE = Path(__file__).parents[2]
_COMMAND = ("-m", "engine.scenarios.proof_process")


SECONDS = 300.0
"""What the proof of a flow, or a comparison, may take as a whole. What it does not reach is not settled."""
MEGABYTES = 2048
"""What the process may use: about four times what a flow of 2,000 nodes needs."""
_OUT_OF_MEMORY = 3
"""How the process ends when it is refused more."""
ENDED = "The process that proves has ended."


def request_for(
    document: Json,
    children: Children,
    today: date,
    before: Mapping[str, Json] | None = None,
    *,
    seconds: float = SECONDS,
) -> dict[str, Json]:
    """What `analyse` takes: a document that its check found sound, the flows it runs, and an earlier result of it."""
    runs = {name: dict(child.document) for name, child in children.items()}
    own = {"document": document, "children": runs, "today": today.isoformat(), "before": before or {}}
    return {**own, "seconds": seconds}


def difference_request(
    old: Child,
    new: Child,
    *,
    old_children: Children,
    new_children: Children,
    today: date,
    journeys: Sequence[Mapping[str, Json]] = (),
    seconds: float = SECONDS,
) -> dict[str, Json]:
    """What `find_difference` takes: two editions that their checks found sound, each with the flows it runs.

    `journeys` are past ones, as `{"answers": {fact: value}, "today": "2026-11-22"}`, with a `number` or in their order.
    """
    return {
        "kind": "difference",
        "old": _edition(old, old_children),
        "new": _edition(new, new_children),
        "today": today.isoformat(),
        "journeys": [dict(each) for each in journeys],
        "seconds": seconds,
    }


def _edition(flow: Child, children: Children) -> dict[str, Json]:
    return {**_whole(flow), "children": {name: _whole(child) for name, child in children.items()}}


def _whole(flow: Child) -> dict[str, Json]:
    translations = {language: dict(each) for language, each in flow.translations.items()}
    return {"document": dict(flow.document), "translations": translations}


class ProofWorker:
    """A process that proves. Started when it is made, so that it is ready when it is asked."""

    def __init__(self, *, megabytes: int = MEGABYTES) -> None:
        self._megabytes = megabytes
        # A session of its own: Ctrl-C is for the parent, which then ends this process.
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter, running our own module
            [sys.executable, *_COMMAND, str(megabytes)],
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
        return self._answer(request, seconds)

    def find_difference(self, request: Mapping[str, Json], *, seconds: float | None = None) -> dict[str, Json]:
        """What `engine.scenarios.comparing.differ` says. Raises ProofStoppedError as `analyse` does."""
        return self._answer(request, seconds)

    def _answer(self, request: Mapping[str, Json], seconds: float | None) -> dict[str, Json]:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            line = self._line(seconds)
        except (BrokenPipeError, ValueError) as error:  # its pipes are broken, or closed
            raise ProofStoppedError(ENDED) from error
        except BaseException:
            self.cancel()
            raise
        answer: dict[str, Json] = json.loads(line)
        if "failed" in answer:
            raise ProofStoppedError(answer["failed"])
        return answer

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """Ends the process at once. Another thread that waits for its answer hears of it by ProofStoppedError."""
        self._process.kill()
        self._process.wait()

    def cancel(self) -> None:
        """Ends the process at once, whatever it is doing, and lets go of it."""
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # it never read its request to the end; the pipe closes all the same
                    pipe.close()

    def _line(self, seconds: float | None) -> bytes:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        if not ready:
            raise ProofStoppedError(f"The proof took longer than {seconds:g} seconds and was stopped.")
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):  # it ended before its answer, or in the middle of it
            raise ProofStoppedError(self._why_ended())
        return line

    def _why_ended(self) -> str:
        """Why the process ended by itself. Some of the solver's parts end it as soon as they are refused memory."""
        try:
            _, status, used = os.wait4(self.pid, 0)
        except ChildProcessError:  # `cancel`, in another thread, has waited for it already
            return ENDED
        code = self._process.returncode = os.waitstatus_to_exitcode(status)
        is_full = code < 0 and used.ru_maxrss * 1024 > self._megabytes * 2**20 / 4
        if code == _OUT_OF_MEMORY or is_full:
            return f"The proof needed more memory than it may ({self._megabytes:,} MB) and was stopped."
        return ENDED

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cancel()
