"""Which facts are certainly, possibly and still usefully known at each node: the ground for compiling a walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.definition.release import Release
from engine.expressions import can_be_unknown, facts_read
from engine.nodes import CalculateNode, Flow, GatherNode, Node, PageNode, QuestionNode, TableNode, sure_outputs

Facts = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """By node id, on entering it."""

    certain: Mapping[str, Facts]
    """Filled, and not unknown, on every way here."""
    filled: Mapping[str, Facts]
    """Filled on every way here, perhaps with unknown."""
    possible: Mapping[str, Facts]
    """Filled on some way here."""
    live: Mapping[str, Facts]
    """Read here or later, before anything fills them anew."""
    order: tuple[str, ...]
    """The nodes that can be reached, start first."""
    arrivals: Mapping[str, int]
    """How many exits lead to each."""
    cyclic: Facts
    """Nodes from which exits lead back to themselves."""


def study(release: Release) -> Knowledge:
    """Runs the data flow over the flow's graph until nothing changes."""
    flow = release.flow
    order, has_cycle = _reachable(flow)
    certain = _forward(flow, order, lambda node, facts: facts | _certain_fills(release, node, facts), meet=True)
    filled = _forward(flow, order, lambda node, facts: facts | frozenset(node.fills), meet=True)
    possible = _forward(flow, order, lambda node, facts: facts | frozenset(node.fills), meet=False)
    arrivals = dict.fromkeys(order, 0)
    for node_id in order:
        for exit in _inner_exits(flow.nodes[node_id]):
            arrivals[exit] += 1
    return Knowledge(
        certain=certain,
        filled=filled,
        possible=possible,
        live=_live(release, order),
        order=order,
        arrivals=arrivals,
        cyclic=_on_cycles(flow, order) if has_cycle else frozenset(),
    )


def _inner_exits(node: Node) -> tuple[str, ...]:
    """Where a walk can go on from this node: nowhere from an outcome."""
    return () if node.outcome else tuple(exit.target for exit in node.exits())


def _on_cycles(flow: Flow, order: tuple[str, ...]) -> Facts:
    """The nodes that can be come to again from themselves."""
    return frozenset(node for node in order if node in _beyond(flow, node))


def _beyond(flow: Flow, node: str) -> set[str]:
    """Everything that exits of `node` lead to, at once or later."""
    found: set[str] = set()
    ahead = list(_inner_exits(flow.nodes[node]))
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead.extend(_inner_exits(flow.nodes[here]))
    return found


def _reachable(flow: Flow) -> tuple[tuple[str, ...], bool]:
    """Depth first from the start: the nodes in reverse postorder, and whether any exit leads back."""
    done: list[str] = []
    state: dict[str, int] = {flow.start: 1}
    has_cycle = False
    stack = [(flow.start, iter(_inner_exits(flow.nodes[flow.start])))]
    while stack:
        here, exits = stack[-1]
        target = next(exits, None)
        if target is None:
            stack.pop()
            state[here] = 2
            done.append(here)
        elif target not in state:
            state[target] = 1
            stack.append((target, iter(_inner_exits(flow.nodes[target]))))
        elif state[target] == 1:
            has_cycle = True
    return tuple(reversed(done)), has_cycle


def _forward(
    flow: Flow, order: tuple[str, ...], passes: Callable[[Node, Facts], Facts], *, meet: bool
) -> dict[str, Facts]:
    """Facts on entering each node: common to all ways here (`meet`), or of any."""
    entering: dict[str, Facts] = {flow.start: frozenset()}
    changed = True
    while changed:
        changed = False
        for node_id in order:
            if node_id not in entering:
                continue
            leaving = passes(flow.nodes[node_id], entering[node_id])
            for target in _inner_exits(flow.nodes[node_id]):
                old = entering.get(target)
                new = leaving if old is None else (old & leaving if meet else old | leaving)
                if new != old:
                    entering[target] = new
                    changed = True
    return entering


def _certain_fills(release: Release, node: Node, before: Facts) -> Facts:
    """The facts this node fills with something that is never unknown."""
    if isinstance(node, QuestionNode):
        return frozenset() if node.optional else frozenset(node.fills)
    if isinstance(node, PageNode):
        return frozenset(each.fact for each in node.questions if not each.optional)
    if isinstance(node, TableNode):
        is_sure = not (node.unmatched or node.unknown)
        return sure_outputs(node, release.typed, before, release.flow.facts) if is_sure else frozenset()
    if isinstance(node, GatherNode):
        return frozenset(node.fills)
    if not isinstance(node, CalculateNode):
        return frozenset()
    sure: set[str] = set(before)
    for setting in node.settings:
        typed = release.typed[node.pointer("set", setting.fact, "value")]
        if not can_be_unknown(typed, frozenset(sure)):
            sure.add(setting.fact)
    return frozenset(sure) - before


def _live(release: Release, order: tuple[str, ...]) -> dict[str, Facts]:
    """Backwards: what a node or a later one reads, less what is filled on the way."""
    flow = release.flow
    live: dict[str, Facts] = {node_id: frozenset() for node_id in order}
    changed = True
    while changed:
        changed = False
        for node_id in reversed(order):
            node = flow.nodes[node_id]
            later = frozenset().union(*(live[target] for target in _inner_exits(node)))
            reads = frozenset().union(*(facts_read(release.typed[each.pointer]) for each in node.expressions()))
            new = (later | reads | frozenset(node.fills)) - {"today"}
            if new != live[node_id]:
                live[node_id] = new
                changed = True
    return live
