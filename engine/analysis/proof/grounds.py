"""What a proof rests on, so that after an edit whatever rests on the same need not be proved again.

That something is impossible was proved from formulas: those that tie variables together, those of its reasons, and
its own. Where all of these are the same, so is the proof, and none of the reasons is idle. Formulas are compared by
their place in the solver's memory, where equal ones stand once; those kept here stay there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import z3

from engine.analysis.proof.encoding import Encoded
from engine.analysis.proof.verdicts import Claim, Verdict
from engine.analysis.proof.ways import Place
from engine.analysis.proof.written import Written
from engine.nodes import Flow


@dataclass(frozen=True, eq=False)
class Grounds:
    """The formulas of one proof, and what it found impossible."""

    plain: tuple[z3.BoolRef, ...]
    said: Mapping[str, z3.BoolRef]
    claims: Mapping[Claim, z3.BoolRef]
    impossible: Mapping[Claim, tuple[str, ...]]
    """By claim, its reasons."""
    flow: Flow
    written: Mapping[Place, Written]
    """What each place of the flow wrote, as far as it can be taken over."""

    def find(self, claim: Claim, now: Grounds) -> tuple[str, ...] | None:
        """The reasons of a claim, if it was proved impossible from formulas that are the same `now`."""
        reasons = self.impossible.get(claim)
        if not reasons or self._ties != now._ties or not _same(self.claims[claim], now.claims.get(claim)):
            return None
        return reasons if all(_same(self.said[each], now.said.get(each)) for each in reasons) else None

    @cached_property
    def _ties(self) -> frozenset[int]:
        return frozenset(each.ast.value for each in self.plain)


def grounds_of(encoded: Encoded, claims: Mapping[Claim, z3.BoolRef], found: Mapping[Claim, Verdict]) -> Grounds:
    """What a proof rests on, with what it has `found` so far."""
    impossible = {claim: verdict.reasons for claim, verdict in found.items() if verdict.reasons}
    return Grounds(tuple(encoded.plain), dict(encoded.said), claims, impossible, encoded.there.flow, encoded.written)


def _same(one: z3.BoolRef, other: z3.BoolRef | None) -> bool:
    return other is not None and bool(one.ast.value == other.ast.value)
