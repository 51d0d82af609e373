"""A whole flow as formulas: for each node and exit the condition on the answers under which a walk comes there.

A walk is one way through the flow, so that a node is reached exactly when one of the exits that lead to it is taken.
The conditions of nodes are variables of their own and shared, never written out along the ways. Everything a
designer wrote stands under a name of its own (`Encoded.said`), so that a proof can say what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.analysis.graph import FlowGraph
from engine.analysis.proof.beside import Side
from engine.analysis.proof.encoded import FAILURES, LOOP, STUCK, Encoded
from engine.analysis.proof.place_writer import is_exact
from engine.analysis.proof.ways import Place, TooKnottedError, find_ways
from engine.analysis.proof.writing import write_places
from engine.analysis.proof.written import Written

__all__ = ["FAILURES", "LOOP", "STUCK", "Encoded", "TooKnottedError", "encode", "is_exact"]


def encode(
    there: FlowGraph,
    today: tuple[date, date],
    side: Side | None = None,
    earlier: Mapping[Place, Written] | None = None,
) -> Encoded:
    """The formulas of a flow, for journeys that begin between two days. Raises TooKnottedError.

    `earlier` is what its places wrote before an edit, when it stood alone: what would be the same is taken over.
    """
    encoded = Encoded(there, find_ways(there), side or Side())
    first, last = today
    day = encoded.today.value
    encoded.plain += [day.number >= first.toordinal(), day.number <= last.toordinal()]
    encoded.tied[""] = list(encoded.plain)
    write_places(encoded, earlier or {})
    return encoded
