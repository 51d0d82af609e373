"""Everything that is to be settled about a flow: each claim as a formula, and the claims that a walk makes true."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

import z3

from engine.analysis.certainty import conditions, find_certainty
from engine.analysis.facts import early_texts
from engine.analysis.graph import FlowGraph
from engine.analysis.proof.encoding import FAILURES, LOOP, Encoded
from engine.analysis.proof.people import Way
from engine.analysis.proof.promises import Sworn, breaking
from engine.analysis.proof.terms import NO, YES, both, either, is_no
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
from engine.expressions import can_be_unknown
from engine.expressions.typed import TODAY
from engine.model.prompts import PathStep
from engine.nodes import CalculateNode, DecisionNode, Node, PageNode, QuestionNode, ResultsNode, TableNode

_RULES = "rules"


def claims_of(encoded: Encoded) -> dict[Claim, z3.BoolRef]:
    """What has to be settled, node by node in the order in which a walk comes to them; promises last."""
    there = encoded.there
    blanks: dict[str, list[Claim]] = {}
    for node, place, fact in early_texts(there):
        blanks.setdefault(node.id, []).append(Claim(BLANK, node.id, fact, place))
    found: dict[Claim, z3.BoolRef] = {}
    for name in encoded.names:
        node = there.flow.nodes[name]
        found[Claim(NODE, name)] = encoded.reached(name)
        for exit in node.exits():
            found[Claim(EXIT, name, exit.name)] = encoded.taken[name, exit.name]
            if (name, exit.name) in encoded.circles:
                found[Claim(CIRCLE, name, exit.name)] = encoded.circles[name, exit.name]
        found.update(_of_rules(encoded, node))
        found.update(_of_facts(encoded, node))
        found.update(_of_items(encoded, node))
        found.update(_failures(encoded, node))
        found.update((claim, _spoken_blank(encoded, claim)) for claim in blanks.get(name, ()))
    for promise in there.flow.promises:
        for outcome, broken in breaking(encoded, promise):
            found[Claim(PROMISE, outcome, promise.id)] = broken
    return {claim: formula for claim, formula in found.items() if not _is_idle(claim, formula)}


def _is_idle(claim: Claim, formula: z3.BoolRef) -> bool:
    """Whether the graph alone says that a fault cannot be."""
    return claim.kind in (STUCK, TWICE, BLANK) and is_no(formula)


def _of_rules(encoded: Encoded, node: Node) -> Iterator[tuple[Claim, z3.BoolRef]]:
    """Each rule the other way: read, and not so. And each row of a table."""
    if isinstance(node, QuestionNode | PageNode | DecisionNode):
        passed = YES
        later = [encoded.taken[node.id, exit.name] for exit in node.exits()]
        later += [encoded.stuck[node.id, why] for why in FAILURES if (node.id, why) in encoded.stuck]
        for number, rule in enumerate(node.branches.rules, start=1):
            passed = both(passed, encoded.conditions[node.pointer(_RULES, rule.id, "when")].is_false)
            yield Claim(PASSED, node.id, rule.id), both(passed, either(*later[number:]))
    if isinstance(node, TableNode):
        for row in node.rows:
            if (node.id, row.id) in encoded.rows:
                yield Claim(ROW, node.id, row.id), encoded.rows[node.id, row.id]


def _of_facts(encoded: Encoded, node: Node) -> Iterator[tuple[Claim, z3.BoolRef]]:
    opens = encoded.opens.get(node.id)
    if opens is not None and not z3.eq(opens, encoded.reached(node.id)):
        yield Claim(ASKED, node.id), opens
    for fact in node.fills:
        if (node.id, fact) in encoded.results:
            yield Claim(RESULT, node.id, fact), encoded.results[node.id, fact]
            yield Claim(TWICE, node.id, fact), encoded.twice[node.id, fact]


def _of_items(encoded: Encoded, node: Node) -> Iterator[tuple[Claim, z3.BoolRef]]:
    """Each item of a page of results that has conditions: shown as fitting; and each condition that does not hold."""
    if not isinstance(node, ResultsNode):
        return
    for item in node.items:
        pointers = {each.id: node.condition_pointer(item, each, "when") for each in item.conditions}
        terms = {
            name: encoded.term(encoded.there.typed[pointer], encoded.names[node.id])
            for name, pointer in pointers.items()
        }
        here = encoded.reached(node.id)
        if terms:
            yield Claim(OFFERED, node.id, item.id), both(here, *(term.is_true for term in terms.values()))
        for name, term in terms.items():
            yield Claim(UNMET, node.id, item.id, name), both(here, term.is_false)


def _failures(encoded: Encoded, node: Node) -> Iterator[tuple[Claim, z3.BoolRef]]:
    for why in FAILURES:
        if (node.id, why) in encoded.stuck and (why != "unknown" or _may_be_unknown(encoded.there, node)):
            yield Claim(STUCK, node.id, why), encoded.stuck[node.id, why]


def _may_be_unknown(there: FlowGraph, node: Node) -> bool:
    """Whether a rule of the node may be undecided, as far as the graph alone can tell."""
    reading = find_certainty(there).reading
    if isinstance(node, TableNode):
        return True
    rules = [each.pointer for each in conditions(node)]
    return any(can_be_unknown(there.typed[each], reading[each]) for each in rules if each in reading)


def _spoken_blank(encoded: Encoded, claim: Claim) -> z3.BoolRef:
    names = encoded.names[claim.node]
    if (0, claim.name) not in names:
        return NO
    rule = _speaking_rule(claim.place)
    spoken = encoded.taken.get((claim.node, rule)) if rule else None
    here = encoded.reached(claim.node) if spoken is None else spoken
    return both(here, z3.Not(names[0, claim.name].known))


def _speaking_rule(place: str) -> str:
    """The rule whose reason stands at a place of a node; empty for any other text."""
    parts = place.split("/")
    return parts[1] if len(parts) == 3 and parts[0] == _RULES and parts[2] == "because" else ""


class Seeing:
    """Finds what a walk shows to be possible."""

    def __init__(self, release: Release, claims: Iterable[Claim]) -> None:
        self._nodes = release.flow.nodes
        self._compiled = release.compiled
        self._sworn = [Sworn(release.flow, promise) for promise in release.flow.promises]
        self._blanks: dict[str, list[Claim]] = {}
        for claim in claims:
            if claim.kind == BLANK:
                self._blanks.setdefault(claim.node, []).append(claim)

    def shown_by(self, way: Way) -> Iterator[Claim]:
        """Every claim that this walk makes true; of those that nobody asked about, some as well."""
        known: dict[str, Any] = {TODAY: way.known[TODAY]}
        for number, step in enumerate(way.steps):
            filled = way.filled_by(number)
            yield from self.before(step, filled, known)
            known.update(filled)
            yield from self.after(step, known)
        last = way.steps[-1] if way.steps else None
        yield from self.stopped(way.node, way.failed, last, known, way.known)
        if not way.failed and not way.refused:
            yield from self.broken(way.node, way.known, {way.node, *(step.node for step in way.steps)})

    def before(self, step: PathStep, filled: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Claim]:
        """What a step shows by what was known before it."""
        yield Claim(NODE, step.node)
        yield Claim(EXIT, step.node, step.exit)
        yield from self._blank(step.node, step.exit, known)
        yield from self._offers(step.node, known)
        yield from self._came_out(step, filled, known)

    def after(self, step: PathStep, known: Mapping[str, Any]) -> Iterator[Claim]:
        """What a step shows by what is known after it."""
        return self._passed(step.node, step.exit, known)

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
            rule = _speaking_rule(claim.place)
            if known.get(claim.name) is None and rule in ("", exit):
                yield claim
