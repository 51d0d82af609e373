"""A whole flow as formulas: for each node and exit the condition on the answers under which a walk comes there.

A walk is one way through the flow, so that a node is reached exactly when one of the exits that lead to it is taken.
The conditions of nodes are variables of their own and shared, never written out along the ways. Everything a
designer wrote stands under a name of its own (`Encoded.said`), so that a proof can say what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import networkx as nx
import z3

from engine.analysis.graph import FlowGraph
from engine.analysis.proof.beside import Side
from engine.analysis.proof.formulas import Translator
from engine.analysis.proof.givens import Given, limits_here, make_given
from engine.analysis.proof.table_rows import Reading, is_exact_table, leave_table
from engine.analysis.proof.terms import NO, YES, Term, both, either, merged, negated
from engine.expressions.typed import TODAY, Key, Typed
from engine.model.flow import Rule
from engine.nodes import (
    ArticleNode,
    CalculateNode,
    DecisionNode,
    EndNode,
    GatherNode,
    HandoffNode,
    MessageNode,
    Node,
    PageNode,
    QuestionNode,
    ResultsNode,
    TableNode,
)
from engine.nodes.asking import Asking
from engine.nodes.base import Branches
from engine.nodes.hits import ROWS_DIFFER, TWO_FIT, UNMATCHED

STUCK = "stuck"
"""Names the way on which a node cannot be left."""
FAILURES = ("unknown", "unset", UNMATCHED, TWO_FIT, ROWS_DIFFER)
"""The engine's words for why that happens."""
EXACT = (
    QuestionNode,
    PageNode,
    DecisionNode,
    CalculateNode,
    MessageNode,
    GatherNode,
    ArticleNode,
    ResultsNode,
    HandoffNode,
    EndNode,
)
"""Types of nodes whose ways out are encoded exactly; and tables in which one row decides.

The others may go any way, and fill their facts with anything.
"""


def is_exact(node: Node) -> bool:
    """Whether the formulas of a node say exactly what it does."""
    return isinstance(node, EXACT) or is_exact_table(node)


@dataclass(frozen=True)
class Filled:
    """A fact as a way through the flow left it."""

    term: Term
    filled: z3.BoolRef
    """Whether this walk has filled it, be it with nothing."""


@dataclass
class Encoded:
    """The formulas of one flow."""

    there: FlowGraph
    side: Side = field(default_factory=Side)
    plain: list[z3.BoolRef] = field(default_factory=list)
    """What ties variables together; nothing a designer wrote."""
    said: dict[str, z3.BoolRef] = field(default_factory=dict)
    """What the designer wrote, by pointer."""
    opaque: set[str] = field(default_factory=set)
    """Operators and types of nodes that have no formula."""
    givens: dict[str, Given] = field(default_factory=dict)
    taken: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By node and exit: whether a walk leaves that way."""
    names: dict[str, dict[Key, Term]] = field(default_factory=dict)
    """By node: the facts when it is entered."""
    reaches: dict[str, z3.BoolRef] = field(default_factory=dict)
    """By node: whether a walk comes there."""
    asks: dict[str, list[z3.BoolRef]] = field(default_factory=dict)
    """By fact: when a walk asks the person for it, one condition for each question."""
    conditions: dict[str, Term] = field(default_factory=dict)
    """By pointer: every condition as it is read at its node."""
    stuck: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By node and the engine's word for why: whether a walk cannot go on there."""
    rows: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By table and row: whether the row decides on a walk."""
    opens: dict[str, z3.BoolRef] = field(default_factory=dict)
    """By node: whether a walk comes there on which a question of it is still open."""
    twice: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By calculating node and fact: whether a walk comes there that has filled the fact before."""
    results: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    """By calculating node and fact: whether a walk comes there on which a value comes out."""

    def reached(self, node: str) -> z3.BoolRef:
        return self.reaches.get(node, z3.Bool(f"{self.side.space}reached {node}"))

    def unhelped(self, article: str) -> z3.BoolRef:
        """Whether the person says that the article did not help."""
        return z3.Bool(f"{self.side.articles.get(article, article)} did not help")

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """Articles after which the flow can go on."""
        return tuple(node for node, exit in self.taken if exit == "unsolved")

    @cached_property
    def read(self) -> frozenset[str]:
        """Facts that some condition or calculation reads."""
        return frozenset(name for typed in self.there.typed.values() for _, name in typed.reads)

    def translator(self, names: Mapping[Key, Term]) -> Translator:
        return Translator(self.side.options, names, self.plain, self.opaque)

    def term(self, typed: Typed, names: Mapping[Key, Term]) -> Term:
        """The value of an expression, where the facts are `names`."""
        return self.side.term(typed, names, self.translator(names).term)

    def define(self, name: str, formula: z3.BoolRef) -> z3.BoolRef:
        """A variable for a formula."""
        return self.side.define(name, formula, self.plain)


def encode(there: FlowGraph, today: tuple[date, date], side: Side | None = None) -> Encoded:
    """The formulas of a flow without cycles, for journeys that begin between two days."""
    encoded = Encoded(there, side or Side())
    first, last = today
    day = encoded.side.today(encoded.plain)
    encoded.plain += [day.number >= first.toordinal(), day.number <= last.toordinal()]
    order = list(nx.topological_sort(there.graph.subgraph(there.reachable)))
    _Writer(encoded, Term(day), order).write()
    return encoded


class _Writer:
    """Writes the formulas node by node, each after those that lead to it."""

    def __init__(self, encoded: Encoded, today: Term, order: list[str]) -> None:
        self.encoded, self.today, self.order = encoded, today, order
        self.flow = encoded.there.flow
        self.fills: dict[str, list[tuple[str, Filled]]] = {}
        """By fact: the nodes that fill it so far, with what it is once they did."""
        self.states: dict[tuple[str, tuple[str, ...]], Filled] = {}

    def write(self) -> None:
        graph = self.encoded.there.graph
        ways_in: dict[str, list[z3.BoolRef]] = {name: [] for name in self.order}
        ways_in[self.flow.start].append(YES)
        for name in self.order:
            node = self.flow.nodes[name]
            self.ancestors = nx.ancestors(graph, name)
            reached = self.encoded.define(f"reached {name}", either(*ways_in[name]))
            self.encoded.reaches[name] = reached
            names = self.names()
            self.encoded.names[name] = dict(names)
            leaving = self.leave(node, names)
            for exit in node.exits():
                leaves = both(reached, leaving.get(exit.name, NO))
                taken = self.encoded.define(f"{name} leaves by {exit.name}", leaves)
                self.encoded.taken[name, exit.name] = taken
                ways_in[exit.target].append(taken)
            failing = [self.encoded.stuck[name, why] for why in FAILURES if (name, why) in self.encoded.stuck]
            if failing:
                self.encoded.taken[name, STUCK] = either(*failing)

    def names(self) -> dict[Key, Term]:
        """Every fact as it is when the node is entered, whatever way led there."""
        return {(0, TODAY): self.today, **{(0, fact): self.state(fact).term for fact in self.flow.facts}}

    def state(self, fact: str) -> Filled:
        before = [(node, filled) for node, filled in self.fills.get(fact, ()) if node in self.ancestors]
        key = (fact, tuple(node for node, _ in before))
        if key not in self.states:
            found = self.unfilled(fact)
            for node, filled in before:
                reached = self.encoded.reached(node)
                term = merged(reached, filled.term, found.term)
                found = Filled(term, either(found.filled, both(reached, filled.filled)))
            self.states[key] = found
        return self.states[key]

    def unfilled(self, fact: str) -> Filled:
        return Filled(Term(self.given(fact).value, NO), NO)

    def given(self, fact: str) -> Given:
        """The answer that a person gives about a fact, wherever they are asked."""
        found = self.encoded.givens.get(fact)
        if found is None:
            here, side = self.flow.facts[fact], self.encoded.side
            name, is_read = side.answers.get(fact, fact), fact in self.encoded.read
            found = side.given(
                (name, repr(here), is_read),
                lambda: make_given(here, self.encoded.translator({}), name=name, is_read=is_read),
            )
            self.encoded.givens[fact] = found
            if fact not in side.loose:
                self.encoded.said[f"/facts/{fact}"] = found.domain
        return found

    def fill(self, node: Node, fact: str, filled: Filled) -> None:
        self.fills.setdefault(fact, []).append((node.id, filled))

    def leave(self, node: Node, names: dict[Key, Term]) -> dict[str, z3.BoolRef]:
        """By exit: when a walk that came here leaves that way."""
        if isinstance(node, QuestionNode):
            accepted = self.ask(node, [node], names)
            return self.branch(node, node.branches, names, accepted)
        if isinstance(node, PageNode):
            accepted = self.ask(node, node.questions, names)
            together = (self.refuses(node.pointer("validators", each.id, "when"), names) for each in node.validators)
            return self.branch(node, node.branches, names, both(accepted, *(negated(each) for each in together)))
        if isinstance(node, DecisionNode):
            return self.branch(node, node.branches, names, YES)
        if isinstance(node, CalculateNode):
            self.calculate(node, names)
        elif isinstance(node, ArticleNode | ResultsNode):
            return {"unsolved": self.encoded.unhelped(node.id)}
        elif isinstance(node, GatherNode):  # a list: what is in it has no formula yet, only that it is there
            self.fill(node, node.fact, Filled(Term(self.given(node.fact).value), YES))
        elif isinstance(node, TableNode) and is_exact_table(node):
            return self.decide(node, names)
        elif not isinstance(node, EXACT):
            return self.go_anywhere(node)
        return {exit.name: YES for exit in node.exits()}

    def ask(self, node: Node, questions: Iterable[Asking], names: dict[Key, Term]) -> z3.BoolRef:
        """Fills the facts of questions; when their answers are accepted."""
        accepted, open_ = [], []
        for question in questions:
            before, given = self.state(question.fact), self.given(question.fact)
            is_asked = both(self.encoded.reached(node.id), negated(before.filled))
            self.encoded.asks.setdefault(question.fact, []).append(is_asked)
            answer = given.term(optional=question.optional)
            term = merged(before.filled, before.term, answer)
            supposed = {**names, (0, question.fact): answer}
            refused = [
                self.refuses(question.pointer("validators", each.id, "when"), supposed) for each in question.validators
            ]
            fits = limits_here(given, names, self.encoded.plain)
            if question.fact in self.encoded.side.loose:
                fits = both(fits, given.domain, self.encoded.side.loose[question.fact])
            allowed = both(fits, *(negated(each) for each in refused))
            accepted.append(either(before.filled, negated(answer.known), allowed))
            open_.append(negated(before.filled))
            names[0, question.fact] = term
            self.fill(node, question.fact, Filled(term, YES))
        self.encoded.opens[node.id] = both(self.encoded.reached(node.id), either(*open_))
        return both(*accepted)

    def refuses(self, pointer: str, names: Mapping[Key, Term]) -> z3.BoolRef:
        return self.condition(pointer, names).is_true

    def calculate(self, node: CalculateNode, names: dict[Key, Term]) -> None:
        for setting in node.settings:
            pointer = node.pointer("set", setting.fact, "value")
            found = self.encoded.term(self.encoded.there.typed[pointer], names)
            self.comes_out(node, setting.fact, found)
            names[0, setting.fact] = found

    def decide(self, node: TableNode, names: dict[Key, Term]) -> dict[str, z3.BoolRef]:
        """Fills the outputs of a table from the row that decides."""
        nothing = {fact: Term(self.given(fact).value, NO) for fact in node.fills}
        left = leave_table(node, names, Reading(self.condition, self.value), nothing)
        for fact, term in left.outputs.items():
            self.comes_out(node, fact, term)
        for row, decides in zip(node.rows, left.deciding, strict=True):
            self.encoded.rows[node.id, row.id] = both(self.encoded.reached(node.id), decides)
        for why, fails in left.stuck.items():
            self.fails(node, why, fails)
        return dict(left.exits)

    def comes_out(self, node: Node, fact: str, term: Term) -> None:
        """A calculation fills its fact, perhaps with nothing, perhaps for the second time."""
        reached = self.encoded.reached(node.id)
        self.encoded.twice[node.id, fact] = both(reached, self.state(fact).filled)
        self.encoded.results[node.id, fact] = both(reached, term.known)
        self.fill(node, fact, Filled(term, YES))

    def fails(self, node: Node, why: str, condition: z3.BoolRef) -> None:
        """A walk that came here cannot go on when `condition` holds."""
        self.encoded.stuck[node.id, why] = both(self.encoded.reached(node.id), condition)

    def value(self, pointer: str, names: Mapping[Key, Term]) -> Term | None:
        """The value of an expression; None where nothing stands at that pointer."""
        typed = self.encoded.there.typed.get(pointer)
        return self.encoded.term(typed, names) if typed else None

    def condition(self, pointer: str, names: Mapping[Key, Term]) -> Term:
        """A condition under its own name: what the designer wrote can be left out of a proof."""
        found = self.encoded.term(self.encoded.there.typed[pointer], names)
        self.encoded.conditions[pointer] = self.encoded.side.condition(pointer, found, self.encoded.said)
        return self.encoded.conditions[pointer]

    def branch(
        self, node: Node, branches: Branches, names: Mapping[Key, Term], accepted: z3.BoolRef
    ) -> dict[str, z3.BoolRef]:
        """The first rule that holds; `unknown` when one before it cannot be decided; else `otherwise`."""
        if branches.is_plain:
            return {"next": accepted}
        leaving: dict[str, z3.BoolRef] = {}
        open_, unsure = accepted, []
        for rule in branches.rules:
            holds = self.condition(_when(node, rule), names)
            leaving[rule.id] = both(open_, holds.is_true)
            unsure.append(both(open_, negated(holds.known)))
            open_ = both(open_, holds.is_false)
        if branches.unknown:
            leaving["unknown"] = either(*unsure)
        else:
            self.fails(node, "unknown", either(*unsure))
        if branches.otherwise:
            leaving["otherwise"] = open_
        else:
            self.fails(node, "unset", open_)
        return leaving

    def go_anywhere(self, node: Node) -> dict[str, z3.BoolRef]:
        """A node that has no formula: any exit, any values."""
        self.encoded.opaque.add(node.type)
        for fact in node.fills:
            given = self.given(fact)
            known = z3.FreshConst(z3.BoolSort(), "known")
            anything = (
                self.encoded.translator({}).anything(given.type) if given.value is not None else Term(None, known)
            )
            self.fill(node, fact, Filled(Term(anything.value, known), z3.FreshConst(z3.BoolSort(), "filled")))
        choices = [z3.FreshConst(z3.BoolSort(), "way") for _ in node.exits()]
        for place, choice in enumerate(choices):
            self.encoded.plain += [z3.Not(z3.And(choice, other)) for other in choices[place + 1 :]]
        return {exit.name: choice for exit, choice in zip(node.exits(), choices, strict=True)}


def _when(node: Node, rule: Rule) -> str:
    return node.pointer("rules", rule.id, "when")
