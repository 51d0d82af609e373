"""Everything that is to be settled about a flow: each claim as a formula."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from engine.analysis.certainty import conditions, find_certainty
from engine.analysis.facts import early_texts
from engine.analysis.graph import FlowGraph
from engine.analysis.proof.encoding import FAILURES, Encoded
from engine.analysis.proof.promises import breaking
from engine.analysis.proof.seeing import speaking_rule
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
from engine.expressions import can_be_unknown
from engine.nodes import DecisionNode, Node, PageNode, QuestionNode, ResultsNode, TableNode

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
    rule = speaking_rule(claim.place)
    spoken = encoded.taken.get((claim.node, rule)) if rule else None
    here = encoded.reached(claim.node) if spoken is None else spoken
    return both(here, z3.Not(names[0, claim.name].known))
