"""What a person is shown at a page of results: which items fit, as a formula and as the engine has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import z3

from engine.analysis.proof.encoding import Encoded
from engine.analysis.proof.stops import Kind, Walked
from engine.analysis.proof.terms import both, either, negated
from engine.definition import Release
from engine.nodes import Fit, ResultsNode


class Fitting(NamedTuple):
    """That an item of a page of results fits, may fit or does not."""

    node: str
    item: str
    fit: Fit


def fits_of(walked: Walked, release: Release) -> Iterator[Fitting]:
    """What somebody is shown who stops at a page of results."""
    node = release.flow.nodes[walked.stop.node]
    if walked.stop.kind is Kind.OUTCOME and isinstance(node, ResultsNode):
        for judged in node.judge(lambda pointer: release.compiled[pointer](walked.way.known)):
            yield Fitting(node.id, judged.item.id, judged.fit)


def fit_formulas(encoded: Encoded) -> Mapping[Fitting, z3.BoolRef]:
    """For every item of every page of results: when it is shown in which way to somebody who comes there."""
    found: dict[Fitting, z3.BoolRef] = {}
    for name in encoded.reaches:
        node = encoded.there.flow.nodes[name]
        if not isinstance(node, ResultsNode):
            continue
        for item in node.items:
            pointers = [node.condition_pointer(item, each, "when") for each in item.conditions]
            terms = [encoded.term(encoded.there.typed[pointer], encoded.names[name]) for pointer in pointers]
            fits, fails = both(*(term.is_true for term in terms)), either(*(term.is_false for term in terms))
            shown = {Fit.FITS: fits, Fit.DOES_NOT_FIT: fails, Fit.MAY_FIT: both(negated(fits), negated(fails))}
            found |= {Fitting(name, item.id, fit): formula for fit, formula in shown.items()}
    return found
