"""Proves a flow and says in one line how far that went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from engine.analysis.proof import Proof, Verdict, issues_of
from engine.analysis.proof import prove as prove_release
from engine.definition import Release
from engine.model.issue import Issue


def prove_flow(release: Release, today: date) -> tuple[str, list[Issue]]:
    """A summary, and what was found. For journeys that begin from `today` on within a year."""
    proof = prove_release(release, today=today)
    return summary(proof), issues_of(release, proof)


def summary(proof: Proof) -> str:
    """What was proved, in numbers."""
    if proof.untold:
        return "nothing is proved"
    promises = proof.promises.values()
    exits = [verdict for (node, _), verdict in proof.exits.items() if "/" not in node]
    taken = f"{_count(each.is_possible for each in exits)} of {len(exits)} exits can be taken"
    kept = (
        f"{_count(each.is_impossible for each in promises)} of {len(proof.promises)} promises are kept by every answer"
    )
    stuck = _count(each.is_possible for each in proof.stuck.values())
    held = "nobody gets stuck" if not stuck else f"people can get stuck at {stuck} node{'s' if stuck > 1 else ''}"
    return f"proved from {proof.today.isoformat()}, a year ahead: {taken}, {kept}, {held}{_open(proof)}"


def _open(proof: Proof) -> str:
    verdicts: Iterable[Verdict] = (
        *proof.exits.values(),
        *proof.nodes.values(),
        *proof.stuck.values(),
        *proof.promises.values(),
    )
    count = _count(bool(each.unsettled) for each in verdicts)
    return f"; {count} not settled" if count else ""


def _count(truths: Iterable[bool]) -> int:
    return sum(truths)
