"""The process that proves: one request after another, a line of JSON each, and a line for an answer.

It ends with its input, at once: whoever closed that, or died, waits for no answer. It also ends when it had no more
memory: what is left of the solver then is not to be relied on. `workers` starts it and asks.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Mapping
from queue import SimpleQueue
from threading import Thread

from engine.analysis.proof import SolverError
from engine.errors import EngineError
from engine.model.values import Json
from engine.scenarios.comparing import differ
from engine.scenarios.measuring import measure
from engine.scenarios.proving import analyse

OUT_OF_MEMORY = 3
"""How the process ends when it is refused more memory."""


class MemoryRefusedError(Exception):
    """There was no more memory to be had."""


def answer(request: Mapping[str, Json]) -> dict[str, Json]:
    """What is asked; or, under `failed`, why there is no answer. Raises MemoryRefusedError."""
    try:
        if request.get("kind") == "coverage":
            return measure(request)
        work = differ if request.get("kind") == "difference" else analyse
        return work(request, time.monotonic)
    except EngineError as error:  # a flow that cannot be used: the next one may be another
        return {"failed": str(error)}
    except SolverError as error:
        if "memory" not in str(error):
            raise
        raise MemoryRefusedError from error


def serve(megabytes: int) -> None:
    """Answers requests until there are no more, with so much memory at most."""
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(requests,), daemon=True).start()
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, hardest))
    gc.disable()  # a proof makes many small objects; they are looked through between two of them
    try:
        while True:
            sys.stdout.buffer.write(json.dumps(answer(json.loads(requests.get()))).encode() + b"\n")
            sys.stdout.buffer.flush()
            gc.collect()
    except (MemoryError, MemoryRefusedError):
        os._exit(OUT_OF_MEMORY)


def _listen(requests: SimpleQueue[bytes]) -> None:
    """Takes requests also during a proof, to hear when nobody waits for it any more."""
    try:
        for line in sys.stdin.buffer:
            requests.put(line)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os._exit(0)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
