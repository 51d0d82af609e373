"""Writes the formulas of a flow place by place: what each node fills, and by which way it is left."""

from __future__ import annotations

from collections.abc import Iterable

import z3

from engine.analysis.proof.encoded import LOOP, STUCK, Encoded
from engine.analysis.proof.givens import Given, limits_here
from engine.analysis.proof.states import Names
from engine.analysis.proof.table_rows import Reading, leave_table
from engine.analysis.proof.terms import NO, YES, Item, Items, Term, both, either, is_no, merged, negated
from engine.analysis.proof.ways import Place, Step
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


def write_places(encoded: Encoded) -> None:
    """Writes every place, each after those that lead to it."""
    ways = encoded.ways
    arriving: dict[Place, list[tuple[Place, Step, z3.BoolRef]]] = {place: [] for place in ways.order}
    for place in ways.order:
        reached = _reach(encoded, place, arriving[place])
        begin = len(encoded.plain)
        leaving, stuck = _Writer(encoded, place).write()
        for step in ways.steps[place]:
            taken = encoded.define(f"{place} leaves by {step.exit}", both(reached, leaving.get(step.exit, NO)))
            encoded.add_to(encoded.taken, (place.node, step.exit), taken)
            if step.target is None:
                _close(encoded, place, step, taken)
            else:
                arriving[step.target].append((place, step, taken))
        for why, holds in stuck.items():
            if not is_no(holds):
                encoded.add_to(encoded.stuck, (place.node, why), both(reached, holds))
        encoded.tied.setdefault(place.node, []).extend(encoded.plain[begin:])
    _sum_up(encoded)


def _reach(encoded: Encoded, place: Place, arriving: list[tuple[Place, Step, z3.BoolRef]]) -> z3.BoolRef:
    """Whether a walk comes to the node here, and for the first time. Ends those that have been there."""
    ways = encoded.ways
    earlier = [each for each in ways.rounds[place.node] if ways.may_come_before(each, place)]
    been = either(*(encoded.states.reached[each] for each in earlier))
    for before, step, taken in arriving:
        _close(encoded, before, step, both(taken, been))
    comes = YES if place == ways.first else either(*(taken for _, _, taken in arriving))
    reached = encoded.define(f"reached {place}", both(comes, negated(been)))
    encoded.states.reached[place] = reached
    if len(ways.rounds[place.node]) == 1:
        encoded.reaches[place.node] = reached
    return reached


def _close(encoded: Encoded, place: Place, step: Step, closes: z3.BoolRef) -> None:
    """Ends the walk where it comes to a node for the second time."""
    if not is_no(closes):
        encoded.add_to(encoded.circles, (place.node, step.exit), closes)
        encoded.add_to(encoded.stuck, (step.node, LOOP), closes)


def _sum_up(encoded: Encoded) -> None:
    """What is said of nodes rather than places."""
    for node, places in encoded.ways.rounds.items():
        if node not in encoded.reaches:
            anywhere = either(*(encoded.states.reached[place] for place in places))
            encoded.reaches[node] = encoded.define(f"reached {node} in some round", anywhere)
        encoded.names[node] = encoded.names_of(node)
    for (node, _), holds in encoded.stuck.items():
        encoded.add_to(encoded.taken, (node, STUCK), holds)


class _Writer:
    """Writes one place."""

    def __init__(self, encoded: Encoded, place: Place) -> None:
        self.encoded, self.place = encoded, place
        self.flow = encoded.there.flow
        self.node = self.flow.nodes[place.node]
        self.names = encoded.names_at(place)
        self.reached = encoded.states.reached[place]

    def write(self) -> tuple[Leaving, Leaving]:
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

    def fill(self, fact: str, term: Term) -> None:
        self.names = self.names.supposing({(0, fact): term})
        self.encoded.states.fill(self.place, fact, term)

    def ask(self, questions: Iterable[Asking]) -> z3.BoolRef:
        """Fills the facts of questions; when their answers are accepted."""
        accepted, open_ = [], []
        for question in questions:
            before, given = self.encoded.states.at(self.place, question.fact), self.encoded.given(question.fact)
            answer = given.term(optional=question.optional)
            accepted.append(either(before.filled, negated(answer.known), self.accept(question, given, answer)))
            open_.append(both(self.reached, negated(before.filled)))
            self.encoded.asks.setdefault(question.fact, []).append(open_[-1])
            if question.optional:
                self.encoded.skips.setdefault(question.fact, []).append(open_[-1])
            self.fill(question.fact, merged(before.filled, before.term, answer))
        self.encoded.opens[self.node.id] = either(self.encoded.opens.get(self.node.id, NO), *open_)
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

    def type_of(self, fact: str) -> Type:
        return fact_type(self.flow.facts[fact])

    def calculate(self, node: CalculateNode) -> None:
        for setting in node.settings:
            term, wanted = self.value(node.pointer("set", setting.fact, "value")), self.type_of(setting.fact)
            if wanted.kind is Kind.CHOICES:
                term = self.encoded.translator({}).selection(term, wanted)
            self.fill_anew(setting.fact, term)

    def gather(self, node: GatherNode) -> None:
        """A list of the members, as far as their facts are known."""
        types = self.type_of(node.fact).members or {}
        nothing = {name: self.encoded.translator({}).nothing(fact_type(each)) for name, each in types.items()}
        members = (
            {name: self.value(node.place(number, name)) for name in member}
            for number, member in enumerate(node.members, start=1)
        )
        self.fill(node.fact, Term(Items(tuple(Item(YES, {**nothing, **member}) for member in members))))

    def fill_anew(self, fact: str, term: Term, goes_on: z3.BoolRef = YES) -> None:
        """Fills a fact whatever it was before."""
        encoded, key = self.encoded, (self.node.id, fact)
        before = encoded.states.at(self.place, fact).filled
        encoded.add_to(encoded.twice, key, both(self.reached, goes_on, before))
        encoded.add_to(encoded.results, key, both(self.reached, term.known))
        self.fill(fact, term)

    def decide(self, node: TableNode) -> tuple[Leaving, Leaving]:
        """Fills the outputs of a table from the rows that count."""
        here = self.encoded.translator({})
        reading = Reading(self.condition, self.find_value, here.nothing, here.selection)
        left = leave_table(node, self.names, reading, self.flow.facts)
        for fact, term in left.outputs.items():
            self.fill_anew(fact, term, either(*left.exits.values()))
        for row, counts in left.rows.items():
            self.encoded.add_to(self.encoded.rows, (node.id, row), both(self.reached, counts))
        return dict(left.exits), dict(left.stuck)

    def value(self, pointer: str) -> Term:
        return self.encoded.term(self.encoded.there.typed[pointer], self.names)

    def find_value(self, pointer: str, names: Names) -> Term | None:
        """The value of an expression; None where nothing stands at that pointer."""
        typed = self.encoded.there.typed.get(pointer)
        return self.encoded.term(typed, names) if typed else None

    def condition(self, pointer: str, names: Names | None = None) -> Term:
        found = self.encoded.term(self.encoded.there.typed[pointer], names or self.names)
        return self.encoded.say(pointer, self.place, found)

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
        encoded.opaque.add(node.type)
        for fact in node.fills:
            self.fill(fact, encoded.translator({}).anything(self.type_of(fact)))
        choices = [z3.Bool(encoded.plain.new_name(f"way out of {self.place}")) for _ in node.exits()]
        for place, choice in enumerate(choices):
            encoded.plain += [z3.Not(z3.And(choice, other)) for other in choices[place + 1 :]]
        return {exit.name: choice for exit, choice in zip(node.exits(), choices, strict=True)}
