"""What a proof says: a claim about a flow, and whether any answers make it true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from engine.analysis.proof.people import Person, Way

if TYPE_CHECKING:
    from engine.analysis.proof.grounds import Grounds

PEOPLE = 300
"""Made-up people who walk before the solver is asked."""
AHEAD = timedelta(days=365)
"""Journeys that begin within a year from the day of the proof: tables by date change in between."""
NODE, EXIT, PASSED, ROW = "node", "exit", "passed", "row"
ASKED, RESULT, BLANK, TWICE = "asked", "result", "blank", "twice"
OFFERED, UNMET = "offered", "unmet"
STUCK, CIRCLE, PROMISE = "stuck", "circle", "promise"
BAD = frozenset({BLANK, TWICE, STUCK, CIRCLE, PROMISE})
"""Kinds of claims that nobody should be able to make true."""


class Claim(NamedTuple):
    """Something that answers may bring about at a node.

    | kind | somebody |
    |---|---|
    | node | comes to the node |
    | exit | leaves by the exit `name` |
    | passed | finds that rule `name` does not hold, and goes on to the next |
    | row | is decided by row `name` of the table |
    | asked | is asked at the node, and does not pass it by |
    | result | gets a value for fact `name` where it is calculated |
    | offered | is shown item `name` of a page of results as fitting |
    | unmet | is shown there that condition `place` of item `name` does not hold |
    | blank | is spoken to of fact `name`, which has no value, at `place` |
    | twice | has fact `name` filled before the node calculates it |
    | stuck | cannot go on, because of `name`: the engine's word for it |
    | circle | comes to the node for the second time by the exit `name` |
    | promise | ends at the node and breaks promise `name` |
    """

    kind: str
    node: str
    name: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether something can be. Exactly one of `way`, `reasons` and `unsettled` is there."""

    person: Person | None = None
    way: Way | None = None
    """How the person got there, walked in the engine."""
    reasons: tuple[str, ...] | None = None
    """Pointers to what together makes it impossible."""
    unsettled: str = ""
    """Why neither is certain."""

    @property
    def is_possible(self) -> bool:
        return self.way is not None

    @property
    def is_impossible(self) -> bool:
        return self.reasons is not None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What is proved of a flow, for journeys that begin from `today` until `until`."""

    today: date
    until: date
    verdicts: Mapping[Claim, Verdict] = field(default_factory=dict)
    """In the order of the walk. What cannot be because nobody comes to its node is left out."""
    untold: str = ""
    """Why nothing is proved at all; empty when it is."""
    cut: str = ""
    """Why it did not come to its end, where it did not: the reason of all that it did not reach."""
    grounds: Grounds | None = field(default=None, repr=False, compare=False)
    """What it rests on, for the proof after an edit."""

    @property
    def exits(self) -> Mapping[tuple[str, str], Verdict]:
        """By node and exit."""
        return {(claim.node, claim.name): verdict for claim, verdict in self.verdicts.items() if claim.kind == EXIT}

    @property
    def nodes(self) -> Mapping[str, Verdict]:
        """Whether anybody comes to the node."""
        return {claim.node: verdict for claim, verdict in self.verdicts.items() if claim.kind == NODE}

    @property
    def stuck(self) -> Mapping[str, Verdict]:
        """Nodes that may be left by no way: possible is bad."""
        return self._summed_up(STUCK, lambda claim: claim.node)

    @property
    def promises(self) -> Mapping[str, Verdict]:
        """By promise, whether it can be broken: impossible is good."""
        return self._summed_up(PROMISE, lambda claim: claim.name)

    def _summed_up(self, kind: str, about: Callable[[Claim], str]) -> Mapping[str, Verdict]:
        """The verdicts of one kind, as one for each that they are about."""
        found: dict[str, list[Verdict]] = {}
        for claim, verdict in self.verdicts.items():
            if claim.kind == kind:
                found.setdefault(about(claim), []).append(verdict)
        return {name: _any(verdicts) for name, verdicts in found.items()}


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    """Whether one or the other of these can be."""
    kept = list(verdicts)
    first = next((each for each in kept if each.is_possible), None) or next(
        (each for each in kept if each.unsettled), None
    )
    if first is not None:
        return first
    return Verdict(reasons=tuple(sorted({reason for each in kept for reason in each.reasons or ()})))
