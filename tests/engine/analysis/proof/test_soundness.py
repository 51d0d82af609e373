"""What is proved of a random flow is what happens to everybody: every claim, against all answers one by one."""

from __future__ import annotations

import copy
import os
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from engine.analysis import build_graph
from engine.analysis.proof.claims import claims_of
from engine.analysis.proof.encoding import encode
from engine.analysis.proof.nearby import Nearby
from engine.analysis.proof.people import Way, follow
from engine.analysis.proof.proving import Prover
from engine.analysis.proof.seeing import Seeing
from engine.analysis.proof.verdicts import ASKED, Claim
from engine.definition import Release, stand_alone
from tests.builders import a_document, a_release
from tests.engine.analysis.proof.everybody import TooManyError, everybody
from tests.random_flows import CHILD, documents, wide_conditions

TODAY = date(2026, 11, 22)
MOST = 2_000
"""People who are tried with one flow; flows for which there are more are left out."""
EXAMPLES = int(os.environ.get("SOUNDNESS_EXAMPLES", "40"))
SCARCE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@st.composite
def small_documents(draw: st.DrawFn) -> dict[str, Any]:
    """A random flow with so few answers that all can be tried; now and then one that is handed some of them."""
    document = copy.deepcopy(draw(documents(wide=True, most=6)))
    document["facts"]["count"] |= {"minimum": 1, "maximum": 3}
    document["facts"]["pay"] |= {"minimum": 2.99, "maximum": 3.01}
    first = draw(
        st.lists(st.sampled_from(["flag", "count", "kind", "pay", "picks"]), min_size=2, max_size=3, unique=True)
    )
    if draw(st.integers(0, 3)) == 0:
        document["inputs"] = first
    else:
        asked = [{"id": f"q-{fact}", "fact": fact, "prompt": "?", "optional": draw(st.booleans())} for fact in first]
        document["nodes"]["first"] = {"type": "page", "title": "First", "questions": asked, "next": document["start"]}
        document["start"] = "first"
    document["promises"] = draw(st.lists(_promises(list(document["nodes"])), max_size=2, unique_by=lambda it: it["id"]))
    return document


def _promises(nodes: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    then = st.one_of(
        st.sampled_from(nodes).map(lambda node: {"visits": node}),
        st.sampled_from(nodes).map(lambda node: {"never": node}),
        wide_conditions().map(lambda condition: {"condition": condition}),
    )
    when = st.one_of(st.just({}), wide_conditions().map(lambda condition: {"when": condition}))
    return st.builds(lambda name, own, it: {"id": name, **own, "then": it}, st.sampled_from(["p", "q"]), when, then)


def small_child() -> dict[str, Any]:
    child = copy.deepcopy(CHILD)
    child["facts"]["size"] |= {"minimum": 3, "maximum": 4}
    child["nodes"]["size"]["validators"][0]["when"] = {"<": [{"var": "given"}, {"-": [{"var": "size"}, 2]}]}
    return child


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(document=small_documents())
def test_every_verdict_is_what_happens_to_everybody(document: dict[str, Any]) -> None:
    release = stand_alone(a_release(document, children=[small_child()]))
    there = build_graph(release.flow)
    encoded = encode(there, (TODAY, TODAY))
    claims = claims_of(encoded)
    happens = by_force(release, claims)
    assert {claim for claim in happens if claim.kind != ASKED} <= set(claims)
    prover = Prover(encoded)
    seeing, nearby = Seeing(release, claims), Nearby(release, encoded.said)
    for claim, formula in claims.items():
        answer = prover.ask(formula, near=nearby.find(claim.node))
        assert (answer.person is None) is (answer.reasons is not None), f"{claim} is not settled"
        assert (answer.person is not None) is (claim in happens), claim
        if answer.person is not None:
            assert claim in shown_by(seeing, follow(release, answer.person)), claim
    assert not encoded.opaque


def by_force(release: Release, claims: dict[Claim, Any]) -> set[Claim]:
    """The claims that somebody makes true."""
    seeing = Seeing(release, claims)
    try:
        return {claim for _, way in everybody(release, TODAY, MOST) for claim in shown_by(seeing, way)}
    except TooManyError:
        assume(False)
        raise


def shown_by(seeing: Seeing, way: Way) -> set[Claim]:
    return set(seeing.shown_by(way))


def test_who_has_to_answer_once_and_may_skip_elsewhere_is_shown_with_an_answer() -> None:
    twice = {"type": "question", "fact": "shutoff", "prompt": "?"}
    document = a_document()
    document["nodes"]["ask-people"] |= {"next": "ask-first"}
    document["nodes"]["ask-first"] = {**twice, "next": "ask-shutoff"}
    document["nodes"]["ask-shutoff"]["optional"] = True
    release = a_release(document)
    encoded = encode(build_graph(release.flow), (TODAY, TODAY))
    skipped = encoded.givens["shutoff"].skipped
    answer = Prover(encoded).ask(encoded.taken["ask-shutoff", "otherwise"], skipped)
    assert answer.person is not None
    assert ("ask-shutoff", "otherwise") in follow(release, answer.person).exits


def test_a_knot_that_is_entered_at_two_nodes_is_left_from_either() -> None:
    """Whoever comes to the second first, and then to the first, was told to have come to the first before."""
    asked = {"type": "question", "fact": "shutoff", "prompt": "?", "optional": True}
    document = a_document()
    document["nodes"]["ask-people"] |= {"next": "ask-first"}
    document["nodes"]["ask-first"] = {
        **asked,
        "rules": [{"id": "yes", "when": {"var": "shutoff"}, "next": "one"}],
        "otherwise": "two",
        "unknown": "two",
    }
    sure = {"answered": "shutoff"}
    document["nodes"]["one"] = {
        "type": "decision",
        "rules": [{"id": "sure", "when": sure, "next": "ask-shutoff"}],
        "otherwise": "two",
    }
    document["nodes"]["two"] = {
        "type": "decision",
        "rules": [{"id": "sure", "when": {"!": [sure]}, "next": "ask-shutoff"}],
        "otherwise": "one",
    }
    release = a_release(document)
    encoded = encode(build_graph(release.flow), (TODAY, TODAY))
    answer = Prover(encoded).ask(encoded.taken["two", "otherwise"])
    assert answer.person is not None
    assert ("two", "otherwise") in follow(release, answer.person).exits
