"""Which answers two flows have in common: the same fact of the same type is the same answer in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import z3

from engine.analysis.diff import Matching
from engine.analysis.proof.beside import Common, Side
from engine.analysis.proof.encoding import Encoded
from engine.analysis.proof.terms import YES, alike, both, either, negated
from engine.expressions.types import KIND_OF, NUMERIC, Kind, fact_type, option_ids
from engine.model.flow import Fact
from engine.nodes import Flow

THEN, NOW = "then ", "now "
_BOUND = NUMERIC | {Kind.CHOICE, Kind.CHOICES}
"""Kinds whose answers a flow may newly allow, or no longer."""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The facts of two flows, by the names that they have now."""

    same: Mapping[str, str]
    """One answer for both; by its name now, its name before."""
    tied: Mapping[str, str]
    """Two answers of the same kind, and equal."""
    loose: frozenset[str]
    """Of the same ones, those that may now be answered otherwise than before."""


def share(then: Flow, now: Flow, matching: Matching) -> Shared:
    """What the answers to two flows have in common."""
    pairs = {name: matching.fact(name) for name in now.facts if matching.fact(name) in then.facts}
    same = {new: old for new, old in pairs.items() if _is_same(then.facts[old], now.facts[new])}
    tied = {new: old for new, old in pairs.items() if new not in same and _is_number(then.facts[old], now.facts[new])}
    loose = (new for new, old in same.items() if _is_loose(then.facts[old], now.facts[new]))
    return Shared(same=same, tied=tied, loose=frozenset(loose))


def sides(then: Flow, now: Flow, matching: Matching, shared: Shared) -> tuple[Side, Side]:
    """How both flows name what they share and what they do not."""
    common, first = Common(), Side()
    same_then = set(shared.same.values())
    articles = {new: old for new, old in matching.nodes.items() if old in then.nodes}
    own = {node: f"{NOW}{node}" for node in now.nodes if node not in articles and node not in then.nodes}
    return (
        Side(
            common=common,
            space=THEN,
            options=first.options,
            answers={fact: f"{THEN}{fact}" for fact in then.facts if fact not in same_then},
            loose={shared.same[new]: _foreign(then, now, shared.same[new], new) for new in shared.loose},
        ),
        Side(
            common=common,
            space=NOW,
            options=first.options,
            answers={fact: shared.same.get(fact, f"{NOW}{fact}") for fact in now.facts},
            articles={**own, **articles},
            loose={new: _foreign(now, then, new, shared.same[new], called=shared.same[new]) for new in shared.loose},
        ),
    )


def ties(then: Encoded, now: Encoded, shared: Shared) -> Iterator[z3.BoolRef]:
    """What holds of the answers to both flows together."""
    for new, old in shared.tied.items():
        one, two = then.givens.get(old), now.givens.get(new)
        if one and two and one.value is not None and two.value is not None:
            left, right = alike([one.value, two.value])
            yield z3.And(left == right, one.skipped == two.skipped)
    for new in sorted(shared.loose):
        old = shared.same[new]
        if old in then.givens or new in now.givens:  # what one allows counts, even where it asks nobody
            allowed = (both(it.given(name).domain, it.side.loose[name]) for it, name in ((then, old), (now, new)))
            yield either(*allowed)


def _is_same(old: Fact, new: Fact) -> bool:
    kind = KIND_OF[new.type]
    if kind in NUMERIC and fact_type(old).is_whole != fact_type(new).is_whole:
        return False
    return old.type == new.type or (kind is Kind.CHOICE and KIND_OF[old.type] is kind)


def _is_number(old: Fact, new: Fact) -> bool:
    return KIND_OF[old.type] is KIND_OF[new.type] is Kind.NUMBER


def _is_loose(old: Fact, new: Fact) -> bool:
    if KIND_OF[new.type] not in _BOUND:
        return False
    return old.domain != new.domain or [each.id for each in old.options] != [each.id for each in new.options]


def _foreign(here: Flow, there: Flow, mine: str, other: str, *, called: str = "") -> z3.BoolRef:
    """That none of the options is selected that only the other flow has."""
    fact, theirs = here.facts[mine], there.facts[other]
    if KIND_OF[fact.type] is not Kind.CHOICES:
        return YES
    known = set(option_ids(fact))
    return both(
        *(negated(z3.Bool(f"answer {called or mine}.{each}")) for each in option_ids(theirs) if each not in known)
    )
