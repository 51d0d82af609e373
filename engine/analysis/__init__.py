"""What is true of the ways through a flow: the only importer of networkx.

Importing this package files the built-in checks.
"""

from engine.analysis import channel_fit, content, cycles, facts, reachability, tables, unknowns, unneeded
from engine.analysis.channel_fit import find_long_translations
from engine.analysis.content import Reading, find_content_faults, reading_of
from engine.analysis.diff import Change, Edition, Kind, Subject, build_edition, compare_structure
from engine.analysis.drawing import (
    UNLIT,
    Counts,
    Drawing,
    Folds,
    Leaving,
    Lit,
    Naming,
    Overlay,
    Picture,
    Step,
    build_picture,
    build_sketch,
    counts_over,
    coverage_over,
    in_order,
    issues_at,
    light_around,
    light_path,
)
from engine.analysis.explaining import Asked, Branch, ExplainedStep, explain_path, told_facts
from engine.analysis.graph import FlowGraph, build_graph
from engine.analysis.issues import checks, inspect
from engine.analysis.layout import Direction, Layout, lay_out
from engine.analysis.links import find_article_faults
from engine.analysis.outlining import Line, outline
from engine.analysis.settling import Laid, settle
from engine.analysis.sources import find_overdue

__all__ = [
    "UNLIT",
    "Asked",
    "Branch",
    "Change",
    "Counts",
    "Direction",
    "Drawing",
    "Edition",
    "ExplainedStep",
    "FlowGraph",
    "Folds",
    "Kind",
    "Laid",
    "Layout",
    "Leaving",
    "Line",
    "Lit",
    "Naming",
    "Overlay",
    "Picture",
    "Reading",
    "Step",
    "Subject",
    "build_edition",
    "build_graph",
    "build_picture",
    "build_sketch",
    "channel_fit",
    "checks",
    "compare_structure",
    "content",
    "counts_over",
    "coverage_over",
    "cycles",
    "explain_path",
    "facts",
    "find_article_faults",
    "find_content_faults",
    "find_long_translations",
    "find_overdue",
    "in_order",
    "inspect",
    "issues_at",
    "lay_out",
    "light_around",
    "light_path",
    "outline",
    "reachability",
    "reading_of",
    "settle",
    "tables",
    "told_facts",
    "unknowns",
    "unneeded",
]
