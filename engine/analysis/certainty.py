"""Which facts certainly have a value at each node, whatever way a journey came there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.analysis.graph import FlowGraph
from engine.analysis.implied import Known, known_when
from engine.expressions import can_be_unknown
from engine.nodes import (
    UNKNOWN,
    UNMATCHED,
    Asking,
    Expression,
    GatherNode,
    Node,
    PageNode,
    QuestionNode,
    TableNode,
    known_inputs,
    once,
    sure_outputs,
)


@dataclass(frozen=True, kw_only=True)
class State:
    """What all ways to a place have in common, and what some of them do."""

    known: Known
    """Facts that have a value on every way."""
    empty: Known = frozenset()
    """Facts that some way filled with nothing: skipped, or calculated in vain. They are not asked again."""

    def knowing(self, facts: Known) -> State:
        """The same once these have a value."""
        return State(known=self.known | facts, empty=self.empty - facts)

    def doubting(self, fact: str) -> State:
        """The same once this may have been filled with nothing."""
        return State(known=self.known - {fact}, empty=self.empty | {fact})

    def joined(self, other: State) -> State:
        """What holds when a journey may have come either way."""
        return State(known=self.known & other.known, empty=self.empty | other.empty)


@dataclass(frozen=True, kw_only=True)
class Certainty:
    """Facts with a certain value: when a node is entered, and when each of its expressions is read."""

    entering: Mapping[str, Known]
    """By node; nodes that cannot be reached are absent."""
    reading: Mapping[str, Known]
    """By the pointer of the condition or calculation."""


@lru_cache(maxsize=4)
def find_certainty(there: FlowGraph) -> Certainty:
    """Follows all ways from the start until nothing changes any more."""
    entering = {there.flow.start: State(known=frozenset({"today", *there.flow.inputs}))}
    waiting = deque([there.flow.start])
    while waiting:
        node = there.flow.nodes[waiting.popleft()]
        for target, coming in _leaving(there, node, entering[node.id]):
            before = entering.get(target)
            after = coming if before is None else before.joined(coming)
            if after != before:
                entering[target] = after
                waiting.append(target)
    return Certainty(
        entering={name: state.known for name, state in entering.items()},
        reading={
            pointer: known
            for name, state in entering.items()
            for pointer, known in _reading(there, there.flow.nodes[name], state)
        },
    )


@once
def conditions(node: Node) -> tuple[Expression, ...]:
    """The conditions of the node's rules in order, or of a table's rows and exits."""
    prefix = node.pointer("rules") + "/"
    return tuple(each for each in node.expressions() if each.is_row or each.is_exit or each.pointer.startswith(prefix))


@once
def _tellings(node: Node) -> tuple[tuple[str, Known, Known], ...]:
    """By rule, what is known if it holds, and if it does not."""
    return tuple(
        (_rule_id(each), known_when(each.source, True), known_when(each.source, False)) for each in conditions(node)
    )


def _leaving(there: FlowGraph, node: Node, entering: State) -> Iterator[tuple[str, State]]:
    """Where each exit leads, and what holds on that way."""
    if isinstance(node, TableNode):
        yield from _leaving_table(there, node, entering)
        return
    filled = _filled(there, node, entering)
    by_exit: dict[str, State] = {"unknown": filled}
    passed = filled
    for rule, when_true, when_false in _tellings(node):
        by_exit[rule] = passed.knowing(when_true)
        passed = passed.knowing(when_false)
    by_exit["otherwise"] = passed
    for exit in node.exits():
        yield exit.target, by_exit.get(exit.name, filled)


def _leaving_table(there: FlowGraph, node: TableNode, entering: State) -> Iterator[tuple[str, State]]:
    """Where nothing comes out of a table, its outputs are filled with nothing."""
    sure = sure_outputs(node, there.typed, entering.known, there.flow.facts)
    nothing = _doubting_all(entering, node.fills)
    something = _doubting_all(entering, [fact for fact in node.fills if fact not in sure]).knowing(sure)
    for exit in node.exits():
        yield exit.target, nothing if exit.name in (UNKNOWN, UNMATCHED) else something


def _doubting_all(state: State, facts: Iterable[str]) -> State:
    for fact in facts:
        state = state.doubting(fact)
    return state


def _reading(there: FlowGraph, node: Node, entering: State) -> Iterator[tuple[str, Known]]:
    """What is certain when each expression of the node is read: each validator, rule and calculation in turn."""
    if isinstance(node, TableNode):
        known = known_inputs(node, there.typed, entering.known)
        filled = known | sure_outputs(node, there.typed, entering.known, there.flow.facts)
        yield from ((each.pointer, filled if each.is_exit else known) for each in node.expressions())
        return
    rules = {each.pointer for each in conditions(node)}
    state = _filled(there, node, entering) if isinstance(node, QuestionNode | PageNode) else entering
    for each in node.expressions():
        yield each.pointer, state.known
        if each.pointer in rules:
            state = state.knowing(known_when(each.source, False))
        elif each.fills:
            state = _calculated(there, each, state)


def _filled(there: FlowGraph, node: Node, entering: State) -> State:
    """What holds once the node has filled its facts."""
    state = entering
    if isinstance(node, QuestionNode):
        return _asked(node, state)
    if isinstance(node, PageNode):
        for question in node.questions:
            state = _asked(question, state)
        return state
    if isinstance(node, GatherNode):
        return state.knowing(frozenset(node.fills))
    for each in node.expressions():
        if each.fills:
            state = _calculated(there, each, state)
    return state


def _asked(asking: Asking, state: State) -> State:
    if asking.optional:
        return state if asking.fact in state.known else state.doubting(asking.fact)
    return state if asking.fact in state.empty else state.knowing(frozenset({asking.fact}))


def _calculated(there: FlowGraph, each: Expression, state: State) -> State:
    in_vain = can_be_unknown(there.typed[each.pointer], state.known)
    return state.doubting(each.fills) if in_vain else state.knowing(frozenset({each.fills}))


def _rule_id(condition: Expression) -> str:
    return condition.pointer.split("/")[-2]
