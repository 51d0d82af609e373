"""What of a flow has a say in anything: the nodes that matter, and the facts that somebody needs where they are filled.

A journey is noticed by its outcome, by what it shows, promises and hands to an agent. From there it is followed back:
what reads decide it, who fills what they read, and which decisions lead there or elsewhere. What is never met on the
way back can be any answer at all, and nobody notices.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias

import networkx as nx

from engine.analysis.graph import FlowGraph
from engine.expressions import Scope, check, facts_read
from engine.model.flow import Fact
from engine.nodes import (
    CalculateNode,
    EndNode,
    Expression,
    GateNode,
    GatherNode,
    HandoffNode,
    MemberNode,
    MessageNode,
    Node,
    PageNode,
    QuestionNode,
    RepeatNode,
    ReturnNode,
    SubflowNode,
)
from engine.questions import placeholders_in

OVER = "/over"
"""Stands for the end of a journey, wherever it is. No node can be called so."""
STOPPED = "/stopped"
"""Stands for a journey that cannot go on."""
_SILENT = (SubflowNode, RepeatNode, MemberNode, ReturnNode, GateNode, GatherNode)
"""They only hand on what was answered elsewhere: no agent reads of it."""
Stops: TypeAlias = Callable[[], Iterable[str]]


class Needs:
    """One flow, followed back from what is noticed.

    `shut` are the exits that nobody takes; `stops` gives the nodes at which somebody may be unable to go on.
    """

    def __init__(self, there: FlowGraph, *, shut: Collection[tuple[str, str]], stops: Stops) -> None:
        self.there, self.flow = there, there.flow
        self.graph = _ways(there, shut)
        self.filled: set[tuple[str, str]] = set()
        """Node and fact: what it fills the fact with is needed."""
        self.matter: set[str] = set()
        """Nodes of which it is noticed whether a journey comes there, or where it goes from there."""
        self._read: set[tuple[str, str]] = set()
        self._fillers: dict[str, list[str]] = {}
        for name in self.graph:
            for fact in self.flow.nodes[name].fills if name in self.flow.nodes else ():
                self._fillers.setdefault(fact, []).append(name)
        self._told()
        if any((name, fact) not in self.filled for fact, names in self._fillers.items() for name in names):
            self._follow(stops())

    def is_needed(self, node: str, fact: str) -> bool:
        """Whether it makes a difference what the node fills the fact with. True of what nobody comes to."""
        return node not in self.graph or (node, fact) in self.filled

    def readers(self, node: str, fact: str) -> Iterator[str]:
        """The nodes that read the fact once this node has filled it, in the order of the flow."""
        after = nx.descendants(self.graph, node) | {node}
        for name, each in self.flow.nodes.items():
            if name in after and fact in self._reads(each):
                yield name

    def meeting(self, node: str) -> str:
        """The node at which all ways from this one meet again; empty where that is the end."""
        found = self._meeting.get(node, OVER)
        return "" if found == OVER else found

    # --- what is noticed ---

    def _told(self) -> None:
        """What an agent is told, and what a flow that runs this one may be handed."""
        agents = [name for name in self.graph if isinstance(self.flow.nodes.get(name), HandoffNode)]
        ends = [name for name in self.graph if isinstance(self.flow.nodes.get(name), EndNode)]
        for name in _before(self.graph, agents):
            node = self.flow.nodes[name]
            if not isinstance(node, _SILENT):
                self.matter.add(name)
                self.filled.update((name, fact) for fact in node.fills)
        for name in _before(self.graph, ends) if self.flow.shared or self.flow.inputs else ():
            self.filled.update((name, fact) for fact in self.flow.nodes[name].fills)
        for fact, names in self._fillers.items():  # whoever was handed an answer is not asked for it
            if any(isinstance(self.flow.nodes[name], QuestionNode | PageNode) for name in names):
                handing = (name for name in names if isinstance(self.flow.nodes[name], CalculateNode))
                self.filled.update((name, fact) for name in handing)

    def _noticed(self) -> Iterator[str]:
        named = {name for promise in self.flow.promises for name in _named_in(promise.then)}
        for name in self.graph:
            node = self.flow.nodes.get(name)
            is_told = node is not None and (node.outcome or isinstance(node, MessageNode) or _says_why(node))
            if is_told or name == STOPPED or name in named:
                yield name

    # --- following it back ---

    def _follow(self, stops: Iterable[str]) -> None:
        _join_ends(self.graph, self.there.outcomes, stops)
        self._waiting = [*self.matter]
        self.matter.clear()
        for name, fact in list(self.filled):
            self._fills(name, fact)
        self._matters(self._noticed())
        self._needs(OVER, self.sworn | self._spoken_everywhere)
        open_ = [name for name in self.graph if len(self.graph[name]) > 1]
        while self._waiting:
            while self._waiting:
                self._matter(self._waiting.pop())
            open_ = [name for name in open_ if name not in self.matter]
            self._matters(name for name in open_ if not self.matter.isdisjoint(self._between(name)))

    def _matters(self, names: Iterable[str]) -> None:
        self._waiting += [name for name in names if name not in self.matter]

    def _matter(self, name: str) -> None:
        if name in self.matter:
            return
        self.matter.add(name)
        node = self.flow.nodes.get(name)
        if node is None:
            return
        if not isinstance(node, CalculateNode):
            self._needs(name, facts_of(self.there, node.expressions()))
        self._needs(name, self._words(node))

    def _fills(self, name: str, fact: str) -> None:
        """What the node fills the fact with is needed, and so is what decides that."""
        self.filled.add((name, fact))
        node = self.flow.nodes[name]
        self._matters([name])
        own = (each for each in node.expressions() if each.fills == fact or not isinstance(node, CalculateNode))
        self._needs(name, facts_of(self.there, own))
        self._needs(name, self._limits(fact))

    def _needs(self, reader: str, facts: Iterable[str]) -> None:
        """Facts that are read at a node: whoever fills one on the way there is needed."""
        for fact in facts:
            if (reader, fact) in self._read:
                continue
            self._read.add((reader, fact))
            open_ = [name for name in self._fillers.get(fact, ()) if (name, fact) not in self.filled]
            for name in open_:
                if reader == name or nx.has_path(self.graph, name, reader):
                    self._fills(name, fact)

    # --- what is read ---

    def _reads(self, node: Node) -> frozenset[str]:
        """All that the node reads: by its expressions, in its texts and in the limits of what it asks for."""
        limits = frozenset[str]().union(*(self._limits(fact) for fact in node.fills))
        return facts_of(self.there, node.expressions()) | self._words(node) | limits

    def _words(self, node: Node) -> frozenset[str]:
        return frozenset[str]().union(*(placeholders_in(text) for text in node.texts().values()))

    def _limits(self, fact: str) -> frozenset[str]:
        return frozenset(limits_of(self.flow.facts[fact])) if fact in self.flow.facts else frozenset()

    @cached_property
    def _spoken_everywhere(self) -> frozenset[str]:
        """What labels, titles and the like speak of, which may be shown anywhere."""
        texts = (text for pointer, text in self.flow.texts.items() if not pointer.startswith("/nodes/"))
        scopes = self.flow.scopes.values()
        return frozenset[str]().union(*(placeholders_in(text) for text in (*texts, *scopes)))

    @cached_property
    def sworn(self) -> frozenset[str]:
        """What promises read."""
        scope = Scope(facts=self.flow.facts, tables=self.flow.tables, holidays=self.flow.holidays)
        conditions = [each for one in self.flow.promises for each in (one.when, one.then.get("condition"))]
        return frozenset[str]().union(*(facts_read(check(each, scope)) for each in conditions if each is not None))

    # --- where ways part and meet ---

    @cached_property
    def _meeting(self) -> dict[str, str]:
        found: dict[str, str] = nx.immediate_dominators(self.graph.reverse(copy=False), OVER)
        return found

    def _between(self, name: str) -> set[str]:
        """The nodes on the ways from here, up to where they meet again."""
        meeting, found = self._meeting.get(name, OVER), set[str]()
        waiting = [each for each in self.graph[name] if each != meeting]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += [each for each in self.graph[here] if each != meeting]
        return found


def facts_of(there: FlowGraph, expressions: Iterable[Expression]) -> frozenset[str]:
    """What these conditions and calculations read."""
    return frozenset[str]().union(*(facts_read(there.typed[each.pointer]) for each in expressions))


def limits_of(fact: Fact) -> Iterator[str]:
    """The facts that the limits of this one are given by."""
    for key in ("earliest", "latest"):
        limit = fact.domain.get(key)
        if isinstance(limit, Mapping) and "fact" in limit:
            yield str(limit["fact"])
    members: Mapping[str, Fact] = fact.domain.get("facts", {})
    for member in members.values():
        yield from limits_of(member)


def _says_why(node: Node) -> bool:
    """Whether the person or an agent reads which of its rules or rows decided."""
    return any(place.endswith("/because") for place in node.texts())


def _named_in(then: Mapping[str, Any]) -> Iterator[str]:
    """The nodes that a promise is about."""
    for kind, named in then.items():
        if kind in ("visits", "never"):
            yield named
        elif kind in ("outcome", "passes"):
            yield from named


def _before(graph: nx.DiGraph, targets: Iterable[str]) -> set[str]:
    """These nodes, and all from which one of them can be reached."""
    found, waiting = set[str](), list(targets)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += graph.predecessors(here)
    return found


def _ways(there: FlowGraph, shut: Collection[tuple[str, str]]) -> nx.DiGraph:
    """The ways that journeys can take."""
    graph = nx.DiGraph()
    waiting = [there.flow.start]
    graph.add_node(there.flow.start)
    while waiting:
        here = waiting.pop()
        for exit in there.flow.nodes[here].exits():
            if (here, exit.name) not in shut:
                waiting += [] if exit.target in graph else [exit.target]
                graph.add_edge(here, exit.target)
    return graph


def _join_ends(graph: nx.DiGraph, outcomes: Collection[str], stops: Iterable[str]) -> None:
    """Lets every way end: at an outcome, or where the journey stops."""
    ends = [name for name in graph if name in outcomes or not len(graph[name])]
    graph.add_edges_from((name, OVER) for name in [*ends, STOPPED])
    graph.add_edges_from((name, STOPPED) for name in stops if name in graph)
    endless = set(graph) - _before(graph, [OVER])
    graph.add_edges_from((name, STOPPED) for name in endless)
