"""What a comparison of two releases finds, against all answers one by one."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.analysis.diff import match
from engine.analysis.proof.comparing import compare
from engine.analysis.proof.comparison import Behaviour, Comparison, Seen
from engine.analysis.proof.people import Person
from tests.builders import a_release
from tests.engine.analysis.proof.edits import Document, edited, small_documents

TODAY = date(2026, 11, 22)
SPAN = (TODAY, TODAY)
EXAMPLES = int(os.environ.get("SOUNDNESS_EXAMPLES", "60"))
SCARCE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@st.composite
def editions(draw: st.DrawFn) -> tuple[Document, Document]:
    """A random flow, and the same after some edits."""
    document = draw(small_documents())
    return document, draw(edited(document))


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(documents=editions())
def test_all_differences_between_random_flows_are_found_and_no_others(documents: tuple[Document, Document]):
    then, now = documents
    matching = match(then, now)
    old, new = a_release(then), a_release(now)
    found = compare(old, new, matching, today=TODAY, people=4)
    wanted = brute_force(Comparison(old, new, matching, SPAN))
    assert set(found.pairs) == set(wanted.pairs)
    assert (found.asked.keys(), found.spared.keys()) == (wanted.asked.keys(), wanted.spared.keys())
    assert (found.open_stops, found.open_questions) == ((), ())


def brute_force(comparison: Comparison) -> Behaviour:
    """Every difference, from walking everybody through both releases."""
    for answers, skipped, unhelped in everybody(comparison):
        then, now = (
            Seen(
                Person(
                    answers={fact: None if fact in skipped else value for fact, value in answers.items()},
                    today=TODAY,
                    unhelped=frozenset(name for name in flow.nodes if unhelped and name.startswith("read")),
                ),
                answers,
            )
            for flow in (comparison.then.flow, comparison.now.flow)
        )
        comparison.walk(then, now)
    return comparison.result()


def everybody(comparison: Comparison) -> Iterator[tuple[dict[str, Any], set[str], bool]]:
    """All answers that either flow allows, with all that may be skipped."""
    flows = (comparison.then.flow, comparison.now.flow)
    kinds = {option.id: None for flow in flows for option in flow.facts["kind"].options}
    most = max(flow.facts["count"].domain["maximum"] for flow in flows)
    values: dict[str, list[Any]] = {
        "flag": [True, False],
        "other": [True, False],
        "count": list(range(most + 1)),
        "pay": [100],
        "kind": list(kinds),
    }
    asked = {name: _can_be_skipped(comparison, name) for name in values if _is_asked(comparison, name)}
    optional = [name for name, can in asked.items() if can]
    for chosen in itertools.product(*(values[name] for name in asked)):
        for skips in itertools.product([False, True], repeat=len(optional)):
            skipped = {name for name, is_skipped in zip(optional, skips, strict=True) if is_skipped}
            for unhelped in (False, True):
                yield dict(zip(asked, chosen, strict=True)), skipped, unhelped


def _questions(comparison: Comparison) -> Iterator[Any]:
    for flow in (comparison.then.flow, comparison.now.flow):
        for node in flow.nodes.values():
            yield from getattr(node, "questions", (node,) if node.type == "question" else ())


def _is_asked(comparison: Comparison, name: str) -> bool:
    return any(each.fact == name for each in _questions(comparison))


def _can_be_skipped(comparison: Comparison, name: str) -> bool:
    return any(each.fact == name and each.optional for each in _questions(comparison))
