"""What walks show: the claims that each makes true, seen in the engine itself."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from engine.analysis.proof.encoding import LOOP
from engine.analysis.proof.people import Way
from engine.analysis.proof.promises import Sworn
from engine.analysis.proof.verdicts import (
    ASKED,
    BLANK,
    CIRCLE,
    EXIT,
    NODE,
    OFFERED,
    PASSED,
    PROMISE,
    RESULT,
    ROW,
    STUCK,
    TWICE,
    UNMET,
    Claim,
)
from engine.definition import Release
from engine.expressions.typed import TODAY
from engine.model.prompts import PathStep
from engine.nodes import CalculateNode, DecisionNode, MessageNode, PageNode, QuestionNode, ResultsNode, TableNode

_RULES = "rules"


class Seeing:
    """Finds what a walk shows to be possible."""

    def __init__(self, release: Release, claims: Iterable[Claim]) -> None:
        self._nodes = release.flow.nodes
        self._compiled = release.compiled
        self._sworn = [Sworn(release.flow, promise) for promise in release.flow.promises]
        self._plain: dict[tuple[str, str, str], tuple[Claim, ...]] = {}
        """By node, exit and place: what such a step shows of a node where nothing else has a say."""
        self._blanks: dict[str, list[Claim]] = {}
        for claim in claims:
            if claim.kind == BLANK:
                self._blanks.setdefault(claim.node, []).append(claim)

    def shown_by(self, way: Way) -> Iterator[Claim]:
        """Every claim that this walk makes true; of those that nobody asked about, some as well."""
        known: dict[str, Any] = {TODAY: way.known[TODAY]}
        for number, step in enumerate(way.steps):
            filled = way.filled_by(number)
            after = {**known, **filled}
            yield from self.step(step, filled, known, after)
            known = after
        last = way.steps[-1] if way.steps else None
        yield from self.stopped(way.node, way.failed, last, known, way.known)
        if not way.failed and not way.refused:
            yield from self.broken(way.node, way.known, {way.node, *(step.node for step in way.steps)})

    def step(
        self, step: PathStep, filled: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> tuple[Claim, ...]:
        """What a step shows, by what was known before it and after it."""
        key = (step.node, step.exit, step.place)
        found = self._plain.get(key)
        if found is None:
            found = tuple(self._shown_at(step, filled, before, after))
            if self._is_plain(step):
                self._plain[key] = found
        return found

    def _is_plain(self, step: PathStep) -> bool:
        """Whether all who leave the node in this way show the same, whatever they answered."""
        node = self._nodes[step.node]
        is_sure = isinstance(node, QuestionNode | PageNode | DecisionNode) and step.exit != "unknown"
        return (is_sure or isinstance(node, MessageNode)) and step.node not in self._blanks

    def _shown_at(
        self, step: PathStep, filled: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> Iterator[Claim]:
        yield Claim(NODE, step.node)
        yield Claim(EXIT, step.node, step.exit)
        yield from self._blank(step.node, step.exit, before)
        yield from self._offers(step.node, before)
        yield from self._came_out(step, filled, before)
        yield from self._passed(step.node, step.exit, after)

    def stopped(
        self, name: str, failed: str, last: PathStep | None, before: Mapping[str, Any], known: Mapping[str, Any]
    ) -> Iterator[Claim]:
        """What is shown where a walk stops, by what was known when it came there and is known now."""
        yield Claim(NODE, name)
        if failed == LOOP and last is not None:
            yield Claim(CIRCLE, last.node, last.exit)
            return
        yield from self._blank(name, "", before)
        yield from self._offers(name, before)
        node = self._nodes[name]
        if isinstance(node, QuestionNode | PageNode) and not before.keys() >= set(node.fills):
            yield Claim(ASKED, name)
        if failed:
            yield Claim(STUCK, name, failed)
            yield from self._passed(name, "", known)

    def broken(self, outcome: str, known: Mapping[str, Any], passed: Container[str]) -> Iterator[Claim]:
        """The promises that are broken by a walk which ends there and passed these nodes."""
        if self._nodes[outcome].outcome:
            for sworn in self._sworn:
                if sworn.is_broken(outcome, known, passed):
                    yield Claim(PROMISE, outcome, sworn.promise.id)

    def _passed(self, name: str, exit: str, known: Mapping[str, Any]) -> Iterator[Claim]:
        """The rules before the one that held; where none did, those before the first that cannot be decided."""
        node = self._nodes[name]
        if not isinstance(node, QuestionNode | PageNode | DecisionNode):
            return
        is_certain = exit not in ("unknown", "")
        for rule in node.branches.rules:
            when = node.pointer(_RULES, rule.id, "when")
            if rule.id == exit or not (is_certain or self._compiled[when](known) is False):
                return
            yield Claim(PASSED, name, rule.id)

    def _came_out(self, step: PathStep, filled: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Claim]:
        node = self._nodes[step.node]
        if isinstance(node, TableNode):
            yield from (Claim(ROW, step.node, rule.id) for rule in step.rules)
        if isinstance(node, QuestionNode | PageNode) and step.place:
            yield Claim(ASKED, step.node)
        if isinstance(node, CalculateNode | TableNode):
            for fact, value in filled.items():
                if value is not None:
                    yield Claim(RESULT, step.node, fact)
                if fact in known:
                    yield Claim(TWICE, step.node, fact)

    def _offers(self, name: str, known: Mapping[str, Any]) -> Iterator[Claim]:
        """What a page of results shows: the items that fit, and the conditions that do not hold."""
        node = self._nodes[name]
        if not isinstance(node, ResultsNode):
            return
        for item in node.items:
            verdicts = {
                each.id: self._compiled[node.condition_pointer(item, each, "when")](known) for each in item.conditions
            }
            if verdicts and all(verdict is True for verdict in verdicts.values()):
                yield Claim(OFFERED, name, item.id)
            yield from (Claim(UNMET, name, item.id, each) for each, verdict in verdicts.items() if verdict is False)

    def _blank(self, node: str, exit: str, known: Mapping[str, Any]) -> Iterator[Claim]:
        for claim in self._blanks.get(node, ()):
            rule = speaking_rule(claim.place)
            if known.get(claim.name) is None and rule in ("", exit):
                yield claim


def speaking_rule(place: str) -> str:
    """The rule whose reason stands at a place of a node; empty for any other text."""
    parts = place.split("/")
    return parts[1] if len(parts) == 3 and parts[0] == _RULES and parts[2] == "because" else ""
