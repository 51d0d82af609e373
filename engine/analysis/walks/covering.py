"""Chooses few walks that together cover everything that any of them covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.analysis.proof import Person, Way


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody whose walk covers these goals."""

    person: Person
    way: Way
    covers: int
    """Goals as bits."""

    @property
    def length(self) -> int:
        """How many answers it takes to tell."""
        return len(self.way.asked)


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Greedy: again and again whoever covers most of what is left, of these whoever is asked least.

    Those whom the later ones made superfluous are left out again.
    """
    chosen: list[Candidate] = []
    left = 0
    for each in candidates:
        left |= each.covers
    while left:
        best = max(candidates, key=lambda each: ((each.covers & left).bit_count(), -each.length))
        chosen.append(best)
        left &= ~best.covers
    return _needed(chosen)


def _needed(chosen: list[Candidate]) -> list[Candidate]:
    """The same without those that the others make up for."""
    kept = list(chosen)
    for each in list(chosen):
        others = 0
        for other in kept:
            others |= 0 if other is each else other.covers
        if not each.covers & ~others:
            kept = [other for other in kept if other is not each]
    return kept


def shares(chosen: Sequence[Candidate]) -> list[int]:
    """For each, the goals that it is the first to cover: what it must go on covering."""
    covered, found = 0, []
    for each in chosen:
        found.append(each.covers & ~covered)
        covered |= each.covers
    return found
