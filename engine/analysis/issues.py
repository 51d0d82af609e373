"""The table of checks of a flow's graph, and `inspect`, which runs them all."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import TypeAlias

from engine.analysis.graph import MEMBER, FlowGraph, build_graph
from engine.definition import is_own
from engine.model.issue import Issue, Severity
from engine.nodes import Flow
from engine.registry import Registry

Check: TypeAlias = Callable[[FlowGraph], Iterable[Issue]]

checks: Registry[Check] = Registry("check")


def inspect(
    flow: Flow, table: Registry[Check] = checks, *, there: FlowGraph | None = None, without: Container[str] = ()
) -> list[Issue]:
    """What is wrong with the ways through a flow, sorted by place. The document must have passed its own check.

    `there` is its graph, where somebody has it already; checks named in `without` are left to somebody else.
    """
    there = there or build_graph(flow)
    found = {issue for name in table if name not in without for issue in table[name](there)}
    return own_issues(flow, sorted(found, key=lambda issue: issue.sort_key))


def own_issues(flow: Flow, issues: list[Issue]) -> list[Issue]:
    """Without what only a flow that is run should hear; and what holds for every member of a list, told once."""
    inner = tuple(node.pointer() for node in flow.nodes.values() if not is_own(node.id))
    facts = tuple(f"/facts/{fact}" for fact in flow.facts if "/" in fact or "." in fact)
    told: dict[tuple[str, str], Issue] = {}
    for issue in issues:
        is_inner = issue.pointer in facts or any(
            issue.pointer == here or issue.pointer.startswith(f"{here}/") for here in inner
        )
        if not is_inner or issue.severity is Severity.ERROR:
            told.setdefault((issue.rule, MEMBER.sub("/1", issue.pointer)), issue)
    return list(told.values())
