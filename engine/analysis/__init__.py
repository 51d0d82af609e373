"""What is true of the ways through a flow: the only importer of networkx.

Importing this package files the built-in checks.
"""

from engine.analysis import cycles, facts, reachability, tables, unknowns
from engine.analysis.graph import FlowGraph, build_graph
from engine.analysis.issues import checks, inspect
from engine.analysis.sources import find_overdue

__all__ = [
    "FlowGraph",
    "build_graph",
    "checks",
    "cycles",
    "facts",
    "find_overdue",
    "inspect",
    "reachability",
    "tables",
    "unknowns",
]
