"""Whether a place of a flow would write the same again after an edit, so that its formulas can be taken over."""

from __future__ import annotations

from collections.abc import Mapping

from engine.analysis.proof.encoded import Encoded
from engine.analysis.proof.ways import Place
from engine.analysis.proof.written import Basis, Written, marks_of, same_day


def kept_for(encoded: Encoded, place: Place, earlier: Written | None) -> Written | None:
    """What the place wrote before, with its ties told, if all that it was made from is the same; else None."""
    if earlier is None or not all(alike(encoded, place, earlier.basis) for alike in (_reads_the_same, _finds_the_same)):
        return None
    encoded.plain += earlier.ties
    for option in earlier.basis.options:
        encoded.side.options.number(option)
    return earlier.among(encoded.plain)


def _reads_the_same(encoded: Encoded, place: Place, basis: Basis) -> bool:
    """Whether the node, its expressions, and the facts that they speak of are as they were."""
    flow, typed = encoded.there.flow, encoded.there.typed
    return (
        flow.nodes[place.node] == basis.node
        and all(typed.get(pointer) is each for pointer, each in basis.typed.items())
        and all(flow.facts.get(fact) == each for fact, each in basis.facts.items())
    )


def _finds_the_same(encoded: Encoded, place: Place, basis: Basis) -> bool:
    """Whether the same is known when a walk comes there, and the same was written before."""
    if any((fact in encoded.givens, fact in encoded.read) != each for fact, each in basis.asked.items()):
        return False
    if not all(same_day(each, encoded.plain.days.get(mark)) for mark, each in basis.days.items()):
        return False
    if not _are_numbered_alike(encoded.side.options.numbers, basis.options):
        return False
    states = {fact: encoded.states.at(place, fact) for fact in basis.states}
    return marks_of(encoded.states.reached[place], encoded.today, states) == basis.marks


def _are_numbered_alike(numbers: Mapping[str, int], needed: Mapping[str, int]) -> bool:
    """Whether options would get the numbers that they had."""
    count = len(numbers)
    for option, number in needed.items():
        found = numbers.get(option, count)
        if found != number:
            return False
        count += option not in numbers
    return True
