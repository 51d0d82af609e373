"""Load from one process: kept-alive connections, each with journeys of its own, answering question by question."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

Call = tuple[str, str, str, Mapping[str, str]]
"""Method, address, body and headers."""


@dataclass
class Load:
    """What one run of load measured."""

    seconds: list[float] = field(default_factory=list)
    """Of each request that succeeded."""
    failed: list[str] = field(default_factory=list)
    took: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.took

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def run_load(port: int, streams: Sequence[Callable[[int], Call | None]], *, at_most: float) -> Load:
    """Calls each stream for its next request until it ends or the time is up; one connection for each stream."""
    load, lock = Load(), threading.Lock()
    gate = threading.Barrier(len(streams) + 1)
    deadline = [0.0]

    def work(stream: Callable[[int], Call | None]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        mine, wrong, count = [], [], 0
        gate.wait()
        while time.perf_counter() < deadline[0] and (call := stream(count)) is not None:
            method, path, body, headers = call
            began = time.perf_counter()
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            response.read()
            if response.status == 200:
                mine.append(time.perf_counter() - began)
            else:
                wrong.append(f"{response.status} {path}")
            count += 1
        connection.close()
        with lock:
            load.seconds += mine
            load.failed += wrong

    threads = [threading.Thread(target=work, args=(stream,)) for stream in streams]
    for thread in threads:
        thread.start()
    began = time.perf_counter()
    deadline[0] = began + at_most
    gate.wait()
    for thread in threads:
        thread.join()
    load.took = time.perf_counter() - began
    return load


def form(fields: Mapping[str, str]) -> str:
    """A posted form."""
    return urlencode(fields)
