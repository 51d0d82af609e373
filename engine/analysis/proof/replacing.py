"""Puts what is proved in the place of what the instant checks could only suppose, so that no fault is told twice."""

from __future__ import annotations

from collections.abc import Mapping

from engine.analysis.graph import FlowGraph
from engine.analysis.issues import inspect
from engine.analysis.proof.places import pointer_of
from engine.analysis.proof.verdicts import ASKED, BLANK, CIRCLE, EXIT, ROW, STUCK, TWICE, Proof
from engine.definition import Release
from engine.model.issue import Issue

_KNOWN_BETTER: Mapping[str, str] = {
    "undecided": STUCK,
    "rows-overlap": STUCK,
    "no-row-fits": STUCK,
    "table-not-judged": STUCK,
    "never-unknown": EXIT,
    "never-fits": ROW,
    "never-asked": ASKED,
    "spoken-early": BLANK,
    "filled-twice": TWICE,
    "cycle": CIRCLE,
}
"""By rule of an instant check: the kind of claim that decides what it could only suppose."""
_OF_TABLES = frozenset({"rows-overlap", "no-row-fits", "table-not-judged", "never-fits"})
_TOLD_AGAIN = frozenset({"never-needed"})
"""Instant checks of which `idle_issues` says all that is so."""


def remaining_guesses(release: Release, there: FlowGraph, proof: Proof) -> list[Issue]:
    """The issues of the instant checks about which the proof has nothing to say, or could not tell."""
    if proof.untold:
        return inspect(release.flow, there=there)
    open_: set[tuple[str, str]] = set()
    judged: set[str] = set()
    for claim, verdict in proof.verdicts.items():
        if claim.kind == ROW:
            judged.add(claim.node)
        if verdict.unsettled:
            open_.add((claim.kind, pointer_of(release, claim)))
    issues = inspect(release.flow, there=there, without=_TOLD_AGAIN)
    return [issue for issue in issues if not _is_decided(issue, open_, judged)]


def _is_decided(issue: Issue, open_: set[tuple[str, str]], judged: set[str]) -> bool:
    kind = _KNOWN_BETTER.get(issue.rule)
    if kind is None:
        return False
    if issue.rule in _OF_TABLES and not any(issue.pointer.startswith(f"/nodes/{node}/") for node in judged):
        return False
    if kind == CIRCLE:
        return not any(open_kind == CIRCLE for open_kind, _ in open_)
    place = issue.pointer
    while place:
        if (kind, place) in open_:
            return False
        place = place.rpartition("/")[0]
    return True
