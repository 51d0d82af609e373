"""What a flow asks for, works out or hands on although nothing rests on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import networkx as nx

from engine.analysis.graph import MEMBER, FlowGraph
from engine.analysis.issues import checks
from engine.analysis.needs import Needs, limits_of
from engine.analysis.unknowns import find_undecided
from engine.expressions import facts_read
from engine.model.issue import Issue, Severity
from engine.nodes import (
    CalculateNode,
    GatherNode,
    MemberNode,
    MoreNode,
    Node,
    PageNode,
    QuestionNode,
    RepeatNode,
    ReturnNode,
    SubflowNode,
    TableNode,
)
from engine.questions import placeholders_in

_ANSWERED = "no rule, text, calculation, promise or agent"


@checks.register("never-needed")
def find_unneeded(there: FlowGraph) -> Iterator[Issue]:
    """Questions whose answer changes nothing; facts that are handed on or worked out although nobody reads them."""
    needs = Needs(there, shut=(), stops=lambda: _may_stop(there))
    yield from unneeded(there, needs)


def unneeded(there: FlowGraph, needs: Needs) -> Iterator[Issue]:
    """The same, by what is known of the flow's ways."""
    returned: dict[tuple[str, str], bool] = {}
    for node in there.flow.nodes.values():
        for fact in node.fills:
            is_needed = needs.is_needed(node.id, fact)
            if isinstance(node, ReturnNode):
                place = (node.id.rpartition("/")[0], fact)
                returned[place] = returned.get(place, False) or is_needed
            elif not is_needed:
                yield from _issues(needs, node, fact)
    for (node_id, fact), is_needed in returned.items():
        if not is_needed and node_id in needs.graph:
            what = f"“{fact}”, which node “{node_id}” takes over from the flow it runs, is read by nobody."
            yield _note("unread-output", f"/nodes/{node_id}/outputs/{fact}", what, "Remove the output, or use it.")


def _issues(needs: Needs, node: Node, fact: str) -> Iterator[Issue]:
    """What is to be said of a node that fills a fact in vain."""
    if isinstance(node, QuestionNode) and not isinstance(node, MoreNode):
        yield _asked(needs, node, fact, node.pointer(), f"question “{node.id}”")
    elif isinstance(node, PageNode):
        question = next(each for each in node.questions if each.fact == fact)
        yield _asked(needs, node, fact, question.base, f"question “{question.id}” of page “{node.id}”")
    elif isinstance(node, SubflowNode | MemberNode):
        caller = MEMBER.sub("", f"{node.id}/").rstrip("/") if isinstance(node, MemberNode) else node.id
        name = fact.removeprefix(f"{node.id}/")
        why = _why(needs, node, fact) if any(needs.readers(node.id, fact)) else "the flow it runs never reads it"
        what = f"That node “{caller}” hands on “{name}” changes nothing: {why}."
        yield _note("unread-input", f"/nodes/{caller}/inputs/{name}", what, "Remove the input.")
    elif isinstance(node, GatherNode):
        caller = node.id.rpartition("/")[0]
        what = f"The list “{fact}”, which node “{caller}” puts together, is read by nobody."
        yield _note("unread-output", f"/nodes/{caller}/outputs", what, "Use the list, or do not ask for its members.")
    elif isinstance(node, TableNode) and node.id in needs.matter and node.value_exits:
        return  # the table leads where its first output says
    elif isinstance(node, CalculateNode | TableNode) and not isinstance(node, RepeatNode):
        part = "set" if isinstance(node, CalculateNode) else "outputs"
        what = f"“{fact}”, which node “{node.id}” works out, changes nothing: {_why(needs, node, fact)}."
        yield _note("unread-fact", node.pointer(part, fact), what, "Remove it, or use it.")


def _asked(needs: Needs, node: Node, fact: str, pointer: str, name: str) -> Issue:
    return Issue(
        rule="never-needed",
        severity=Severity.WARNING,
        pointer=pointer,
        what=f"The answer to {name} changes nothing: {_why(needs, node, fact)}.",
        fix="Remove the question, or use its answer.",
    )


def _why(needs: Needs, node: Node, fact: str) -> str:
    """Why nothing rests on what the node fills the fact with."""
    reader = next(needs.readers(node.id, fact), "")
    if not reader:
        return f"{_ANSWERED} reads “{fact}” after it"
    if reader not in needs.matter and len(needs.flow.nodes[reader].exits()) > 1:
        meeting = needs.meeting(reader)
        ways = f"all its ways come to “{meeting}”" if meeting else "all its ways end alike"
        return f"“{reader}” reads “{fact}”, but {ways}, with nothing on them that makes a difference"
    return f"“{reader}” reads “{fact}”, but nothing rests on what comes out there"


@checks.register("unread-input")
def find_unread_inputs(there: FlowGraph) -> Iterator[Issue]:
    """Facts that a flow wants to be handed and never reads."""
    wanted = [fact for fact in there.flow.inputs if "/" not in fact]
    if not wanted:
        return
    read = {fact for typed in there.typed.values() for fact in facts_read(typed)}
    read |= {fact for text in there.flow.texts.values() for fact in placeholders_in(text)}
    read |= {limit for fact in there.flow.facts.values() for limit in limits_of(fact)}
    read |= Needs(there, shut=(), stops=tuple).sworn
    for fact in wanted:
        if fact not in read:
            what = f"Whoever runs this flow has to hand it “{fact}”, but nothing here reads it."
            yield _note("unread-input", f"/inputs/{fact}", what, "Take it out of “inputs”, or use it.")


def _may_stop(there: FlowGraph) -> set[str]:
    """Nodes at which a journey may stop, as far as can be told at once."""
    undecided = [issue.pointer for issue in find_undecided(there) if issue.rule == "undecided"]
    found = {name for name, node in there.flow.nodes.items() if any(p.startswith(node.pointer("")) for p in undecided)}
    for node in there.flow.nodes.values():
        exits = {exit.name for exit in node.exits()}
        if isinstance(node, TableNode):
            is_sure = {"unmatched", "unknown"} <= exits and node.policy.name not in ("unique", "any")
        else:
            is_sure = not exits or bool(exits & {"next", "otherwise", "unsolved"})
        if not is_sure:
            found.add(node.id)
    return found | _in_circles(there)


def _in_circles(there: FlowGraph) -> set[str]:
    knots: Collection[set[str]] = list(nx.strongly_connected_components(there.graph))
    return {name for knot in knots if len(knot) > 1 for name in knot} | set(nx.nodes_with_selfloops(there.graph))


def _note(rule: str, pointer: str, what: str, fix: str) -> Issue:
    return Issue(rule=rule, severity=Severity.NOTE, pointer=pointer, what=what, fix=fix)
