"""The formulas of one flow, by what they are about: nodes, exits, rules, rows, facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import z3

from engine.analysis.graph import FlowGraph
from engine.analysis.proof.beside import Side
from engine.analysis.proof.formulas import Translator
from engine.analysis.proof.givens import Given, make_given
from engine.analysis.proof.reading import facts_that_matter
from engine.analysis.proof.states import Names, States
from engine.analysis.proof.terms import NO, YES, Term, both, either, merged
from engine.analysis.proof.ties import Ties
from engine.analysis.proof.ways import Place, Ways
from engine.analysis.proof.written import Written
from engine.expressions.typed import Key, Typed
from engine.expressions.types import fact_type
from engine.nodes import UNMATCHED
from engine.nodes.hits import ROWS_DIFFER, TWO_FIT

STUCK = "stuck"
"""Names the way on which a node cannot be left."""
LOOP = "loop"
"""The engine's word for why a walk ends that comes to a node a second time."""
FAILURES = ("unknown", "unset", UNMATCHED, TWO_FIT, ROWS_DIFFER)
"""The engine's words for why a node cannot be left."""


@dataclass
class Encoded:
    """The formulas of one flow."""

    there: FlowGraph
    ways: Ways
    side: Side = field(default_factory=Side)
    said: dict[str, z3.BoolRef] = field(default_factory=dict)
    """What the designer wrote, by pointer."""
    opaque: set[str] = field(default_factory=set)
    """Operators and types of nodes that have no formula."""
    givens: dict[str, Given] = field(default_factory=dict)
    taken: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By node and exit: whether a walk leaves that way."""
    stuck: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By node and reason (as `Fails.why`): whether a walk cannot go on there."""
    circles: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By node and exit: whether a walk that leaves that way comes to a node where it has been."""
    reaches: dict[str, z3.BoolRef] = field(default_factory=dict)
    """By node: whether a walk comes there."""
    asks: dict[str, list[z3.BoolRef]] = field(default_factory=dict)
    """By fact: when a walk asks the person for it, one condition for each question."""
    skips: dict[str, list[z3.BoolRef]] = field(default_factory=dict)
    """By fact: when a walk asks for it and the question may be skipped."""
    opens: dict[str, z3.BoolRef] = field(default_factory=dict)
    """By node: whether a walk comes there and is asked something."""
    twice: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By node and fact: whether a walk comes there that has filled the fact, which is then filled anew."""
    results: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By node and fact: whether a walk comes there and a value comes out for the fact."""
    rows: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By table and row: whether a walk comes there and the row counts."""
    conditions: dict[str, Term] = field(default_factory=dict)
    """By pointer: each rule, validator, row and exit as it is read at its node."""
    tied: dict[str, list[z3.BoolRef]] = field(default_factory=dict)
    """By node: what was tied together where it was written; under no name, what was before."""
    names: dict[str, Mapping[Key, Term]] = field(default_factory=dict)
    """By node: the facts when it is entered, worked out when they are read."""
    written: dict[Place, Written] = field(default_factory=dict)
    """What places wrote that can be kept for the flow after an edit."""

    def __post_init__(self) -> None:
        self.plain = Ties(self.side.space)
        """What ties variables together; nothing a designer wrote."""
        self.states = States(self.ways, self._unfilled)
        self.today = Term(self.side.today(self.plain))

    def reached(self, node: str) -> z3.BoolRef:
        """Whether a walk comes to the node; none does before it is written, or where no exit leads."""
        return self.reaches.get(node, NO)

    def skipped(self, fact: str) -> z3.BoolRef:
        """Whether the person skips the question for a fact: one that may be skipped, where it is asked."""
        return both(self.givens[fact].skipped, either(*self.skips.get(fact, ())))

    def unhelped(self, article: str) -> z3.BoolRef:
        """Whether the person says that the article did not help."""
        return z3.Bool(f"{self.side.articles.get(article, article)} did not help")

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """Articles after which the flow can go on."""
        return tuple(node for node, exit in self.taken if exit == "unsolved")

    @cached_property
    def read(self) -> frozenset[str]:
        """Facts that some condition, calculation, limit or promise reads."""
        return facts_that_matter(self.there)

    def translator(self, names: Mapping[Key, Term], opaque: set[str] | None = None) -> Translator:
        return Translator(self.side.options, names, self.plain, self.opaque if opaque is None else opaque)

    def names_of(self, node: str) -> Names:
        """The same for a node that may stand at several places."""
        places = self.ways.rounds[node]
        return Names(lambda fact: self.states.merged(places, fact), self.there.flow.facts, self.today)

    def term(self, typed: Typed, names: Mapping[Key, Term], opaque: set[str] | None = None) -> Term:
        """The value of an expression, where the facts are `names`. What has no formula is `opaque`."""
        return self.side.term(typed, names, self.translator(names, opaque).term)

    def given(self, fact: str) -> Given:
        """The answer that a person gives about a fact, wherever they are asked."""
        if fact not in self.givens:
            self.givens[fact] = self.make_given(fact)
            if fact not in self.side.loose:
                self.said[f"/facts/{fact}"] = self.givens[fact].domain
        return self.givens[fact]

    def make_given(self, fact: str) -> Given:
        """The same for a fact that nobody was asked for yet."""
        here, side = self.there.flow.facts[fact], self.side
        name, is_read = side.answers.get(fact, fact), fact in self.read
        return side.given(
            (name, repr(here), is_read),
            lambda: make_given(here, self.translator({}), name=name, is_read=is_read),
        )

    def take(self, place: Place, written: Written) -> None:
        """Takes in what a place wrote, but for the ties."""
        for fact, term in written.fills:
            self.states.fill(place, fact, term)
        for fact, holds, is_optional in written.asks:
            self.asks.setdefault(fact, []).append(holds)
            if is_optional:
                self.skips.setdefault(fact, []).append(holds)
        if written.asks:
            before = self.opens.get(place.node, NO)
            self.opens[place.node] = either(before, *(holds for _, holds, _ in written.asks))
        self.givens.update(written.givens)
        for pointer, said in written.said:
            self.said[pointer] = both(self.said.get(pointer, YES), said)
        for pointer, named in written.conditions:
            known = self.conditions.get(pointer)
            self.conditions[pointer] = named if known is None else merged(self.states.reached[place], named, known)
        for found, news in ((self.twice, written.twice), (self.results, written.results), (self.rows, written.rows)):
            for key, holds in news:
                self.add_to(found, key, holds)
        self.opaque |= written.opaque
        self.plain.hard |= written.hard
        if written.basis.is_kept:
            self.written[place] = written

    def add_to(self, found: dict[tuple[str, str], z3.BoolRef], key: tuple[str, str], condition: z3.BoolRef) -> None:
        """Adds one more way in which something happens."""
        found[key] = either(found.get(key, NO), condition)

    def define(self, name: str, formula: z3.BoolRef) -> z3.BoolRef:
        """A variable for a formula."""
        return self.side.define(name, formula, self.plain)

    def _unfilled(self, fact: str) -> Term:
        return self.translator({}).nothing(fact_type(self.there.flow.facts[fact]))
