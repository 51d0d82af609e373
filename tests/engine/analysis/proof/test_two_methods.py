"""What the checks without a solver are certain of, the proof never contradicts."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from engine.analysis import build_graph
from engine.analysis.certainty import find_certainty
from engine.analysis.coverage import Cover
from engine.analysis.proof.encoding import encode
from engine.analysis.proof.proving import Prover
from engine.analysis.proof.terms import both, either, negated
from engine.nodes import TableNode, build_grid
from tests.builders import a_release
from tests.random_flows import CHILD, documents

TODAY = date(2026, 11, 22)
SCARCE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(document=documents(wide=True, most=7))
def test_facts_that_are_certainly_known_and_rows_that_never_fit_are_so_for_the_solver(document: dict[str, Any]) -> None:
    release = a_release(document, children=[CHILD])
    there = build_graph(release.flow)
    encoded = encode(there, (TODAY, TODAY))
    doubts = []
    for node, known in find_certainty(there).entering.items():
        unknown = (negated(encoded.names[node][0, fact].known) for fact in sorted(known))
        doubts.append(both(encoded.reached(node), either(*unknown)))
    for node in release.flow.nodes.values():
        grid = build_grid(node, there.typed) if isinstance(node, TableNode) and node.id in there.reachable else None
        if grid is not None:
            cover = Cover(grid)
            never = (row for place, row in enumerate(node.rows) if not all(cover.regions_of(place)))
            doubts += [encoded.rows[node.id, row.id] for row in never]
    answer = Prover(encoded).ask(either(*doubts), why=False)
    assert answer.reasons is not None, answer.person
