"""Facts that are never filled, never used, filled twice, or spoken of before they are known."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from engine.analysis.certainty import find_certainty
from engine.analysis.graph import FlowGraph
from engine.analysis.issues import checks
from engine.expressions import facts_read
from engine.model.issue import Issue, Severity
from engine.nodes import CalculateNode, Node, PageNode, QuestionNode, ResultsNode, TableNode
from engine.questions import placeholders_in

_READ_BEFORE = frozenset({"prompt", "hint", "help", "title", "body"})
"""Texts of a question or a page that are read before it is answered."""


@checks.register("never-filled")
def find_never_filled(there: FlowGraph) -> Iterator[Issue]:
    """Facts that conditions read although nothing fills them; and facts that nothing needs at all."""
    readers = _readers(there)
    for name in there.flow.facts:
        if there.fillers(name) or name in there.flow.inputs:
            continue
        if name in readers and readers[name] not in there.reachable:
            continue  # that nobody comes there is told of the node
        if name in readers:
            yield Issue(
                rule="never-filled",
                severity=Severity.ERROR,
                pointer=f"/facts/{name}",
                what=f"Fact “{name}” is never filled, but node “{readers[name]}” reads it.",
                fix="Add a question or a calculation for it that journeys can come to.",
            )
        else:
            yield Issue(
                rule="unused-fact",
                severity=Severity.NOTE,
                pointer=f"/facts/{name}",
                what=f"Fact “{name}” is never asked, calculated or read.",
                fix="Remove it, or ask for it.",
            )


@checks.register("filled-twice")
def find_filled_twice(there: FlowGraph) -> Iterator[Issue]:
    """Calculations of a fact that an earlier node may have filled already: along one walk it is filled once."""
    for node in there.flow.nodes.values():
        if not isinstance(node, CalculateNode | TableNode) or node.id not in there.reachable:
            continue
        for fact in node.fills:
            earlier = [
                each for each in there.fillers(fact) if each != node.id and nx.has_path(there.graph, each, node.id)
            ]
            if earlier:
                yield Issue(
                    rule="filled-twice",
                    severity=Severity.WARNING,
                    pointer=node.pointer("set" if isinstance(node, CalculateNode) else "outputs", fact),
                    what=f"Node “{node.id}” fills “{fact}”, which node “{earlier[0]}” may have filled before.",
                    fix="Fill a fact of another name, or keep the two on separate ways.",
                )


@checks.register("never-asked")
def find_never_asked(there: FlowGraph) -> Iterator[Issue]:
    """Questions whose fact is always known already, so that nobody is ever asked."""
    for name, known in find_certainty(there).entering.items():
        node = there.flow.nodes[name]
        if isinstance(node, QuestionNode | PageNode) and known.issuperset(node.fills):
            yield Issue(
                rule="never-asked",
                severity=Severity.WARNING,
                pointer=node.pointer(),
                what=f"Node “{name}” never asks: {_names(node.fills)} always known when a journey comes there.",
                fix="Remove it, or turn it into a decision.",
            )


@checks.register("spoken-early")
def find_spoken_early(there: FlowGraph) -> Iterator[Issue]:
    """Texts of a node that speak of a fact which may not be known there yet."""
    for node, place, fact in early_texts(there):
        yield Issue(
            rule="spoken-early",
            severity=Severity.WARNING,
            pointer=node.pointer(place),
            what=f"A text of node “{node.id}” speaks of {{{fact}}}, which may not be known there.",
            fix="The person would read “…” in its place.",
        )


def early_texts(there: FlowGraph) -> Iterator[tuple[Node, str, str]]:
    """The node, the place of the text in it, and the fact."""
    for name, known in find_certainty(there).entering.items():
        node = there.flow.nodes[name]
        for place, text in node.texts().items():
            before = place.split("/")[-1] in _READ_BEFORE and not isinstance(node, ResultsNode)
            heard = known if before else known | set(node.fills) | _decided_by(there, node, place)
            for fact in sorted(placeholders_in(text) - heard):
                yield node, place, fact


def _names(facts: tuple[str, ...]) -> str:
    names = " and ".join(f"“{fact}”" for fact in facts)
    return f"{names} {'is' if len(facts) == 1 else 'are'}"


def _decided_by(there: FlowGraph, node: Node, place: str) -> frozenset[str]:
    """What is known where a condition of a catalogue says why: it was decided, so it had what it reads."""
    pointer = node.pointer(place.rpartition("/")[0], "when")
    return facts_read(there.typed[pointer]) if isinstance(node, ResultsNode) and pointer in there.typed else frozenset()


def _readers(there: FlowGraph) -> dict[str, str]:
    """For each fact that a condition or calculation reads: the first node that does, if it can one that is met."""
    found: dict[str, str] = {}
    for node in sorted(there.flow.nodes.values(), key=lambda node: node.id not in there.reachable):
        for each in node.expressions():
            for fact in facts_read(there.typed[each.pointer]):
                found.setdefault(fact, node.id)
    return found
