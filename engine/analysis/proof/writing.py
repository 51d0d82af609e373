"""Writes the formulas of a flow place by place: what each node fills, and by which way it is left."""

from __future__ import annotations

from collections.abc import Mapping

import z3

from engine.analysis.proof.encoded import LOOP, STUCK, Encoded
from engine.analysis.proof.keeping import kept_for
from engine.analysis.proof.place_writer import PlaceWriter
from engine.analysis.proof.terms import YES, both, either, is_no, negated
from engine.analysis.proof.ways import Place, Step
from engine.analysis.proof.written import Written


def write_places(encoded: Encoded, earlier: Mapping[Place, Written]) -> None:
    """Writes every place, each after those that lead to it. `earlier` is what they wrote before an edit."""
    ways = encoded.ways
    arriving: dict[Place, list[tuple[Place, Step, z3.BoolRef]]] = {place: [] for place in ways.order}
    for place in ways.order:
        reached = _reach(encoded, place, arriving[place])
        written = kept_for(encoded, place, earlier.get(place)) or PlaceWriter(encoded, place, reached).write()
        encoded.take(place, written)
        for step in ways.steps[place]:
            taken = written.taken[step.exit]
            encoded.add_to(encoded.taken, (place.node, step.exit), taken)
            if step.target is None:
                _close(encoded, place, step, taken)
            else:
                arriving[step.target].append((place, step, taken))
        for why, holds in written.stuck.items():
            encoded.add_to(encoded.stuck, (place.node, why), holds)
        encoded.tied.setdefault(place.node, []).extend(written.ties)
    _sum_up(encoded)


def _reach(encoded: Encoded, place: Place, arriving: list[tuple[Place, Step, z3.BoolRef]]) -> z3.BoolRef:
    """Whether a walk comes to the node here, and for the first time. Ends those that have been there."""
    ways = encoded.ways
    earlier = [each for each in ways.rounds[place.node] if ways.may_come_before(each, place)]
    been = either(*(encoded.states.reached[each] for each in earlier))
    for before, step, taken in arriving:
        _close(encoded, before, step, both(taken, been))
    comes = YES if place == ways.first else either(*(taken for _, _, taken in arriving))
    reached = encoded.define(f"reached {place}", both(comes, negated(been)))
    encoded.states.reached[place] = reached
    if len(ways.rounds[place.node]) == 1:
        encoded.reaches[place.node] = reached
    return reached


def _close(encoded: Encoded, place: Place, step: Step, closes: z3.BoolRef) -> None:
    """Ends the walk where it comes to a node for the second time."""
    if not is_no(closes):
        encoded.add_to(encoded.circles, (place.node, step.exit), closes)
        encoded.add_to(encoded.stuck, (step.node, LOOP), closes)


def _sum_up(encoded: Encoded) -> None:
    """What is said of nodes rather than places."""
    for node, places in encoded.ways.rounds.items():
        if node not in encoded.reaches:
            anywhere = either(*(encoded.states.reached[place] for place in places))
            encoded.reaches[node] = encoded.define(f"reached {node} in some round", anywhere)
        encoded.names[node] = encoded.names_of(node)
    for (node, _), holds in encoded.stuck.items():
        encoded.add_to(encoded.taken, (node, STUCK), holds)
