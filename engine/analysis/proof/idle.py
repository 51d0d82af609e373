"""What nothing rests on, told with what is proved: ways that nobody takes do not count."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.graph import FlowGraph
from engine.analysis.issues import own_issues
from engine.analysis.needs import Needs
from engine.analysis.proof.places import pointer_of
from engine.analysis.proof.verdicts import ASKED, CIRCLE, EXIT, NODE, STUCK, Claim, Proof, Verdict
from engine.analysis.unneeded import unneeded
from engine.definition import Release
from engine.model.issue import Issue


def idle_issues(release: Release, there: FlowGraph, proof: Proof) -> list[Issue]:
    """Questions that change nothing, and facts that nobody reads, by a proof.

    Not where nobody gets past some node: what lies behind it may well need what seems to be in vain.
    """
    if proof.untold or _has_dead_end(there, proof):
        return []
    shut = {(claim.node, claim.name) for claim, verdict in _of(proof, EXIT) if verdict.is_impossible}
    stops = {claim.node for kind in (STUCK, CIRCLE) for claim, verdict in _of(proof, kind) if not verdict.is_impossible}
    silent = {pointer_of(release, claim) for claim, verdict in _of(proof, ASKED) if verdict.is_impossible}
    found = unneeded(there, Needs(there, shut=shut, stops=lambda: stops))
    return own_issues(release.flow, [issue for issue in found if issue.pointer not in silent])


def _has_dead_end(there: FlowGraph, proof: Proof) -> bool:
    """Whether somebody comes to a node that nobody leaves, though the flow goes on there."""
    left = {claim.node for claim, verdict in _of(proof, EXIT) if not verdict.is_impossible}
    met = (claim.node for claim, verdict in _of(proof, NODE) if verdict.is_possible)
    return any(node not in left and there.flow.nodes[node].exits() for node in met if node not in there.outcomes)


def _of(proof: Proof, kind: str) -> Iterator[tuple[Claim, Verdict]]:
    return ((claim, verdict) for claim, verdict in proof.verdicts.items() if claim.kind == kind)
