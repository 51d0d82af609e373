"""(h) What differs for anybody between two releases, beside the proof of either by itself."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from engine.definition import Child
from engine.scenarios.comparing import differ
from engine.scenarios.proving import analyse
from engine.scenarios.workers import difference_request, request_for
from tests.bench.proof_flows import edited, realistic

TODAY = date(2026, 11, 22)
SIZES = (60, 200)


def run() -> bool:
    """Prints the table; True when everything was settled."""
    print("\ndiff: two releases of a flow held against each other, another limit in the middle")
    print("   nodes  proving both  comparing  × both  pairs  open")
    _difference(*_editions(20))  # what is loaded and compiled once
    settled = [_measured(size) for size in SIZES]
    return all(settled)


def _measured(size: int) -> bool:
    old, new = _editions(size)
    began = time.perf_counter()
    for each in (old, new):
        analyse(request_for(each, {}, TODAY))
    proved = time.perf_counter() - began
    began = time.perf_counter()
    found = _difference(old, new)
    compared = time.perf_counter() - began
    pairs, open_ = len(found["outcomes"]), len(found["not_settled"])
    print(f"  {size:6} {proved:12.2f}s {compared:9.2f}s {compared / proved:7.1f} {pairs:6} {open_:5}")
    return not open_


def _difference(old: Any, new: Any) -> dict[str, Any]:
    editions = (Child(document=old), Child(document=new))
    return differ(difference_request(*editions, old_children={}, new_children={}, today=TODAY))


def _editions(size: int) -> tuple[Any, Any]:
    """A flow, and the same with another limit in the middle."""
    old = realistic(size)
    return old, edited(old, 500)


if __name__ == "__main__":
    run()
