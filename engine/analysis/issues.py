"""The table of checks of a flow's graph, and `inspect`, which runs them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from engine.analysis.graph import FlowGraph, build_graph
from engine.model.issue import Issue
from engine.nodes import Flow
from engine.registry import Registry

Check: TypeAlias = Callable[[FlowGraph], Iterable[Issue]]

checks: Registry[Check] = Registry("check")


def inspect(flow: Flow, table: Registry[Check] = checks) -> list[Issue]:
    """What is wrong with the ways through a flow, sorted by place. The document must have passed its own check."""
    there = build_graph(flow)
    found = {issue for name in table for issue in table[name](there)}
    return sorted(found, key=lambda issue: issue.sort_key)
