"""Words a journey for the packet: in the flow's own language, for the staff who know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.definition.release import Release
from engine.definition.wording import Wording, question_text
from engine.handoff import AnswerLine, FactLine, PacketParts, PathLine, ResultLine, build_packet, build_source_json
from engine.model.flow import Rule
from engine.model.journey import Journey
from engine.model.prompts import PathStep
from engine.model.values import Json
from engine.model.words import Words
from engine.nodes import (
    ArticleNode,
    CalculateNode,
    Fit,
    GateNode,
    GatherNode,
    HandoffNode,
    MemberNode,
    MoreNode,
    Node,
    RepeatNode,
    ResultsNode,
    ReturnNode,
    SubflowNode,
    TableNode,
)
from engine.questions import fact_types
from engine.runtime.deciding import decided
from engine.runtime.trace import Trace

_HANDING = (SubflowNode, RepeatNode, MemberNode, ReturnNode)
"""They only hand on what was answered or calculated elsewhere."""
_SILENT = (MemberNode, ReturnNode, GateNode, GatherNode)
"""They stand where a sub-flow was written out, and mean nothing to staff."""


def packet_of(
    release: Release, journey: Journey, there: Trace, node: HandoffNode, consent: str, now: datetime
) -> dict[str, Json]:
    """The packet of a journey that is sent at `node`. Only answers on the path are in it."""
    flow = release.flow
    wording = Wording(release, Words(flow.language))
    nodes = flow.nodes
    asked = [(step, fact) for step in there.path for fact in step.asked if not isinstance(nodes[step.node], MoreNode)]
    shown = [step for step in there.path if not isinstance(nodes[step.node], _SILENT)]
    path = [(step, _step(wording, there, step)) for step in shown]
    parts = PacketParts(
        key=f"{journey.id}:{node.id}",
        created_at=now,
        flow=flow.id,
        flow_title=wording.text("/title", there.known),
        release=release.fingerprint,
        journey=journey.id,
        language=journey.language,
        flow_language=flow.language,
        started_at=journey.started_at,
        today=journey.today,
        node=node.id,
        reason_title=node.reason_title or node.reason.replace("-", " ").replace("_", " ").capitalize(),
        plan=node.plan,
        priority=node.priority,
        reason=node.reason,
        answers=[_answer(wording, journey, there, step, fact) for step, fact in asked],
        path=[line for _, line in path],
        branch=next((line for step, line in reversed(path) if line.because and decided(flow, step)), None),
        facts=_calculated(wording, there),
        contact=journey.contacts.get(node.id),
        consent=consent,
        articles=journey.shown,
        solved=_verdicts(release, journey),
        results=[line for step in there.path for line in _results(wording, there, step)],
    )
    return build_packet(parts)


def _answer(wording: Wording, journey: Journey, there: Trace, step: PathStep, fact_id: str) -> AnswerLine:
    fact = wording.fact(fact_id)
    given = journey.answers[fact.id]
    return AnswerLine(
        fact=fact.id,
        node=step.node,
        label=wording.label(fact.id, there.known),
        question=question_text(wording, step.node, fact_id, there.known),
        type=fact.type,
        value=None if given.value is None else fact_types[fact.type].to_json(fact, given.value),
        text=wording.value(fact.id, given.value),
        sensitive=fact.sensitive,
        edited=given.edited,
        skipped=given.value is None,
        answered_at=given.at.isoformat(),
        group=wording.scope(step.node, there.known),
    )


def _step(wording: Wording, there: Trace, step: PathStep) -> PathLine:
    node = wording.release.flow.nodes[step.node]
    first, *others = [_fired(wording, there, node, rule) for rule in step.rules] or [{}]
    return PathLine(
        node=node.id,
        type=node.type,
        title=", ".join(filter(None, (wording.scope(node.id, there.known), node_title(wording, there, node.id)))),
        exit=step.exit,
        **first,
        also=others,
    )


def _fired(wording: Wording, there: Trace, node: Node, rule: Rule) -> dict[str, Json]:
    """A rule or row that fired, its sentence and its source."""
    return {
        "rule": rule.id,
        "because": wording.text(node.pointer(rule.group, rule.id, "because"), there.known),
        "source": build_source_json(rule.source),
    }


def _results(wording: Wording, there: Trace, step: PathStep) -> Iterator[ResultLine]:
    """What a catalogue on the way showed, as it stood there."""
    node = wording.release.flow.nodes[step.node]
    shown = there.find(step.place) if isinstance(node, ResultsNode) else None
    if shown is None or not isinstance(node, ResultsNode):
        return
    for each in node.judge(lambda pointer: wording.release.compiled[pointer](shown.known)):
        part = "unless" if each.fit is Fit.DOES_NOT_FIT else "because"
        pointers = (node.condition_pointer(each.item, condition, part) for condition in each.telling)
        yield ResultLine(
            node=node.id,
            item=each.item.id,
            title=wording.text(node.item_pointer(each.item, "title"), shown.known),
            fit=each.fit.value,
            because=[wording.text(pointer, shown.known) for pointer in pointers],
        )


def node_title(wording: Wording, there: Trace, node_id: str) -> str:
    """What staff know a node by: its title, else its question, else its id."""
    for name in ("title", "prompt"):
        text = wording.text(f"/nodes/{node_id}/{name}", there.known)
        if text:
            return text
    title = wording.release.flow.nodes[node_id].title
    return title if isinstance(title, str) and title else node_id.replace("-", " ").replace("_", " ").capitalize()


def _calculated(wording: Wording, there: Trace) -> list[FactLine]:
    nodes = wording.release.flow.nodes
    filled = (
        fact
        for step in there.path
        if isinstance(nodes[step.node], CalculateNode | TableNode) and not isinstance(nodes[step.node], _HANDING)
        for fact in step.sets
    )
    lines = []
    for fact_id in filled:
        value = there.known.get(fact_id)
        fact = wording.fact(fact_id)
        lines.append(
            FactLine(
                fact=fact_id,
                label=wording.label(fact_id, there.known),
                value=None if value is None else fact_types[fact.type].to_json(fact, value),
                text=wording.value(fact_id, value),
            )
        )
    return lines


def _verdicts(release: Release, journey: Journey) -> dict[str, bool]:
    nodes = release.flow.nodes
    return {
        node.article: helped
        for node_id, helped in journey.solved.items()
        if isinstance(node := nodes.get(node_id), ArticleNode)
    }
