"""Node types, one module each; importing this package registers the built-in ones."""

from engine.nodes.article import ArticleNode
from engine.nodes.asking import Asking, refuse
from engine.nodes.base import (
    MAX_STEPS,
    Entry,
    Exit,
    Expression,
    Fails,
    Flow,
    Goes,
    Node,
    Part,
    Reading,
    Visit,
    Waits,
    build_rule,
    build_source,
    once,
    targets,
)
from engine.nodes.branching import Branches
from engine.nodes.calculate import CalculateNode
from engine.nodes.decision import DecisionNode
from engine.nodes.end import EndNode
from engine.nodes.grid import Axis, Grid, Region, build_grid
from engine.nodes.handoff import CHECK, CONTACT_FACTS, SENT, HandoffNode
from engine.nodes.hits import UNKNOWN, UNMATCHED
from engine.nodes.inlined import INLINED, GateNode, GatherNode, MemberNode, MoreNode, ReturnNode
from engine.nodes.message import MessageNode
from engine.nodes.page import PageNode, PageQuestion, at
from engine.nodes.question import QuestionNode
from engine.nodes.registry import node_types
from engine.nodes.repeat import MORE, RepeatNode
from engine.nodes.results import Fit, Judged, ResultsNode
from engine.nodes.subflow import SubflowNode
from engine.nodes.surety import doubtful_rows, known_inputs, sure_outputs
from engine.nodes.table import TableNode

__all__ = [
    "CHECK",
    "CONTACT_FACTS",
    "INLINED",
    "MAX_STEPS",
    "MORE",
    "SENT",
    "UNKNOWN",
    "UNMATCHED",
    "ArticleNode",
    "Asking",
    "Axis",
    "Branches",
    "CalculateNode",
    "DecisionNode",
    "EndNode",
    "Entry",
    "Exit",
    "Expression",
    "Fails",
    "Fit",
    "Flow",
    "GateNode",
    "GatherNode",
    "Goes",
    "Grid",
    "HandoffNode",
    "Judged",
    "MemberNode",
    "MessageNode",
    "MoreNode",
    "Node",
    "PageNode",
    "PageQuestion",
    "Part",
    "QuestionNode",
    "Reading",
    "Region",
    "RepeatNode",
    "ResultsNode",
    "ReturnNode",
    "SubflowNode",
    "TableNode",
    "Visit",
    "Waits",
    "at",
    "build_grid",
    "build_rule",
    "build_source",
    "doubtful_rows",
    "known_inputs",
    "node_types",
    "once",
    "refuse",
    "sure_outputs",
    "targets",
]
