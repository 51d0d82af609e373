"""Two flows encoded side by side: what is the same in both gets one variable, so that no proof has to find it out.

A flow by itself has nothing to share; its `Side` only names its variables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import z3

from engine.analysis.proof import days
from engine.analysis.proof.days import Day
from engine.analysis.proof.formulas import Options
from engine.analysis.proof.givens import Given
from engine.analysis.proof.terms import YES, Item, Items, Term, alike_always, both, is_no, is_yes, variable
from engine.analysis.proof.ties import Ties
from engine.expressions.typed import TODAY, Key, Typed

Names = Mapping[Key, Term]


@dataclass
class Common:
    """What the flows have in common, by what it is made of."""

    defined: dict[int, tuple[z3.BoolRef, z3.BoolRef]] = field(default_factory=dict)
    """By the number of a formula: the formula, kept so that its number stays its own, and its variable."""
    conditions: dict[tuple[int, int], tuple[Term, Term]] = field(default_factory=dict)
    terms: dict[Any, tuple[list[Term], Term]] = field(default_factory=dict)
    """By expression and the values it reads: those values, and the term."""
    givens: dict[Any, Given] = field(default_factory=dict)
    today: Day | None = None


@dataclass(frozen=True, kw_only=True)
class Side:
    """One flow's part: the names of its variables, and what it shares with the other flow."""

    common: Common | None = None
    space: str = ""
    """Stands before the names of all that is not shared."""
    options: Options = field(default_factory=Options)
    answers: Mapping[str, str] = field(default_factory=dict)
    """By fact, the name of its answer where that is not its own: the same name, the same answer."""
    articles: Mapping[str, str] = field(default_factory=dict)
    """By article, the name under which it did or did not help."""
    loose: Mapping[str, z3.BoolRef] = field(default_factory=dict)
    """Facts that may be answered otherwise than this flow allows: it then refuses, by its domain or by this."""

    def define(self, name: str, formula: z3.BoolRef, ties: Ties) -> z3.BoolRef:
        """A variable of its own for a formula; none for what always holds, or never."""
        if is_yes(formula) or is_no(formula):
            return formula
        if self.common and formula.get_id() in self.common.defined:
            return self.common.defined[formula.get_id()][1]
        named = variable(self.space + name)
        ties.append(alike_always(named, formula))
        if self.common:
            self.common.defined[formula.get_id()] = (formula, named)
        return named

    def condition(self, name: str, found: Term) -> tuple[Term, z3.BoolRef]:
        """A condition under its own name, and what says that it is the same."""
        key = (found.value.get_id(), found.known.get_id()) if self.common else (0, 0)
        if self.common and key in self.common.conditions:
            return self.common.conditions[key][1], YES
        value, known = variable(f"{self.space}{name} holds"), found.known
        said = [alike_always(value, found.value)]
        if not (is_yes(known) or is_no(known)):
            known = variable(f"{self.space}{name} is known")
            said.append(alike_always(known, found.known))
        named = Term(value, known)
        if self.common:
            self.common.conditions[key] = (found, named)
        return named, both(*said)

    def term(self, typed: Typed, names: Names, translate: Callable[[Typed], Term]) -> Term:
        """The value of an expression; the same one for the same expression over the same values."""
        if self.common is None:
            return translate(typed)
        read = [names[key] for key in sorted(typed.reads) if key in names]
        key = (_shape(typed), tuple(_identity(term) for term in read))
        if key not in self.common.terms:
            self.common.terms[key] = (read, translate(typed))
        return self.common.terms[key][1]

    def given(self, key: Any, make: Callable[[], Given]) -> Given:
        """The answer to a question; the same one for the same `key`."""
        if self.common is None:
            return make()
        if key not in self.common.givens:
            self.common.givens[key] = make()
        return self.common.givens[key]

    def today(self, ties: Ties) -> Day:
        """The day on which the journey begins."""
        if self.common is None:
            return days.variable(TODAY, ties)
        if self.common.today is None:
            self.common.today = days.variable(TODAY, ties)
        return self.common.today


def _shape(typed: Typed) -> tuple[Any, ...]:
    """What an expression says, apart from where it stands."""
    return (typed.op, repr(typed.type), repr(typed.data), *(_shape(arg) for arg in typed.args))


def _identity(term: Term) -> tuple[Any, ...]:
    return (_number(term.value), term.known.get_id())


def _number(value: Any) -> Any:
    """The number that the solver's library gives to a value's formulas."""
    if isinstance(value, Day):
        return value.number.get_id()
    if isinstance(value, Mapping):
        return tuple((name, _number(each)) for name, each in value.items())
    if isinstance(value, Items):
        return tuple((item.there.get_id(), _facts(item)) for item in value.each)
    return value.get_id() if isinstance(value, z3.ExprRef) else id(value)


def _facts(item: Item) -> tuple[Any, ...]:
    return tuple((name, _identity(term)) for name, term in item.facts.items())
