"""Which of the rules that fired had a say in where a journey ended."""

from __future__ import annotations

from engine.model.prompts import PathStep
from engine.nodes import Flow


def decided(flow: Flow, step: PathStep) -> bool:
    """Whether another way out of this node leads to other outcomes: a rule that only asks one thing more has no say."""
    exits = {exit.name: exit.target for exit in flow.nodes[step.node].exits()}
    taken = exits.get(step.exit)
    if step.rule is None or taken is None:
        return False
    found: dict[str, frozenset[str]] = {}
    here = _outcomes(flow, taken, found)
    return any(_outcomes(flow, target, found) != here for target in exits.values())


def _outcomes(flow: Flow, start: str, found: dict[str, frozenset[str]]) -> frozenset[str]:
    """The outcomes to which the exits lead from a node on, whatever their conditions."""
    if start not in found:
        seen, waiting = {start}, [start]
        while waiting:
            targets = {exit.target for exit in flow.nodes[waiting.pop()].exits()} - seen
            seen |= targets
            waiting += targets
        found[start] = frozenset(name for name in seen if flow.nodes[name].outcome)
    return found[start]
