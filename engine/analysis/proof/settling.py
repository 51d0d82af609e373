"""Asks the solver for differences between two releases that nobody has shown yet, until there are no more."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import z3

from engine.analysis.graph import FlowGraph
from engine.analysis.proof.budget import Budget
from engine.analysis.proof.common import sides, ties
from engine.analysis.proof.comparison import Comparison, Pair, Seen
from engine.analysis.proof.encoding import Encoded, encode
from engine.analysis.proof.fits import Fitting, fit_formulas
from engine.analysis.proof.givens import read_answer
from engine.analysis.proof.people import Person
from engine.analysis.proof.stops import Kind, Stop, stops_of
from engine.analysis.proof.terms import NO, both, either, negated
from engine.expressions.typed import TODAY


def settle(comparison: Comparison, then: FlowGraph, now: FlowGraph, steps: int, budget: Budget | None = None) -> None:
    """Completes a comparison: afterwards what is not in it cannot be, or is said to be open."""
    settling = _Settling(comparison, then, now, steps, budget)
    settling.stops()
    settling.questions()
    settling.results()


class _Settling:
    """The solver, with the formulas of both flows."""

    def __init__(
        self, comparison: Comparison, then: FlowGraph, now: FlowGraph, steps: int, budget: Budget | None
    ) -> None:
        self.comparison, self.budget = comparison, budget
        side, other = sides(then.flow, now.flow, comparison.matching, comparison.shared)
        self.then, self.now = encode(then, comparison.span, side), encode(now, comparison.span, other)
        self.context = z3.Context()  # of its own, so that nothing found before has a part in what is found now
        self.solver = z3.Solver(ctx=self.context)
        self.solver.set("rlimit", steps)
        self.goals = 0
        self.before, self.after = dict(stops_of(self.then)), dict(stops_of(self.now))
        self.fits = (fit_formulas(self.then), fit_formulas(self.now))
        self.tell(*ties(self.then, self.now, comparison.shared))
        for encoded in (self.then, self.now):
            self.tell(*encoded.plain, *encoded.said.values())

    def stops(self) -> None:
        """Every pair of stops that differ and that some answers reach."""
        comparison = self.comparison
        same = {then: now for now in self.after for then in self.before if comparison.is_same(then, now)}
        stays = {stop: self.after[same[stop]] if stop in same else NO for stop in self.before}
        goal = self.goal(either(*(both(held, negated(stays[stop])) for stop, held in self.before.items())))
        for pair in comparison.pairs:
            self.rule_out(goal, pair)
        what = "whether anybody else ends elsewhere"
        while model := self.example(goal, what, comparison.open_stops):
            claimed = self._pair_in(model)
            if claimed is None:
                comparison.open_stops.append(f"{what}: {self._opaque}")
                return
            found = comparison.walk(*self._people(model))
            if found is None or found.pair != claimed:
                told = f"somebody who came to “{claimed[0].node}” can now come to “{claimed[1].node}”"
                comparison.open_stops.append(f"whether {told}: {self._opaque}")
            self.rule_out(goal, claimed)

    def questions(self) -> None:
        """Every fact for which somebody is newly asked, or no longer."""
        comparison, matching = self.comparison, self.comparison.matching
        after = {matching.fact(fact): either(*ways) for fact, ways in self.now.asks.items()}
        before = {fact: either(*ways) for fact, ways in self.then.asks.items()}
        newly = {
            fact: both(either(*ways), negated(before.get(matching.fact(fact), NO)))
            for fact, ways in self.now.asks.items()
        }
        no_longer = {fact: both(held, negated(after.get(fact, NO))) for fact, held in before.items()}
        open_ = comparison.open_questions
        self._each(newly, comparison.asked, open_, "is newly asked for")
        self._each(no_longer, comparison.spared, open_, "is no longer asked for")

    def results(self) -> None:
        """Every item of a page of results that is shown to somebody in another way."""
        wanted: dict[tuple[Fitting, Fitting], z3.BoolRef] = {}
        for (then, before), (now, after) in itertools.product(self.fits[0].items(), self.fits[1].items()):
            there, here = (Stop(kind=Kind.OUTCOME, node=each.node) for each in (then, now))
            if then.item == now.item and then.fit is not now.fit and self.comparison.is_same(there, here):
                wanted[then, now] = both(self.before[there], self.after[here], before, after)
        self._each(wanted, self.comparison.shown, self.comparison.open_results, "is shown otherwise")

    def _each(self, wanted: Mapping[Any, z3.BoolRef], shown: Mapping[Any, object], open_: list[str], what: str) -> None:
        """Somebody for each of `wanted` that `shown` does not have."""
        left = dict(wanted)
        while left := {key: held for key, held in left.items() if key not in shown}:
            goal = self.goal(either(*left.values()))
            model = self.example(goal, f"whether somebody {what} anything else", open_)
            if model is None:
                return
            self.comparison.walk(*self._people(model))
            for key, held in list(left.items()):
                if _is_true(model, held) and key not in shown:
                    name = key if isinstance(key, str) else key[0].item
                    open_.append(f"whether somebody {what} “{name}”: {self._opaque}")
                    del left[key]

    def goal(self, formula: z3.BoolRef) -> z3.BoolRef:
        """A name under which the solver can be asked for `formula`."""
        self.goals += 1
        name = z3.Bool(f"goal {self.goals}")
        self.tell(z3.Implies(name, formula))
        return name

    def tell(self, *formulas: z3.BoolRef) -> None:
        """What holds from now on."""
        self.solver.add(both(*formulas).translate(self.context))

    def rule_out(self, goal: z3.BoolRef, pair: Pair) -> None:
        """No example of that pair any more."""
        held = both(self.before.get(pair[0], NO), self.after.get(pair[1], NO))
        self.tell(z3.Implies(goal, negated(held)))

    def example(self, goal: z3.BoolRef, what: str, unsettled: list[str]) -> z3.ModelRef | None:
        """A model of the goal; None when there is none, or when that is not settled."""
        if self.budget:
            self.solver.set("timeout", self.budget.milliseconds)
        is_over = self.budget is not None and self.budget.is_over
        found = z3.unknown if is_over else self.solver.check(goal.translate(self.context))
        if found == z3.unknown:
            is_late = self.budget is not None and self.budget.is_over
            why = self.budget.why if self.budget and is_late else "the proof took more steps than it may"
            unsettled.append(f"{what}: {why}")
        return self.solver.model().translate(z3.main_ctx()) if found == z3.sat else None

    def _pair_in(self, model: z3.ModelRef) -> Pair | None:
        then, now = (_first(stops, lambda held: _is_true(model, held)) for stops in (self.before, self.after))
        return (then, now) if then and now else None

    @property
    def _opaque(self) -> str:
        found = ", ".join(sorted(self.then.opaque | self.now.opaque)) or "nothing known"
        return f"it rests on what the proof does not look into: {found}"

    def _people(self, model: z3.ModelRef) -> tuple[Seen, Seen]:
        """The same person as each release sees them."""
        before, after = self._answers(model, self.then), self._answers(model, self.now)
        for new, old in self.comparison.shared.same.items():
            if old not in before or new not in after:
                continue
            if isinstance(self.now.givens[new].value, dict) and isinstance(self.then.givens[old].value, dict):
                # Each flow sees of what is selected only the options that it has.
                before[old] = after[new] = tuple(dict.fromkeys((*after[new], *before[old])))
            else:  # one of the flows may not look into what the answer is
                looks = self.now.givens[new].value is not None
                before[old] = after[new] = after[new] if looks else before[old]
        return self._seen(model, self.then, before), self._seen(model, self.now, after)

    def _answers(self, model: z3.ModelRef, encoded: Encoded) -> dict[str, Any]:
        here = encoded.translator({})
        return {fact: read_answer(given, model, here) for fact, given in encoded.givens.items()}

    def _seen(self, model: z3.ModelRef, encoded: Encoded, answers: Mapping[str, Any]) -> Seen:
        skipped = {fact for fact, given in encoded.givens.items() if _is_true(model, given.skipped, False)}
        ordinal = model.eval(z3.Int(TODAY), model_completion=True).as_long()
        unhelped = (each for each in encoded.articles if _is_true(model, encoded.unhelped(each), False))
        person = Person(
            answers={fact: None if fact in skipped else value for fact, value in answers.items()},
            today=date.min + timedelta(days=ordinal - 1),
            unhelped=frozenset(unhelped),
        )
        return Seen(person, answers)


def _is_true(model: z3.ModelRef, formula: z3.BoolRef, completed: bool = True) -> bool:
    return bool(z3.is_true(model.eval(formula, model_completion=completed)))


def _first(stops: Mapping[Stop, z3.BoolRef], holds: Callable[[z3.BoolRef], bool]) -> Stop | None:
    return next((stop for stop, held in stops.items() if holds(held)), None)
