"""(d) Replay: where 100,000 recorded journeys lead in a flow of 200 nodes, from typed answers.

That is what a change of a flow is tried against. A sample is walked node by node too, and has to end the same way.
"""

from __future__ import annotations

import random
import time
from datetime import date
from typing import Any

from engine.definition import build_release
from engine.runtime import walk_plainly, walker_of
from tests.bench.checking import big_document
from tests.bench.timing import medians, table

TODAY = date(2026, 11, 23)
NODES, JOURNEYS, SAMPLE = 200, 100_000, 100
WANTED_SECONDS = 1.0


def run() -> bool:
    """Prints throughput and the ratio to the plain way; True when all journeys take less than a second."""
    document = big_document(NODES)
    release = build_release(document, {})
    walker = walker_of(release)
    crowd = _people(document, 2_000)
    for person in crowd[:SAMPLE]:
        if walker(person, TODAY) != walk_plainly(release, person, TODAY):
            raise SystemExit(f"the compiled walk ends elsewhere than the plain one: {person}")
    steps = sum(len(walker(person, TODAY).path) for person in crowd) / len(crowd)
    timed = {
        "waypost walk": lambda: [walker(person, TODAY) for person in crowd[:SAMPLE]],
        "node by node": lambda: [walk_plainly(release, person, TODAY) for person in crowd[:SAMPLE]],
    }
    times = medians(timed, rounds=5, calls=SAMPLE)
    print(table(f"replay: {NODES} nodes, {steps:.0f} of them on a walk", times, "waypost walk"))
    seconds = min(_replay(walker, crowd) for _ in range(3))
    print(f"  {JOURNEYS / seconds:,.0f} journeys a second")
    print(f"  {'ok ' if seconds < WANTED_SECONDS else 'NOT'} {JOURNEYS:,} journeys < 1 s: {seconds:.2f} s")
    return seconds < WANTED_SECONDS


def _replay(walker: Any, crowd: list[dict[str, Any]]) -> float:
    began = time.perf_counter()
    for _ in range(JOURNEYS // len(crowd)):
        for person in crowd:
            walker(person, TODAY)
    return time.perf_counter() - began


def _people(document: dict[str, Any], count: int) -> list[dict[str, Any]]:
    chance = random.Random(11)
    choose = {
        "integer": lambda: chance.randrange(13),
        "boolean": lambda: chance.random() < 0.5,
        "choice": lambda: f"o{chance.randrange(4)}",
    }
    facts = document["facts"].items()
    return [{name: choose[fact["type"]]() for name, fact in facts} for _ in range(count)]
