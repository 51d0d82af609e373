"""Asks the solver: can this be, for whom, and if not, because of what.

Whatever is said to be impossible comes with the things a designer wrote that together rule it out, none of them
idle. What is not settled within the budget is said to be not settled.

What is near a node is asked first, by itself: whatever rules something out without a look at how people come there
rules it out, and most reasons are found so. Two solvers know the whole flow. The quick one takes everything for
granted and finds people; the careful one takes each thing that a designer wrote under a name, and is only asked for
reasons. All live in a context of their own, so that nothing that was proved before has a part in what is found now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import z3

from engine.analysis.proof.budget import Budget
from engine.analysis.proof.encoding import Encoded
from engine.analysis.proof.givens import read_answer
from engine.analysis.proof.nearby import Near
from engine.analysis.proof.people import Person
from engine.analysis.proof.terms import both, either, negated
from engine.analysis.proof.ties import Ties
from engine.expressions.typed import TODAY

HARD_STEPS = 300_000
"""The same where the solver makes little of its steps."""
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
        self._pointers: dict[int, str] = {}
        """By the number of a name."""
        self._said: list[z3.BoolRef] = []
        """What the designer wrote, each under its name: only ever added to, as `encoded.said` is."""
        self._quick = _Told(self._solver())
        self._careful = _Told(self._solver())

    def ask(self, *conditions: z3.BoolRef, why: bool = True, near: Near | None = None) -> Answer:
        """Whether some answers make all of `conditions` true; the reasons only if `why`.

        What is `near` may rule it out by itself, and is looked at first.
        """
        goal = self._here(both(*conditions))
        reasons = self._reasons_near(goal, near) if near else None
        if reasons is not None:
            return Answer(reasons=reasons)
        self._quick.hear(self._here, self.encoded.plain, list(self.encoded.said.values()))
        self._give_time(self._quick.solver)
        found = _check(self._quick.solver, [goal])
        if found == z3.sat:
            return Answer(person=self._read(self._quick.solver.model()))
        if found == z3.unknown:
            return Answer()
        return Answer(reasons=self._reasons(goal, near.pointers if near else ()) if why else ())

    def _reasons_near(self, goal: z3.BoolRef, near: Near) -> tuple[str, ...] | None:
        """What of it rules it out, whatever is tied together elsewhere; None where it does not by itself."""
        solver, said = self._solver(), self.encoded.said
        tied = (each for node in ("", *near.nodes) for each in self.encoded.tied.get(node, ()))
        named = (self._named(pointer, said[pointer]) for pointer in near.pointers)
        solver.add(self._here(both(*tied, *named)))
        return self._needed(solver, goal, near.pointers)

    def _reasons(self, goal: z3.BoolRef, near: Sequence[str]) -> tuple[str, ...]:
        """What rules it out, if possible `near`; empty when the careful solver does not come to an end."""
        for pointer, formula in list(self.encoded.said.items())[len(self._said) :]:
            self._said.append(self._named(pointer, formula))
        self._careful.hear(self._here, self.encoded.plain, self._said)
        found = self._needed(self._careful.solver, goal, near) if near else None
        return found or self._needed(self._careful.solver, goal, self.encoded.said) or ()

    def _needed(self, solver: z3.Solver, goal: z3.BoolRef, pointers: Iterable[str]) -> tuple[str, ...] | None:
        """The reasons without those that are idle: leaving out any one more would make it possible. None if it is."""
        if self._holds(solver, goal, pointers) != z3.unsat:
            return None
        needed = self._core(solver)
        for pointer in list(needed):
            if pointer in needed:
                rest = [each for each in needed if each != pointer]
                if self._holds(solver, goal, rest) == z3.unsat:
                    needed = self._core(solver)
        return tuple(needed)

    def _holds(self, solver: z3.Solver, goal: z3.BoolRef, pointers: Iterable[str]) -> z3.CheckSatResult:
        """Whether it can be if nothing is as the designer wrote it but this."""
        self._give_time(solver)
        return _check(solver, [goal, *(self._names[each] for each in pointers)])

    def _give_time(self, solver: z3.Solver) -> None:
        if self._budget:
            solver.set("timeout", self._budget.milliseconds)

    def _core(self, solver: z3.Solver) -> list[str]:
        names = (name.get_id() for name in solver.unsat_core())
        return sorted(self._pointers[name] for name in names if name in self._pointers)

    def _named(self, pointer: str, formula: z3.BoolRef) -> z3.BoolRef:
        name = z3.Bool(f"said {pointer}")
        if pointer not in self._names:
            self._names[pointer] = self._here(name)
            self._pointers[self._names[pointer].get_id()] = pointer
        return either(negated(name), formula)

    def _solver(self) -> z3.Solver:
        solver = z3.Solver(ctx=self._context)
        solver.set("rlimit", min(self._steps, HARD_STEPS) if self.encoded.plain.hard else self._steps)
        solver.set("ctrl_c", False)  # a proof is ended from outside, by ending its process
        return solver

    def _here(self, formula: z3.BoolRef) -> z3.BoolRef:
        return formula.translate(self._context)

    def _read(self, model: z3.ModelRef) -> Person:
        model = model.translate(z3.main_ctx())
        encoded = self.encoded
        ordinal = model.eval(z3.Int(TODAY), model_completion=True).as_long()
        unhelped = (each for each in encoded.articles if z3.is_true(model.eval(encoded.unhelped(each))))
        return Person(
            answers=_Answers(encoded, model), today=date.min + timedelta(days=ordinal - 1), unhelped=frozenset(unhelped)
        )


def _check(solver: z3.Solver, assumptions: Sequence[z3.BoolRef]) -> z3.CheckSatResult:
    """What `solver.check` does, without looking through assumptions that are known to be conditions."""
    parts = (z3.Ast * len(assumptions))(*(each.as_ast() for each in assumptions))
    return z3.CheckSatResult(z3.Z3_solver_check_assumptions(solver.ctx.ref(), solver.solver, len(assumptions), parts))


class _Answers(Mapping[str, Any]):
    """What a solver's somebody answers, read when it is asked for: their way has few of all the facts on it."""

    def __init__(self, encoded: Encoded, model: z3.ModelRef) -> None:
        self._encoded, self._model = encoded, model
        self._here = encoded.translator({})
        self._read: dict[str, Any] = {}

    def __getitem__(self, fact: str) -> Any:
        if fact not in self._read:
            given = self._encoded.givens[fact]
            is_skipped = z3.is_true(self._model.eval(self._encoded.skipped(fact)))
            self._read[fact] = None if is_skipped else read_answer(given, self._model, self._here)
        return self._read[fact]

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded.givens)

    def __len__(self) -> int:
        return len(self._encoded.givens)


@dataclass
class _Told:
    """A solver, and how much of the flow it has been told: formulas may still be added while it is asked."""

    solver: z3.Solver
    plain: int = 0
    said: int = 0

    def hear(self, here: Callable[[z3.BoolRef], z3.BoolRef], plain: Ties, said: Sequence[z3.BoolRef]) -> None:
        news = [*plain[self.plain :], *said[self.said :]]
        self.plain, self.said = len(plain), len(said)
        if news:
            self.solver.add(here(both(*news)))
