"""Hit policies as formulas draw what the engine draws, for any verdicts on any rows."""

from __future__ import annotations

from typing import Any

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysis.proof.hit_policies import Drawn, Judged, draw
from engine.analysis.proof.terms import NO, YES, Item, Items, Term
from engine.nodes import hits
from engine.nodes.hits import Policy

VERDICTS = st.sampled_from([True, False, False, None])
NUMBERS = st.sampled_from([None, 0, 1, 1, 2])
SINGLE = ["unique", "first", "any", "priority"]
TERMS = {True: Term(YES), False: Term(NO), None: Term(NO, NO)}


@st.composite
def rows(draw: st.DrawFn, width: int) -> tuple[list[bool | None], list[tuple[int | None, ...]], list[tuple[int, ...]]]:
    count = draw(st.integers(1, 4))
    verdicts = draw(st.lists(VERDICTS, min_size=count, max_size=count))
    cells = draw(st.lists(st.tuples(*[NUMBERS] * width), min_size=count, max_size=count))
    ranks = draw(st.lists(st.tuples(st.integers(0, 2)), min_size=count, max_size=count))
    return verdicts, cells, ranks


def as_term(cell: int | None) -> Term:
    return Term(z3.IntVal(0), NO) if cell is None else Term(z3.IntVal(cell))


def as_member(cell: int | None) -> Term:
    return Term(Items((Item(YES, {"size": as_term(cell)}),)), NO if cell is None else YES)


def said(drawn: Drawn, width: int) -> tuple[Any, ...]:
    """Why nothing comes out; or the rows that count, and the values."""
    for why, holds in drawn.why.items():
        if z3.is_true(z3.simplify(holds)):
            return (why,)
    counting = tuple(place for place, holds in enumerate(drawn.rows) if z3.is_true(z3.simplify(holds)))
    return counting, tuple(value_of(drawn.values[f"f{place}"]) for place in range(width))


def value_of(term: Term) -> Any:
    if not z3.is_true(z3.simplify(term.known)):
        return None
    if isinstance(term.value, Items):
        there = [item for item in term.value.each if z3.is_true(z3.simplify(item.there))]
        return tuple(value_of(item.facts["size"]) for item in there)
    return z3.simplify(term.value).as_long()


def drawn(policy: Policy, verdicts: list[bool | None], cells: list[tuple[int | None, ...]]) -> tuple[Any, ...]:
    found = hits.draw(policy, verdicts, cells.__getitem__)
    return (found.why,) if found.why else (tuple(sorted(found.rows)), found.values)


@pytest.mark.parametrize("hit", SINGLE)
@settings(max_examples=150)
@given(given=rows(width=2))
def test_one_row_decides_as_it_does_in_the_engine(hit: str, given: Any) -> None:
    verdicts, cells, ranks = given
    policy = Policy(name=hit, ranks=tuple(ranks), width=2)
    terms = [{f"f{place}": as_term(cell) for place, cell in enumerate(row)} for row in cells]
    judged = Judged(policy, [TERMS[each] for each in verdicts], terms, {"f0": as_term(None), "f1": as_term(None)})
    assert said(draw(judged), 2) == drawn(policy, verdicts, cells)


@pytest.mark.parametrize("gather", ["sum", "min", "max", "count"])
@settings(max_examples=120)
@given(given=rows(width=1))
def test_numbers_are_put_together_as_in_the_engine(gather: str, given: Any) -> None:
    verdicts, cells, _ = given
    policy = Policy(name="collect", gather=gather)
    terms = [{"f0": as_term(row[0])} for row in cells]
    judged = Judged(policy, [TERMS[each] for each in verdicts], terms, {"f0": as_term(None)})
    assert said(draw(judged), 1) == drawn(policy, verdicts, cells)


@pytest.mark.parametrize("hit", ["collect", "rule-order", "output-order"])
@settings(max_examples=120)
@given(given=rows(width=1))
def test_lists_are_put_together_as_in_the_engine(hit: str, given: Any) -> None:
    verdicts, cells, ranks = given
    policy = Policy(name=hit, ranks=tuple(ranks))
    terms = [{"f0": as_member(row[0])} for row in cells]
    judged = Judged(policy, [TERMS[each] for each in verdicts], terms, {"f0": Term(Items(()), NO)})
    assert said(draw(judged), 1) == drawn(policy, verdicts, cells)
