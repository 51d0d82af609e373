"""(g) The proof of whole flows, from 50 to 1,990 nodes, beside what networkx alone makes of the same graphs.

Each size runs in a process of its own, so that its peak of memory is its own. What is timed is what the process
that proves does for a request; its start, with the solver, is told apart.
"""

from __future__ import annotations

import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx

from engine.analysis.graph import build_graph
from engine.definition import build_release, check_document
from engine.scenarios.proving import analyse
from engine.scenarios.workers import request_for
from tests.bench.proof_flows import edited, realistic

TODAY = date(2026, 11, 22)
SIZES = (50, 60, 200, 500, 1000, 1990)
WANTED = {60: 0.4, 200: 1.0, 1000: 8.0}
"""Seconds, by size."""
WANTED_EDIT = 0.3
EDITED = 200
"""The size of the flow that is edited."""
EDITS = 15
"""One after the other."""


def run() -> bool:
    """Prints the table; True when every time asked for is reached."""
    print("\nproofs: a whole flow, every node, exit, rule, row and promise settled")
    print("   nodes   seconds   CPU s  ms/node  × networkx  settled  open  peak MB")
    found = {size: _measured(size) for size in SIZES}
    for size, row in found.items():
        ratio = row["seconds"] / row["networkx"]
        each = 1000 * row["seconds"] / size
        settled = f"{row['settled']:8} {row['open']:5}"
        print(
            f"  {size:6} {row['seconds']:9.2f} {row['cpu']:7.2f} {each:8.2f} {ratio:11.0f} {settled} {row['peak']:8.0f}"
        )
    whole, instant = _command(60), _command(60, "--no-proof")
    print(f"  the command from its start, 60 nodes: {whole:.2f} s; with --no-proof {instant:.2f} s")
    reached = [_judge(f"{size} nodes", found[size]["seconds"], most) for size, most in WANTED.items()]
    reached.append(_judge(f"after one edit of {EDITED} nodes", found[EDITED]["edit"], WANTED_EDIT))
    edits = found[EDITED]
    print(f"  peak of memory: {edits['peak']:.0f} MB, after {EDITS} edits {edits['peak_edited']:.0f} MB")
    return all(reached)


def _judge(what: str, seconds: float, most: float) -> bool:
    print(f"  {'ok ' if seconds <= most else 'NOT'} {what} ≤ {most:g} s: {seconds:.2f} s")
    return seconds <= most


def _measured(size: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.proofs", str(size)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _command(size: int, *options: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        flow = Path(folder) / "flow.json"
        flow.write_text(json.dumps(realistic(size)))
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "engine", "check", str(flow), *options], check=True, stdout=subprocess.DEVNULL
        )
        return time.perf_counter() - began


def _measure(size: int) -> dict[str, Any]:
    """One size, in this process."""
    document = realistic(size)
    if check_document(document):
        raise SystemExit("the document is not sound")
    gc.disable()  # as the process that proves does
    analyse(request_for(realistic(20), {}, TODAY))  # what is loaded and compiled once
    cpu = time.process_time()
    seconds, proof = _timed(document)
    row = {
        "seconds": seconds,
        "cpu": time.process_time() - cpu,
        "networkx": _networkx_alone(document),
        "settled": len(proof["coverage"]),
        "open": sum(entry["can"] is None for entry in proof["coverage"]),
        "peak": _peak(),
    }
    if size == EDITED:
        row["edit"] = statistics.median(_edits(document, proof))
        row["peak_edited"] = _peak()
    return row


def _edits(document: Any, proof: Any) -> Iterator[float]:
    """Seconds of one edit after the other, each with what the proof before it said."""
    for number in range(EDITS):
        seconds, proof = _timed(edited(document, number), proof)
        yield seconds
        gc.collect()  # as that process does between two requests


def _peak() -> float:
    """Megabytes that this process has used at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(document: Any, before: Any = None) -> tuple[float, Any]:
    request = request_for(document, {}, TODAY, before)
    began = time.perf_counter()
    proof = analyse(request)
    return time.perf_counter() - began, proof


def _networkx_alone(document: Any) -> float:
    """What the graph alone tells: what can be reached, what leads on, knots, what all ways have in common."""
    flow = build_release(document).flow
    began = time.perf_counter()
    graph = build_graph(flow).graph
    nx.descendants(graph, flow.start)
    for outcome in (node.id for node in flow.nodes.values() if node.outcome):
        nx.ancestors(graph, outcome)
    list(nx.strongly_connected_components(graph))
    nx.immediate_dominators(graph, flow.start)
    if nx.is_directed_acyclic_graph(graph):
        nx.dag_longest_path(nx.DiGraph(graph))
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
