"""Times contenders in turn, many rounds, so that noise falls on all of them alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def medians(contenders: Mapping[str, Callable[[], object]], *, rounds: int = 15, calls: int = 1) -> dict[str, float]:
    """Median seconds of one call, by name. Each contender's function does `calls` calls; all take turns each round."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for run in contenders.values():
        run()
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, run in contenders.items():
                began = time.perf_counter()
                run()
                taken[name].append((time.perf_counter() - began) / calls)
    finally:
        gc.enable()
    return {name: statistics.median(times) for name, times in taken.items()}


def table(title: str, times: Mapping[str, float], baseline: str) -> str:
    """The medians in µs and their ratio to `baseline`, slowest last."""
    rows = [f"\n{title}", f"  {'':38} {'median µs':>10} {'× ' + baseline:>16}"]
    for name, seconds in sorted(times.items(), key=lambda pair: pair[1]):
        rows.append(f"  {name:38} {seconds * 1e6:10.2f} {seconds / times[baseline]:16.2f}")
    return "\n".join(rows)
