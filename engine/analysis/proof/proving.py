"""Asks the solver: can this be, for whom, and if not, because of what.

Whatever is said to be impossible comes with the things a designer wrote that together rule it out, none of them
idle. What is not settled within the budget is said to be not settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import z3

from engine.analysis.proof.encoding import Encoded
from engine.analysis.proof.givens import read_answer
from engine.analysis.proof.people import Person
from engine.expressions.typed import TODAY

STEPS = 20_000_000
"""What one question may cost, in the solver's own steps: the same on every machine."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came out: somebody, or the reasons why there is nobody, or neither."""

    person: Person | None = None
    reasons: tuple[str, ...] | None = None
    """Pointers to what the designer wrote that together make it impossible."""


class Prover:
    """One flow, ready to be asked about."""

    def __init__(self, encoded: Encoded, *, steps: int = STEPS) -> None:
        self.encoded = encoded
        self._names = {pointer: z3.Bool(f"said {pointer}") for pointer in encoded.said}
        self._pointers = {str(name): pointer for pointer, name in self._names.items()}
        self._solver = z3.Solver()
        self._solver.set("rlimit", steps)
        self._ties = 0
        self._solver.add(*(z3.Implies(self._names[pointer], formula) for pointer, formula in encoded.said.items()))

    def ask(self, *conditions: z3.BoolRef) -> Answer:
        """Whether some answers make all of `conditions` true."""
        goal = z3.FreshConst(z3.BoolSort(), "goal")
        self._solver.add(z3.Implies(goal, z3.And(*conditions)))
        self._solver.add(*self.encoded.plain[self._ties :])
        self._ties = len(self.encoded.plain)
        found = self._solver.check(goal, *self._names.values())
        if found == z3.sat:
            return Answer(person=self._read(self._solver.model()))
        if found == z3.unsat:
            return Answer(reasons=self._needed(goal))
        return Answer()

    def _needed(self, goal: z3.BoolRef) -> tuple[str, ...]:
        """The reasons without those that are idle: leaving out any one more would make it possible."""
        needed = sorted((name for name in self._solver.unsat_core() if not z3.eq(name, goal)), key=str)
        for name in list(needed):
            rest = [each for each in needed if not z3.eq(each, name)]
            if self._solver.check(goal, *rest) == z3.unsat:
                needed = rest
        return tuple(self._pointers[str(name)] for name in needed)

    def _read(self, model: z3.ModelRef) -> Person:
        encoded, here = self.encoded, self.encoded.translator({})
        answers = {
            fact: None if z3.is_true(model.eval(given.skipped)) else read_answer(given, model, here)
            for fact, given in encoded.givens.items()
        }
        ordinal = model.eval(z3.Int(TODAY), model_completion=True).as_long()
        unhelped = (each for each in encoded.articles if z3.is_true(model.eval(encoded.unhelped(each))))
        return Person(answers=answers, today=date.min + timedelta(days=ordinal - 1), unhelped=frozenset(unhelped))
