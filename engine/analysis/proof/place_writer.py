"""Writes the formulas of one place of a flow: what its node fills, and by which way it is left."""

from __future__ import annotations

from collections.abc import Iterable

import z3

from engine.analysis.proof.encoded import Encoded
from engine.analysis.proof.givens import Given, limits_here
from engine.analysis.proof.states import Filled, Names
from engine.analysis.proof.table_rows import Reading, leave_table
from engine.analysis.proof.terms import NO, YES, Item, Items, Term, both, either, is_no, merged, negated
from engine.analysis.proof.ways import Place
from engine.analysis.proof.written import Basis, Written, has_days
from engine.expressions.types import Kind, Type, fact_type
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
from engine.nodes.branching import Branches

BRANCHING = (QuestionNode, PageNode, DecisionNode, TableNode, ArticleNode, ResultsNode)
PLAIN = (CalculateNode, GatherNode, MessageNode, HandoffNode, EndNode)
"""Types of nodes that have one way out, or none."""

Leaving = dict[str, z3.BoolRef]
"""By exit: when a walk that came here leaves that way."""


def is_exact(node: Node) -> bool:
    """Whether the formulas of a node say exactly what it does."""
    return isinstance(node, (*PLAIN, *BRANCHING))


class PlaceWriter:
    """Writes one place, to which a walk comes when it is `reached`."""

    def __init__(self, encoded: Encoded, place: Place, reached: z3.BoolRef) -> None:
        self.encoded, self.place = encoded, place
        self.flow = encoded.there.flow
        self.node = self.flow.nodes[place.node]
        self.reached = reached
        self.basis = Basis(self.node, reached, encoded.today)
        self.written = Written(self.basis)
        self.translator = encoded.translator({}, self.written.opaque)
        self.names = Names(lambda fact: self.state(fact).term, self.flow.facts, encoded.today)

    def write(self) -> Written:
        """All that the place adds to the formulas of the flow."""
        written, plain, options = self.written, self.encoded.plain, self.encoded.side.options
        options.needed, plain.used = self.basis.options, self.basis.days
        before, (begin, count) = plain.hard, (len(plain), plain.named)
        plain.hard = written.hard
        leaving, stuck = self.leave()
        for exit in self.node.exits():
            leaves = both(self.reached, leaving.get(exit.name, NO))
            written.taken[exit.name] = self.encoded.define(f"{self.place} leaves by {exit.name}", leaves)
        written.stuck = {why: both(self.reached, holds) for why, holds in stuck.items() if not is_no(holds)}
        plain.hard, plain.used, options.needed = before, {}, {}
        written.ties = tuple(plain[begin:])
        written.has_days = any(has_days(term.value) for _, term in written.fills)
        self.basis.seal(is_kept=plain.named == count)
        return written

    def leave(self) -> tuple[Leaving, Leaving]:
        """When the node is left by each exit; and when it cannot be left, by the reason."""
        node = self.node
        if isinstance(node, QuestionNode):
            return self.branch(node.branches, self.ask([node]))
        if isinstance(node, PageNode):
            accepted = self.ask(node.questions)
            together = (self.condition(node.pointer("validators", each.id, "when")) for each in node.validators)
            return self.branch(node.branches, both(accepted, *(negated(each.is_true) for each in together)))
        if isinstance(node, DecisionNode):
            return self.branch(node.branches, YES)
        if isinstance(node, TableNode):
            return self.decide(node)
        if isinstance(node, ArticleNode | ResultsNode):
            return {"unsolved": self.encoded.unhelped(node.id)}, {}
        if not isinstance(node, PLAIN):
            return self.go_anywhere(), {}
        if isinstance(node, CalculateNode):
            self.calculate(node)
        if isinstance(node, GatherNode):
            self.gather(node)
        return {exit.name: YES for exit in node.exits()}, {}

    # --- what is looked at ---

    def state(self, fact: str) -> Filled:
        found = self.basis.states[fact] = self.encoded.states.at(self.place, fact)
        self.basis.facts[fact] = self.flow.facts[fact]
        return found

    def given(self, fact: str) -> Given:
        is_asked = fact in self.encoded.givens
        found = self.encoded.givens[fact] if is_asked else self.written.givens.get(fact)
        self.basis.asked[fact] = (is_asked, fact in self.encoded.read)
        if found is None:
            found = self.written.givens[fact] = self.encoded.make_given(fact)
            if fact not in self.encoded.side.loose:
                self.written.said.append((f"/facts/{fact}", found.domain))
        return found

    def type_of(self, fact: str) -> Type:
        self.basis.facts[fact] = self.flow.facts[fact]
        return fact_type(self.flow.facts[fact])

    # --- what is written ---

    def fill(self, fact: str, term: Term) -> None:
        self.names = self.names.supposing({(0, fact): term})
        self.written.fills.append((fact, term))

    def ask(self, questions: Iterable[Asking]) -> z3.BoolRef:
        """Fills the facts of questions; when their answers are accepted."""
        accepted = []
        for question in questions:
            before, given = self.state(question.fact), self.given(question.fact)
            answer = given.term(optional=question.optional)
            accepted.append(either(before.filled, negated(answer.known), self.accept(question, given, answer)))
            open_ = both(self.reached, negated(before.filled))
            self.written.asks.append((question.fact, open_, question.optional))
            self.fill(question.fact, merged(before.filled, before.term, answer))
        return both(*accepted)

    def accept(self, question: Asking, given: Given, answer: Term) -> z3.BoolRef:
        """When an answer keeps to its limits, and no validator refuses it."""
        fits, loose = limits_here(given, self.names, self.encoded.plain), self.encoded.side.loose
        if question.fact in loose:
            fits = both(fits, given.domain, loose[question.fact])
        supposed = self.names.supposing({(0, question.fact): answer})
        refused = (
            self.condition(question.pointer("validators", each.id, "when"), supposed).is_true
            for each in question.validators
        )
        return both(fits, *(negated(each) for each in refused))

    def calculate(self, node: CalculateNode) -> None:
        for setting in node.settings:
            term, wanted = self.value(node.pointer("set", setting.fact, "value")), self.type_of(setting.fact)
            if wanted.kind is Kind.CHOICES:
                term = self.translator.selection(term, wanted)
            self.fill_anew(setting.fact, term)

    def gather(self, node: GatherNode) -> None:
        """A list of the members, as far as their facts are known."""
        types = self.type_of(node.fact).members or {}
        nothing = {name: self.translator.nothing(fact_type(each)) for name, each in types.items()}
        members = (
            {name: self.value(node.place(number, name)) for name in member}
            for number, member in enumerate(node.members, start=1)
        )
        self.fill(node.fact, Term(Items(tuple(Item(YES, {**nothing, **member}) for member in members))))

    def fill_anew(self, fact: str, term: Term, goes_on: z3.BoolRef = YES) -> None:
        """Fills a fact whatever it was before."""
        key, before = (self.node.id, fact), self.state(fact).filled
        self.written.twice.append((key, both(self.reached, goes_on, before)))
        self.written.results.append((key, both(self.reached, term.known)))
        self.fill(fact, term)

    def decide(self, node: TableNode) -> tuple[Leaving, Leaving]:
        """Fills the outputs of a table from the rows that count."""
        reading = Reading(self.condition, self.find_value, self.translator.nothing, self.translator.selection)
        left = leave_table(node, self.names, reading, self.flow.facts)
        for fact, term in left.outputs.items():
            self.fill_anew(fact, term, either(*left.exits.values()))
        for row, counts in left.rows.items():
            self.written.rows.append(((node.id, row), both(self.reached, counts)))
        return dict(left.exits), dict(left.stuck)

    def value(self, pointer: str, names: Names | None = None) -> Term:
        found = self.find_value(pointer, names or self.names)
        assert found is not None, "an expression stands there"
        return found

    def find_value(self, pointer: str, names: Names) -> Term | None:
        """The value of an expression; None where nothing stands at that pointer."""
        typed = self.basis.typed[pointer] = self.encoded.there.typed.get(pointer)
        return self.encoded.term(typed, names, self.written.opaque) if typed else None

    def condition(self, pointer: str, names: Names | None = None) -> Term:
        """A condition under its own name: what the designer wrote can be left out of a proof."""
        found, round = self.value(pointer, names), self.place.round
        named, said = self.encoded.side.condition(f"{pointer} in round {round}" if round else pointer, found)
        self.written.said.append((pointer, said))
        self.written.conditions.append((pointer, named))
        return named

    def branch(self, branches: Branches, accepted: z3.BoolRef) -> tuple[Leaving, Leaving]:
        """The first rule that holds; `unknown` when one before it cannot be decided; else `otherwise`."""
        if branches.is_plain:
            return {"next": accepted}, {}
        leaving: Leaving = {}
        stuck: Leaving = {}
        open_, unsure = accepted, []
        for rule in branches.rules:
            holds = self.condition(self.node.pointer("rules", rule.id, "when"))
            leaving[rule.id] = both(open_, holds.is_true)
            unsure.append(both(open_, negated(holds.known)))
            open_ = both(open_, holds.is_false)
        (leaving if branches.unknown else stuck)["unknown"] = either(*unsure)
        if branches.otherwise:
            leaving["otherwise"] = open_
        else:
            stuck["unset"] = open_
        return leaving, stuck

    def go_anywhere(self) -> Leaving:
        """A type of node that has no formula: any exit, any values."""
        encoded, node = self.encoded, self.node
        self.written.opaque.add(node.type)
        for fact in node.fills:
            self.fill(fact, self.translator.anything(self.type_of(fact)))
        choices = [z3.Bool(encoded.plain.new_name(f"way out of {self.place}")) for _ in node.exits()]
        for place, choice in enumerate(choices):
            encoded.plain += [z3.Not(z3.And(choice, other)) for other in choices[place + 1 :]]
        return {exit.name: choice for exit, choice in zip(node.exits(), choices, strict=True)}
