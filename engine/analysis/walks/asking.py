"""Goals as questions to the solver: the condition on the answers under which a walk covers one.

Where a formula cannot say exactly what the engine does it asks for more people than there are, never for fewer: so
that "nobody" is certain, and somebody who is found still has to walk in the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import z3

from engine.analysis.proof.days import Day
from engine.analysis.proof.encoding import STUCK, Encoded
from engine.analysis.proof.formulas import Translator, equal, number
from engine.analysis.proof.terms import NO, YES, Term, alike, both, either, merged, negated
from engine.analysis.walks.boundaries import Comparison, Lookup
from engine.analysis.walks.goals import Aim, Event, Goal, Goals
from engine.expressions.typed import Key
from engine.expressions.types import Kind
from engine.nodes import Asking, CalculateNode, DecisionNode, Node, PageNode, QuestionNode, ResultsNode, TableNode


class Questions:
    """Writes the questions about one flow."""

    def __init__(self, encoded: Encoded, goals: Goals) -> None:
        self.encoded, self.goals = encoded, goals
        self.flow = encoded.there.flow
        self._names: dict[str, Mapping[Key, Term]] = {}

    def condition(self, goal: Goal) -> z3.BoolRef:
        """When a walk covers the goal."""
        return either(*(_BY_AIM[goal.aim](self, goal, event) for event in goal.events if self._is_there(goal, event)))

    def _is_there(self, goal: Goal, event: Event) -> bool:
        return goal.aim is Aim.LANGUAGE or self._node(event).id in self.encoded.there.reachable

    def _node(self, event: Event) -> Node:
        """The node where an event happens: it is told with the node, or with a pointer into it."""
        name: str = event[1]
        return self.flow.nodes[self.goals.node_of.get(name, name)]

    def exit(self, goal: Goal, event: Event) -> z3.BoolRef:
        return self.encoded.taken.get((event[1], event[2]), NO)

    def outcome(self, goal: Goal, event: Event) -> z3.BoolRef:
        return self._ends(self._node(event))

    def rule(self, goal: Goal, event: Event) -> z3.BoolRef:
        """The rule is read, and holds or does not."""
        node = self._node(event)
        found = self._term(node, event[1])
        verdict = found.is_true if event[2] else found.is_false
        return both(self._read(node, event[1]), verdict)

    def row(self, goal: Goal, event: Event) -> z3.BoolRef:
        if goal.lookup is not None:
            node = self._node(event)
            lookup = self.goals.lookups[event[1]][event[2]]
            return both(self._read(node, event[1]), _in_row(self._translator(node), lookup, event[3]))
        name: str = event[1]
        found = self.encoded.rows.get((name, event[2]))
        return self.encoded.reached(name) if found is None else found

    def boundary(self, goal: Goal, event: Event) -> z3.BoolRef:
        node = self._node(event)
        _, pointer, number_, row, side = event
        comparison, here = self.goals.comparisons[pointer][number_], self._translator(node)
        within = YES if row is None or comparison.source is None else _in_row(here, comparison.source, row)
        return both(self._read(node, pointer), within, _at(here, comparison, side))

    def language(self, goal: Goal, event: Event) -> z3.BoolRef:
        return YES

    def _read(self, node: Node, pointer: str) -> z3.BoolRef:
        """When the walk comes to read this expression of the node."""
        if isinstance(node, ResultsNode):
            return self._ends(node)
        reached = self.encoded.reached(node.id)
        if "/rules/" not in pointer or not isinstance(node, QuestionNode | PageNode | DecisionNode):
            return reached
        rules = [node.pointer("rules", rule.id, "when") for rule in node.branches.rules]
        earlier = rules[: rules.index(pointer)]
        ways = (*(rule.id for rule in node.branches.rules[len(earlier) :]), "otherwise", "unknown", STUCK)
        left = either(*(self.encoded.taken.get((node.id, way), NO) for way in ways))
        return both(reached, left, *(self._term(node, each).is_false for each in earlier))

    def _ends(self, node: Node) -> z3.BoolRef:
        onwards = (self.encoded.taken[node.id, exit.name] for exit in node.exits())
        return both(self.encoded.reached(node.id), negated(either(*onwards)))

    def _term(self, node: Node, pointer: str) -> Term:
        found = self.encoded.conditions.get(pointer)
        return found or self._translator(node).term(self.encoded.there.typed[pointer])

    def _translator(self, node: Node) -> Translator:
        if node.id not in self._names:
            self._names[node.id] = self._names_at(node)
        return self.encoded.translator(self._names[node.id])

    def _names_at(self, node: Node) -> Mapping[Key, Term]:
        """The facts as the conditions of a node read them: with what is asked, worked out or calculated there."""
        names = dict(self.encoded.names[node.id])
        for question in _questions(node):
            before, given = names[0, question.fact], self.encoded.givens[question.fact]
            if given.value is not None:
                names[0, question.fact] = merged(before.known, before, given.term(optional=question.optional))
        for each in node.expressions() if isinstance(node, CalculateNode | TableNode) else ():
            name = each.name if isinstance(node, TableNode) else each.fills
            if name:
                names[0, name] = self.encoded.translator(names).term(self.encoded.there.typed[each.pointer])
        return names


def _questions(node: Node) -> tuple[Asking, ...]:
    if isinstance(node, QuestionNode):
        return (node,)
    return node.questions if isinstance(node, PageNode) else ()


def _in_row(here: Translator, lookup: Lookup, row: int) -> z3.BoolRef:
    """When a look-up uses this row of its table."""
    key, keys, type_ = here.term(lookup.key), lookup.table.keys, lookup.key.type
    if row == len(keys):
        return both(key.known, _order(key.value, here.constant(keys[-1], type_)) > 0)
    at = here.constant(keys[row], type_)
    if not lookup.table.is_band:
        return both(key.known, equal(key.value, at))
    after = YES
    if row + 1 < len(keys):
        after = _order(key.value, here.constant(keys[row + 1], type_)) < 0
    elif lookup.table.beyond:
        after = _order(key.value, at) <= 0
    return both(key.known, _order(key.value, at) >= 0, after)


def _at(here: Translator, comparison: Comparison, side: int) -> z3.BoolRef:
    """When the left side is just under the right one, exactly there, or just over it."""
    left, right = here.term(comparison.left), here.term(comparison.right)
    if comparison.left.type.kind is Kind.MONTH:
        apart = left.value.in_months - right.value.in_months
    else:
        apart = _order(left.value, right.value)
    one, step, nothing = alike([apart, number(comparison.step), number(0)])
    near = {-1: z3.And(one >= -step, one < nothing), 0: one == nothing, 1: z3.And(one > nothing, one <= step)}[side]
    return both(left.known, right.known, near)


def _order(left: Any, right: Any) -> z3.ArithRef:
    """The difference of two numbers, or of two days."""
    if isinstance(left, Day):
        return left.number - right.number
    one, other = alike([left, right])
    return one - other


_BY_AIM: Mapping[Aim, Callable[[Questions, Goal, Event], z3.BoolRef]] = {
    Aim.EXIT: Questions.exit,
    Aim.RULE: Questions.rule,
    Aim.BOUNDARY: Questions.boundary,
    Aim.ROW: Questions.row,
    Aim.OUTCOME: Questions.outcome,
    Aim.LANGUAGE: Questions.language,
}
