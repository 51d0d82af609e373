"""Which facts certainly have a value at each node, whatever way a journey came there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.analysis.graph import FlowGraph
from engine.expressions import can_be_unknown
from engine.model.values import Json
from engine.nodes import Expression, Node, QuestionNode

Known = frozenset[str]

_COMPARISONS = frozenset({"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "min", "max", "round", "floor", "ceil"})
_ORDER_OF_DAYS = frozenset({"before", "after", "not-before", "not-after"})
_SPANS = frozenset({"days_between", "weeks_between", "months_between", "years_between", "age", "weekday", "year_of"})
_STRICT = _COMPARISONS | _ARITHMETIC | _ORDER_OF_DAYS | _SPANS
"""Operators that have a value only if all their operands have one."""


@dataclass(frozen=True, kw_only=True)
class Certainty:
    """Facts with a certain value: when a node is entered, and when each of its conditions is read."""

    entering: Mapping[str, Known]
    """By node; nodes that cannot be reached are absent."""
    reading: Mapping[str, Known] = field(default_factory=dict)
    """By the pointer of the condition or calculation."""


def find_certainty(there: FlowGraph) -> Certainty:
    """The intersection over all ways, taken until nothing changes any more."""
    entering: dict[str, Known] = {there.flow.start: frozenset({"today"})}
    waiting = deque([there.flow.start])
    while waiting:
        node = there.flow.nodes[waiting.popleft()]
        for target, known in _leaving(there, node, entering[node.id]):
            before = entering.get(target)
            after = known if before is None else before & known
            if after != before:
                entering[target] = after
                waiting.append(target)
    reading = {
        pointer: known
        for name, here in entering.items()
        for pointer, known in _reading(there, there.flow.nodes[name], here)
    }
    return Certainty(entering=entering, reading=reading)


def conditions(node: Node) -> tuple[Expression, ...]:
    """The conditions of the node's rules, in order."""
    prefix = node.pointer("rules") + "/"
    return tuple(each for each in node.expressions() if each.pointer.startswith(prefix))


def known_when(condition: Json, holds: bool) -> Known:
    """Facts that certainly have a value if `condition` came out as `holds`. May leave some out."""
    if not isinstance(condition, dict) or len(condition) != 1:
        return frozenset()
    ((operator, operands),) = condition.items()
    parts = operands if isinstance(operands, list) else [operands]
    if operator == "answered":
        return _names(parts) if holds else frozenset()
    if operator == "!":
        return known_when(parts[0], not holds)
    if operator == "!!":
        return known_when(parts[0], holds)
    if operator in ("and", "or"):
        each = [known_when(part, holds) for part in parts]
        return frozenset().union(*each) if (operator == "and") is holds else _shared(each)
    return _needed(condition)


def _needed(operand: Json) -> Known:
    """Facts without which `operand` has no value."""
    if isinstance(operand, list):
        return frozenset().union(*(_needed(item) for item in operand))
    if not isinstance(operand, dict) or len(operand) != 1:
        return frozenset()
    ((operator, operands),) = operand.items()
    if operator == "var":
        return _names([operands])
    return _needed(operands) if operator in _STRICT else frozenset()


def _names(parts: list[Json]) -> Known:
    return frozenset(part for part in parts if isinstance(part, str) and part)


def _shared(each: list[Known]) -> Known:
    return frozenset.intersection(*each) if each else frozenset()


def _leaving(there: FlowGraph, node: Node, entering: Known) -> Iterator[tuple[str, Known]]:
    """Where each exit leads, and what is certain on that way."""
    filled = _filled(there, node, entering)
    by_rule: dict[str, Known] = {}
    passed = filled
    for each in conditions(node):
        by_rule[_rule_id(each)] = passed | known_when(each.source, True)
        passed |= known_when(each.source, False)
    by_rule |= {"otherwise": passed, "unknown": filled}
    for exit in node.exits():
        yield exit.target, by_rule.get(exit.name, filled)


def _reading(there: FlowGraph, node: Node, entering: Known) -> Iterator[tuple[str, Known]]:
    """What is certain when each condition and calculation of the node is read."""
    known = _filled(there, node, entering) if isinstance(node, QuestionNode) else entering
    rules = {each.pointer for each in conditions(node)}
    for each in node.expressions():
        yield each.pointer, known
        if each.pointer in rules:
            known |= known_when(each.source, False)
        elif each.fills and not can_be_unknown(there.typed[each.pointer], known):
            known |= {each.fills}


def _filled(there: FlowGraph, node: Node, entering: Known) -> Known:
    """What is certain once the node has filled its facts."""
    if isinstance(node, QuestionNode):
        return entering if node.optional else entering | {node.fact}
    known = entering
    for each in node.expressions():
        if not each.fills:
            continue
        known = known - {each.fills} if can_be_unknown(there.typed[each.pointer], known) else known | {each.fills}
    return known


def _rule_id(condition: Expression) -> str:
    return condition.pointer.split("/")[-2]
