"""Where ways through a flow meet, and which of these places are worth a function of their own."""

from __future__ import annotations

from engine.nodes import Flow
from engine.runtime.known import Facts, Knowledge

COPIED_AT_ONCE = 60
"""Nodes that may be written again for one place where ways meet."""
COPIED_IN_ALL = 300
"""Nodes that may be written again in the whole flow."""


def find_meetings(flow: Flow, knowledge: Knowledge) -> Facts:
    """The nodes where ways meet that get a function of their own. Small ones are written out on every way."""
    size: dict[str, int] = {}
    meetings: set[str] = set()
    copied = 0
    for node_id in reversed(knowledge.order):
        node = flow.nodes[node_id]
        exits = () if node.outcome else node.exits()
        size[node_id] = 1 + sum(1 if exit.target in meetings else size.get(exit.target, 1) for exit in exits)
        extra = size[node_id] * (knowledge.arrivals[node_id] - 1)
        if extra <= 0:
            continue
        if node_id in knowledge.cyclic or extra > COPIED_AT_ONCE or copied + extra > COPIED_IN_ALL:
            meetings.add(node_id)
        else:
            copied += extra
    return frozenset(meetings)
