"""Everything that differs between two editions of a flow: what the designer changed, and what that does to people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from engine.analysis.diff import Change, Edition, Matching, compare_structure, match_whole
from engine.analysis.proof.budget import Budget
from engine.analysis.proof.comparing import compare
from engine.analysis.proof.comparison import Behaviour
from engine.analysis.proof.journeys import Journey, Replayed, replay_journeys
from engine.analysis.proof.proving import STEPS
from engine.definition import stand_alone


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Two editions held against each other."""

    old: Edition
    new: Edition
    matching: Matching
    """What has another name now, sub-flows written out."""
    changes: tuple[Change, ...]
    behaviour: Behaviour
    replayed: Replayed | None = None
    """What became of past journeys, when there were any to look at."""

    @property
    def is_same_for_everybody(self) -> bool:
        """Proved: nobody ends elsewhere, is asked anything else or is shown other results."""
        behaviour = self.behaviour
        return behaviour.is_same_outcome and behaviour.is_same_questions and behaviour.is_same_results


def find_difference(
    old: Edition,
    new: Edition,
    *,
    today: date,
    journeys: Iterable[Journey] | None = None,
    steps: int = STEPS,
    budget: Budget | None = None,
) -> Difference:
    """Compares two sound editions, for journeys that begin from `today` on within a year."""
    old, new = (replace(each, release=stand_alone(each.release)) for each in (old, new))
    matching = match_whole(old, new)
    return Difference(
        old=old,
        new=new,
        matching=matching,
        changes=compare_structure(old, new),
        behaviour=compare(old.release, new.release, matching, today=today, steps=steps, budget=budget),
        replayed=None if journeys is None else replay_journeys(old.release, new.release, matching, journeys),
    )
