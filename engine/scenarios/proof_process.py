"""The process that proves: one request after another, a line of JSON each, and a line for an answer.

It ends with its input, at once: whoever closed that, or died, waits for no answer. `workers` starts it and asks.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Mapping
from queue import SimpleQueue
from threading import Thread

from engine.errors import EngineError
from engine.model.values import Json
from engine.scenarios.comparing import differ
from engine.scenarios.proving import analyse


def answer(request: Mapping[str, Json]) -> dict[str, Json]:
    """What is asked; or, under `failed`, why there is no answer."""
    try:
        return differ(request) if request.get("kind") == "difference" else analyse(request)
    except EngineError as error:  # a flow that cannot be used: the next one may be another
        return {"failed": str(error)}


def serve() -> None:
    """Answers requests until there are no more."""
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(requests,), daemon=True).start()
    gc.disable()  # a proof makes many small objects; they are looked through between two of them
    while True:
        sys.stdout.buffer.write(json.dumps(answer(json.loads(requests.get()))).encode() + b"\n")
        sys.stdout.buffer.flush()
        gc.collect()


def _listen(requests: SimpleQueue[bytes]) -> None:
    """Takes requests also during a proof, to hear when nobody waits for it any more."""
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)


if __name__ == "__main__":
    serve()
