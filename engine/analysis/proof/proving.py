"""Asks the solver: can this be, for whom, and if not, because of what.

Whatever is said to be impossible comes with the things a designer wrote that together rule it out, none of them
idle. What is not settled within the budget is said to be not settled.

Two solvers know the flow. The quick one takes everything for granted and finds people; the careful one takes each
thing that a designer wrote under a name, and is only asked for reasons. Both live in a context of their own, so that
nothing that was proved before has a part in what is found now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import z3

from engine.analysis.proof.budget import Budget
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

    def __init__(self, encoded: Encoded, *, steps: int = STEPS, budget: Budget | None = None) -> None:
        self.encoded, self._budget = encoded, budget
        self._steps = steps
        self._context = z3.Context()
        self._names: dict[str, z3.BoolRef] = {}
        self._pointers: dict[str, str] = {}
        self._said: list[z3.BoolRef] = []
        """What the designer wrote, each under its name: only ever added to, as `encoded.said` is."""
        self._quick = _Told(self._solver())
        self._careful = _Told(self._solver())

    def ask(self, *conditions: z3.BoolRef, why: bool = True) -> Answer:
        """Whether some answers make all of `conditions` true; the reasons only if `why`."""
        goal = self._here(z3.And(*conditions))
        self._quick.hear(self._here, self.encoded.plain, list(self.encoded.said.values()))
        if self._budget:
            for each in (self._quick, self._careful):
                each.solver.set("timeout", self._budget.milliseconds)
        found = self._quick.solver.check(goal)
        if found == z3.sat:
            return Answer(person=self._read(self._quick.solver.model()))
        if found == z3.unknown:
            return Answer()
        return Answer(reasons=self._reasons(goal) if why else ())

    def _reasons(self, goal: z3.BoolRef) -> tuple[str, ...]:
        """What rules it out; empty when the careful solver does not come to an end."""
        for pointer, formula in list(self.encoded.said.items())[len(self._said) :]:
            self._said.append(self._named(pointer, formula))
        self._careful.hear(self._here, self.encoded.plain, self._said)
        if self._careful.solver.check(goal, *self._names.values()) != z3.unsat:
            return ()
        return self._needed(goal)

    def _needed(self, goal: z3.BoolRef) -> tuple[str, ...]:
        """The reasons without those that are idle: leaving out any one more would make it possible."""
        solver = self._careful.solver
        needed = self._named_in(solver.unsat_core())
        for pointer in list(needed):
            if pointer in needed:
                rest = [each for each in needed if each != pointer]
                if solver.check(goal, *(self._names[each] for each in rest)) == z3.unsat:
                    needed = self._named_in(solver.unsat_core())
        return tuple(needed)

    def _named_in(self, core: Sequence[Any]) -> list[str]:
        return sorted(self._pointers[str(name)] for name in core if str(name) in self._pointers)

    def _named(self, pointer: str, formula: z3.BoolRef) -> z3.BoolRef:
        self._names[pointer] = z3.Bool(f"said {pointer}", self._context)
        self._pointers[str(self._names[pointer])] = pointer
        return z3.Implies(z3.Bool(f"said {pointer}"), formula)

    def _solver(self) -> z3.Solver:
        solver = z3.Solver(ctx=self._context)
        solver.set("rlimit", self._steps)
        solver.set("ctrl_c", False)  # a proof is ended from outside, by ending its process
        return solver

    def _here(self, formula: z3.BoolRef) -> z3.BoolRef:
        return formula.translate(self._context)

    def _read(self, model: z3.ModelRef) -> Person:
        model = model.translate(z3.main_ctx())
        encoded, here = self.encoded, self.encoded.translator({})
        answers = {
            fact: None if z3.is_true(model.eval(encoded.skipped(fact))) else read_answer(given, model, here)
            for fact, given in encoded.givens.items()
        }
        ordinal = model.eval(z3.Int(TODAY), model_completion=True).as_long()
        unhelped = (each for each in encoded.articles if z3.is_true(model.eval(encoded.unhelped(each))))
        return Person(answers=answers, today=date.min + timedelta(days=ordinal - 1), unhelped=frozenset(unhelped))


@dataclass
class _Told:
    """A solver, and how much of the flow it has been told: formulas may still be added while it is asked."""

    solver: z3.Solver
    plain: int = 0
    said: int = 0

    def hear(self, here: Any, plain: Sequence[z3.BoolRef], said: Sequence[z3.BoolRef]) -> None:
        news = [*plain[self.plain :], *said[self.said :]]
        self.plain, self.said = len(plain), len(said)
        if news:
            self.solver.add(here(z3.And(*news)))
